import * as z from 'zod';
import { STANCES } from '../extract/extraction.ts';
import { foldName } from '../ledger/keys.ts';

/** What a page holds when the request does not say, and the most it may hold. */
export const DEFAULT_LIMIT = 25;
export const MAX_LIMIT = 100;

/** Far over what a ledger position needs, far under what a URL may hold. */
const MAX_CURSOR_LENGTH = 2048;
const MAX_PREFIX_LENGTH = 100;
const MILLISECONDS_A_DAY = 86_400_000;

const text = (maxLength: number) =>
  z.string().min(1, 'must not be empty').max(maxLength, `must not be longer than ${maxLength} characters`);

/** A number in a query string; the document shows it as the number it is. */
const number = (pattern: RegExp, reason: string, shown: Record<string, unknown>) =>
  z.string().regex(pattern, reason).transform(Number).meta({ override: shown });

const limit = number(/^(?:[1-9]\d?|100)$/, `must be a whole number from 1 to ${MAX_LIMIT}`, {
  type: 'integer',
  minimum: 1,
  maximum: MAX_LIMIT,
  default: DEFAULT_LIMIT,
})
  .optional()
  .transform((value) => value ?? DEFAULT_LIMIT)
  .meta({ description: 'The most items a page may hold. It may change from page to page.', example: 10 });

const cursor = text(MAX_CURSOR_LENGTH).optional().meta({
  description:
    'The `cursor` of the page before, to go on from there. It is signed and goes with the very query it came from.',
});

const day = z.iso.date();
const moment = z
  .union([day, z.iso.datetime({ offset: true }).max(40)], {
    error:
      'must be a date (2023-01-11) or a date-time with time zone (2023-01-11T18:30:00Z; "+" is written %2B in a URL)',
  })
  .meta({ example: '2023-01-11' });

/** The ledger orders times as text, so they must keep four digits for the year. */
const timestamp = (milliseconds: number): string => {
  const first = Date.parse('0000-01-01T00:00:00.000Z');
  const last = Date.parse('9999-12-31T23:59:59.999Z');
  return new Date(Math.min(Math.max(milliseconds, first), last)).toISOString();
};

const timeRange = {
  from: moment
    .transform((value) => timestamp(Date.parse(value)))
    .optional()
    .meta({
      description: 'Only articles of this time or later. A date means the start of that day, UTC.',
      example: '2023-01-11',
    }),
  to: moment
    .transform((value) =>
      timestamp(Date.parse(value) + (day.safeParse(value).success ? MILLISECONDS_A_DAY : 0)),
    )
    .optional()
    .meta({
      description:
        'Only articles before this time. A date means the end of that day, UTC: the whole day is included.',
      example: '2023-01-12',
    }),
};

const paging = { limit, cursor };

/** Reports `from` when it does not lie before `to`. */
const forwards = (query: { from?: string | undefined; to?: string | undefined }, ctx: z.RefinementCtx) => {
  if (query.from !== undefined && query.to !== undefined && query.from >= query.to) {
    ctx.addIssue({ code: 'custom', path: ['from'], message: 'must lie before to' });
  }
};

/** Reports every parameter but the first of those given that exclude each other. */
const exclusive =
  (...names: readonly string[]) =>
  (query: Readonly<Record<string, unknown>>, ctx: z.RefinementCtx) => {
    const [first, ...others] = names.filter((name) => query[name] !== undefined);
    for (const other of others) {
      ctx.addIssue({
        code: 'custom',
        path: [other],
        message: `cannot be combined with ${first}: give one of ${names.join(', ')}`,
      });
    }
  };

const publisher = text(200).optional().meta({
  description: 'Only what this publisher wrote; letter case, accents and a leading "the" do not matter.',
  example: 'The Harbour Courier',
});
const entity = text(300).optional().meta({
  description:
    'Only what mentions this entity: any of its names, its `key`, or its `entityId`. A country also goes by its nationality.',
  example: 'Port Authority',
});

export const listArticlesQuery = z
  .strictObject({
    publisher,
    status: z
      .enum(['processed', 'refused'], { error: 'must be processed or refused' })
      .optional()
      .meta({ description: 'Only articles that were processed, or only those that were refused.' }),
    entity: entity.meta({
      description:
        'Only articles that mention this entity: any of its names, its `key`, or its `entityId`. Not with publisher or status.',
      example: 'Port Authority',
    }),
    ...timeRange,
    ...paging,
  })
  .superRefine(forwards)
  .superRefine(exclusive('entity', 'publisher'))
  .superRefine(exclusive('entity', 'status'));

export const listClaimsQuery = z
  .strictObject({
    source: text(300).optional().meta({
      description:
        'Only claims of this source: any of its names, its `sourceKey`, or its `sourceId`. A name that several bear finds them all; an id finds one.',
      example: 'Port Authority',
    }),
    via: text(300).optional().meta({
      description:
        'Only what others say through this source: claims that stand inside its own ("Reuters reported that the minister said …"). Named as source is.',
      example: 'Reuters',
    }),
    entity,
    publisher,
    kind: z
      .enum(['attributed', 'narrated', 'all'], { error: 'must be attributed, narrated or all' })
      .optional()
      .meta({
        description:
          'What somebody in the text is said to say (`attributed`, the standard), what the publisher states in its own voice (`narrated`), or both (`all`). A narrated claim has no source.',
      }),
    stance: z
      .enum(STANCES, { error: `must be one of ${STANCES.join(', ')}` })
      .optional()
      .meta({
        description:
          'Only claims whose source stands to them so: what is denied, feared, promised … A narrated claim has no stance.',
        example: 'deny',
      }),
    minConfidence: number(/^(?:0?\.\d{1,6}|0|1(?:\.0{1,6})?)$/, 'must be a number from 0 to 1', {
      type: 'number',
      minimum: 0,
      maximum: 1,
    })
      .optional()
      .meta({
        description: 'Only claims of at least this confidence; pages of rare ones are often short.',
        example: 0.8,
      }),
    ...timeRange,
    ...paging,
  })
  .superRefine(forwards)
  .superRefine(exclusive('source', 'via', 'entity', 'publisher'))
  .superRefine((query, ctx) => {
    if (query.kind !== 'narrated') return;
    const refuse = (name: string, message: string) => ctx.addIssue({ code: 'custom', path: [name], message });
    for (const name of ['source', 'via'] as const) {
      if (query[name] === undefined) continue;
      refuse(name, 'narrated claims have no source: give entity or publisher instead');
    }
    if (query.stance !== undefined) refuse('stance', 'narrated claims have no stance: give another kind');
  });

export const listEntitiesQuery = z.strictObject({
  prefix: text(MAX_PREFIX_LENGTH)
    .refine((prefix) => foldName(prefix) !== '', 'must hold a letter or digit')
    // Folding takes signs apart: one sign can become eighteen letters, and the table's keys are bounded.
    .refine((prefix) => foldName(prefix).length <= MAX_PREFIX_LENGTH, 'is too long')
    .meta({
      description: 'What the name starts with; letter case and accents do not matter.',
      example: 'port',
    }),
  ...paging,
});

/** One version of an article. */
export const versionQuery = z.strictObject({
  version: z
    .string()
    .regex(/^[0-9A-F]{1,32}-[0-9a-f]{8}$/, 'must be one that /articles/{id}/versions lists')
    .optional()
    .meta({
      description: 'The version wanted, as `/articles/{id}/versions` lists it; without it, the current one.',
      example: '0055AED6DCD90281E5-3fa9c2e1',
    }),
});

/** For what takes no parameters: a mistyped one is still told. */
export const emptyQuery = z.strictObject({});

export const articlePath = z.strictObject({
  id: z
    .string()
    .regex(/^[0-9a-f]{24}$/, 'must be 24 hexadecimal digits, as the lists give it')
    .meta({
      description: 'Id of the article; the same for all its versions.',
      example: '5f2c8a90b1d34e67a8c9f012',
    }),
});

export const entityPath = z.strictObject({
  id: text(300).meta({
    description: 'An `entityId`, or any name or key of the entity.',
    example: 'institute-for-the-study-of-war',
  }),
});
