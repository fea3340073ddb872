import * as z from 'zod';
import { ENTITY_TYPES, POLARITIES, SET_ASIDE_REASONS, STANCES } from '../extract/extraction.ts';
import type {
  ArticleHead,
  ArticleRecord,
  EntityRecord,
  KnownEntity,
  ListedClaim,
  ListedVersion,
} from '../ledger/ledger.ts';

const span = z.tuple([z.int().min(0), z.int().min(0)]).meta({
  id: 'Span',
  description: '`[start, end)` in UTF-16 code units of the document text (`GET /articles/{id}/text`).',
  example: [12, 80],
});
const spans = z.array(span).min(1);
const count = z.int().min(0);

const block = z
  .object({
    kind: z.enum(['paragraph', 'heading', 'caption', 'credit', 'byline', 'dateline', 'boilerplate']),
    span,
  })
  .meta({ id: 'Block', description: 'A piece of the document text with one role. Blocks never overlap.' });

const metadata = {
  title: z.string().nullable(),
  publisher: z.string().nullable(),
  published: z.string().nullable().meta({
    description: 'Publication time, ISO 8601, as precise as it was given.',
    example: '2023-01-11',
  }),
  url: z.string().nullable(),
};

const head = {
  id: z.string().meta({ description: 'Stable over versions.', example: '5f2c8a90b1d34e67a8c9f012' }),
  ...metadata,
  time: z.string().meta({
    description:
      'Where the article stands in time order: its publication time, or else when it was received. ISO 8601 UTC.',
    example: '2023-01-11T00:00:00.000Z',
  }),
  textHash: z
    .string()
    .nullable()
    .meta({ description: 'SHA-256 (hex) of the document text in UTF-8; null unless processed.' }),
};

const ofVersion = {
  version: z.string().meta({
    description: 'Names this version among those of the article.',
    example: '0055AED6DCD90281E5-3fa9c2e1',
  }),
  versionId: z.string().nullable().meta({ description: "S3's, in a bucket with versions." }),
  sequencer: z.string().meta({ description: "S3's: orders the events of one key." }),
  receivedAt: z.string().meta({ description: 'When the upload was taken. ISO 8601 UTC.' }),
  status: z.enum(['processed', 'refused', 'withdrawn']),
  claimCount: count,
  entityCount: count,
  refusal: z
    .object({ code: z.string(), message: z.string() })
    .nullable()
    .meta({ description: 'Why the article was refused; null otherwise.' }),
  extractorVersion: z.string().meta({ description: 'Code and model.', example: '0.1.0+3fa9c2e1' }),
};

/** One version of an article, as a whole. */
export const articleHead = z
  .object({
    ...head,
    ...ofVersion,
    bucket: z.string(),
    key: z.string(),
    narratedCount: count.meta({
      description: 'How many of the claims are narrated: what the publisher states in its own voice.',
    }),
    format: z.enum(['text', 'markdown', 'html', 'json', 'ninjs']).nullable(),
    schemaVersion: z.int(),
  })
  .meta({ id: 'ArticleHead', description: 'One version of an article, as a whole.' });

/** A version in the list of an article's. */
export const listedVersion = z
  .object({
    ...ofVersion,
    title: head.title,
    textHash: head.textHash,
    current: z.boolean().meta({ description: 'Whether it is the one that all lists show.' }),
    readableUntil: z.string().nullable().meta({
      description: 'When a replaced version is gone for good, ISO 8601 UTC; null for the current one.',
    }),
  })
  .meta({
    id: 'ArticleVersion',
    description: 'A version of an article, the current one or one it replaced.',
  });

const dateValue = z.string().meta({ description: 'A day, month or year, ISO 8601.', example: '2023-01-11' });

const claim = {
  id: z.string().meta({ description: 'In the order of the document text.', example: 'c3' }),
  kind: z.enum(['attributed', 'narrated']).meta({
    description: 'Attributed: the text gives a source. Narrated: the publisher states it in its own voice.',
  }),
  content: spans.meta({ description: 'What is claimed; several spans when the text cuts it.' }),
  cue: spans.nullable().meta({ description: 'The words that attribute it.' }),
  source: spans.nullable().meta({ description: 'Who it is attributed to, as the text has it.' }),
  sourceName: z.string().nullable().meta({ description: 'Who that is, by the fullest name in the text.' }),
  sourceEntity: z
    .string()
    .nullable()
    .meta({ description: 'Id of that entity within the article.', example: 'e2' }),
  sourceKind: z.enum(['person', 'organization', 'group', 'document', 'unknown']).nullable(),
  quoteType: z.enum(['direct', 'indirect', 'mixed']),
  hedged: z.boolean().nullable().meta({
    description:
      'Of a narrated claim, whether the publisher lessens its own assurance ("may", "reportedly"); null for an attributed one.',
  }),
  parent: z.string().nullable().meta({
    description: "Id of the innermost claim whose content holds this claim's attribution.",
  }),
  chain: z
    .array(z.string().nullable())
    .nullable()
    .meta({
      description:
        'Names of the sources from the outermost claim around it to itself: what CNN tells of what Russia says. Null in the place of a source without a name; empty for a narrated claim; null as a whole in records of extractors that did not note it.',
      example: ['CNN', 'Russia'],
    }),
  stance: z.enum(STANCES).nullable().meta({
    description:
      'How the source stands to what it is said to say. Null for a narrated claim, and in records of extractors that did not read it.',
    example: 'warn',
  }),
  polarity: z.enum(POLARITIES).nullable().meta({
    description:
      'Negative: the source is said not to say it ("denied", "did not say"). Null where stance is.',
  }),
  standalone: z.string().meta({
    description: "The claim readable on its own: the text's words, and in square brackets what is supplied.",
    example: '[Mara Quill’s] members had won on Monday [4 March 2024]',
  }),
  confidence: z.number().min(0).max(1),
  time: z
    .object({ text: z.string(), value: dateValue })
    .nullable()
    .meta({ description: 'When it was said; null unless that is stated and certain.' }),
  dates: z
    .array(z.object({ span, text: z.string(), value: dateValue }))
    .meta({ description: 'Days, months and years that the content states, where they are certain.' }),
  cueText: z.string().nullable().meta({ description: "The cue's words.", example: 'said' }),
  sourceKey: z
    .string()
    .nullable()
    .meta({ description: "Key of the source's name.", example: 'port-authority' }),
  sourceId: z.string().nullable().meta({
    description:
      'Who the source is in all articles; null when the text names nobody, or only describes them. It may lead to another id later, when two names turn out to be one: what it finds never gets less.',
    example: 'institute-for-the-study-of-war',
  }),
};
const ledgerClaim = z.object(claim).meta({
  id: 'Claim',
  description: 'Something stated to be so, with who states it.',
});

/** A claim in a list. */
export const listedClaim = z
  .object({
    ...claim,
    article: z.object(head).meta({ id: 'ClaimArticle', description: 'The article the claim stands in.' }),
  })
  .meta({ id: 'ListedClaim', description: 'A claim, with the article it stands in.' });

const entityType = z.enum(ENTITY_TYPES).meta({ id: 'EntityType' });
const entityKey = z.string().meta({ description: 'Key of the name.', example: 'port-authority' });
const entityId = z.string().nullable().meta({
  description:
    'Who or what it is in all articles: `country:ua` (ISO 3166-1), `city:703448` (GeoNames), or the key of its fullest name; with `~` and a number or an article where a name alone does not say it.',
  example: 'institute-for-the-study-of-war',
});

/** One version of an article with all that was found in it. */
export const articleRecord = z
  .object({
    head: articleHead,
    claims: z.array(ledgerClaim),
    entities: z.array(
      z
        .object({
          id: z.string().meta({ example: 'e2' }),
          name: z.string(),
          type: entityType,
          mentions: z
            .array(span)
            .meta({ description: 'Where it is named; empty of a government that only places speak for.' }),
          iso: z.string().optional().meta({
            description:
              'Of a government that is a source: the code of its country, ISO 3166-1 alpha-2, or EU. Absent otherwise.',
            example: 'RU',
          }),
          aliases: z
            .array(z.string())
            .optional()
            .meta({ description: 'Of the same: what the sources call it.', example: ['Moscow', 'Russia'] }),
          references: z.array(span).meta({ description: 'Pronouns and descriptions that mean it.' }),
          key: entityKey,
          entityId,
        })
        .meta({ id: 'Entity', description: 'A thing named in the article, with all that means it.' }),
    ),
    blocks: z.array(block),
    setAside: z
      .array(z.object({ reason: z.enum(SET_ASIDE_REASONS), span }))
      .meta({ description: 'Sentences that no claim is made of, and why, in the order of the text.' }),
  })
  .meta({ id: 'ArticleRecord', description: 'One version of an article with all that was found in it.' });

/** An entry of the entity directory. */
export const knownEntity = z
  .object({
    key: entityKey,
    name: z.string(),
    type: entityType,
    entityId: entityId.meta({
      description: 'Who or what it is in all articles; null when that differs from article to article.',
    }),
  })
  .meta({ id: 'KnownEntity', description: 'An entry of the entity directory.' });

const why = {
  rule: z
    .enum([
      'gazetteer',
      'full-name',
      'same-name',
      'common-name',
      'short-name',
      'generic-name',
      'ambiguous-place',
      'brackets',
      'initials',
      'fuller-name',
      'speaker',
      'operator',
      'unknown',
    ])
    .meta({
      description:
        'gazetteer: a country, its people, its government, or a great city. full-name, same-name: the same name means the same. common-name, short-name, generic-name, ambiguous-place: the name alone does not say it, so every article has its own. brackets, initials, fuller-name: an article showed it. speaker: a place or house that means it where it is a source (Moscow, the Kremlin). operator: somebody decided it.',
    }),
  articleId: z.string().nullable().meta({ description: 'The first article that showed it.' }),
  since: z.string().nullable().meta({ description: 'When that was noted. ISO 8601 UTC.' }),
};
const alias = z
  .object({ name: z.string(), key: entityKey, ...why })
  .meta({ id: 'EntityAlias', description: 'A name of an entity, and why it is one.' });

/** What a name leads to over all articles. */
export const entityRecord = z
  .object({
    id: z.string().meta({ example: 'institute-for-the-study-of-war' }),
    name: z.string(),
    type: entityType.nullable(),
    iso: z.string().nullable().meta({
      description: "ISO 3166-1 alpha-2: a country's code, or that of a city's or government's country.",
      example: 'UA',
    }),
    wikidata: z.string().nullable().meta({ description: 'Where the gazetteer has it.', example: 'Q212' }),
    why: z
      .object(why)
      .meta({ id: 'NameReason', description: 'Why the name alone says who it is, or does not.' }),
    aliases: z.array(alias).meta({ description: 'All other names that lead to it.' }),
    mayMean: z.array(alias).meta({
      description:
        'What the name asked for may be short for, when that is more than one: it is none of them.',
    }),
    toldApart: z
      .array(z.string())
      .meta({ description: 'Ids of those that were told apart under this name.' }),
    history: z.array(
      z
        .object({
          at: z.string(),
          what: z.enum(['learned', 'forgotten', 'merged', 'split']),
          key: entityKey,
          entity: z.string().nullable(),
          articles: z.array(z.string()),
          note: z.string().nullable(),
        })
        .meta({ id: 'NameEvent', description: 'What was learned, forgotten or decided of a name.' }),
    ),
  })
  .meta({ id: 'EntityRecord', description: 'What a name leads to over all articles, and why.' });

/** One page of a list. */
export const page = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    cursor: z.string().nullable().meta({
      description:
        'Give it as the parameter `cursor` to get the next page. Null at the end, and only there: a page may hold fewer items than `limit`, even none, and still go on.',
    }),
  });

/** An error, as RFC 9457 has it. */
export const problem = z
  .object({
    type: z.string().meta({ example: 'urn:claimwire:problem:parameters.invalid' }),
    title: z.string().meta({ example: 'Invalid parameters' }),
    status: z.int().min(400).max(599).meta({ example: 400 }),
    detail: z.string().meta({ description: 'What was wrong and what to do.' }),
    instance: z.string().meta({
      description: 'Names this one request, as the logs do.',
      example: 'urn:claimwire:request:6f1a',
    }),
    code: z.string().meta({ description: 'Stable: branch on this.', example: 'parameters.invalid' }),
    invalidParams: z
      .array(z.object({ name: z.string(), reason: z.string() }))
      .optional()
      .meta({
        description: 'Each parameter that was refused, and why.',
        example: [{ name: 'limit', reason: 'must be a whole number from 1 to 100' }],
      }),
  })
  .meta({ id: 'Problem', description: 'An error, as RFC 9457 has it.' });

/** That the function is up; it says nothing of the table or the store. */
export const health = z.object({ status: z.literal('ok') }).meta({ id: 'Health' });

export type Problem = z.output<typeof problem>;
export type InvalidParameter = NonNullable<Problem['invalidParams']>[number];

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;
type Same<A, B> = [A, B] extends [B, A] ? true : false;
type Matches<Schema extends z.ZodType, Contract> = Same<DeepReadonly<z.output<Schema>>, Contract>;

// Does not compile when a schema and the ledger's type part ways.
true satisfies Matches<typeof articleHead, ArticleHead>;
true satisfies Matches<typeof articleRecord, ArticleRecord>;
true satisfies Matches<typeof listedVersion, ListedVersion>;
true satisfies Matches<typeof listedClaim, ListedClaim>;
true satisfies Matches<typeof knownEntity, KnownEntity>;
true satisfies Matches<typeof entityRecord, EntityRecord>;
