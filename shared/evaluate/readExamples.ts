import * as z from 'zod';
import { PermanentError } from '../errors.ts';
import { ENTITY_TYPES, type EntityType } from '../extract/extraction.ts';
import type { Example, GoldAttribution } from './example.ts';
import { readGold } from './readGold.ts';
import type { MarkedText } from './readMarkup.ts';
import { readTrainingItems } from './readTrainingItems.ts';

/**
 * Reads a file of annotated articles. Its form shows in its fields:
 *
 * - JSON Lines with `annotations` (PolNeAR's form): attributions of one annotator or several, never nested.
 * - JSON Lines with `attributions` (GUM's form): clauses, nested. Those without a cue (photo credits, signatures) are
 *   left out. Its `entities` tell who is meant, not what is named: it marks whole noun phrases.
 * - JSON Lines with `entities` (Worldwide newswire's form): named mentions.
 * - `id: …` on the first line: an annotated article of our own (`readGold`).
 * - `=== id=…` on the first line: paragraphs of our own (`readTrainingItems`).
 *
 * @param file what errors call it
 * @throws PermanentError `examples.wrong` or `markup.wrong`, its message beginning with file and line
 */
export function readExamples(file: string, raw: string): Example[] {
  const text = raw.replace(/^\ufeff/, '');
  const first = /\S.*/.exec(text)?.[0];
  if (first === undefined) throw wrong(file, 1, 'the file is empty');
  if (first.startsWith('{')) return readJsonLines(file, text);
  if (first.startsWith('=== ')) return readTrainingItems(file, text).map((item) => ofParagraphs(file, item));
  if (/^\w+: /.test(first)) return [ofGold(file, text)];
  throw wrong(
    file,
    1,
    'neither JSON Lines nor inline markup, which begins with a line "id: …" or "=== id=…" ' +
      '(docs/quality.md has the forms)',
  );
}

const offset = z.int().nonnegative();
const span = z.tuple([offset, offset]);
const spans = z.array(span);
const roles = { source: spans, cue: spans, content: spans };
const article = {
  id: z.string(),
  text: z.string(),
  title: z.string().nullish(),
  publisher: z.string().nullish(),
  published: z.string().nullish(),
  genre: z.string().nullish(),
};
const polnearLine = z.looseObject({
  ...article,
  annotations: z.array(z.looseObject({ attributions: z.array(z.looseObject(roles)) })).min(1),
});
const gumLine = z.looseObject({
  ...article,
  attributions: z.array(z.looseObject({ ...roles, parent: z.int().nullable() })),
  tokens: z.optional(z.array(z.tuple([offset, offset], z.unknown()))),
  entities: z.optional(
    z.array(
      z.looseObject({
        start: offset,
        end: offset,
        type: z.string(),
        cluster: z.int(),
        head: offset,
        named: z.boolean(),
        link: z.string().nullish(),
      }),
    ),
  ),
});
const entitiesLine = z.looseObject({
  ...article,
  entities: z.array(z.looseObject({ start: offset, end: offset, type: z.string() })),
});

/**
 * Worldwide newswire's labels. Its "Misc" holds events, works, laws and titles. Its few products are counted there too,
 * for our products are works as a rule. It does not annotate quantities other than money. Countries and capitals are places
 * in it also where they act as states.
 */
const NEWSWIRE_LABELS: Readonly<Record<EntityType, string | null>> = {
  person: 'Person',
  organization: 'Organization',
  location: 'Location',
  facility: 'Facility',
  event: 'Misc',
  product: 'Misc',
  law: 'Misc',
  group: 'NORP',
  date: 'Date',
  money: 'Money',
  quantity: null,
};

/** Our own articles have our types, but days, sums of money and quantities are not annotated in them. */
const OWN_LABELS: Readonly<Record<EntityType, string | null>> = {
  ...(Object.fromEntries(ENTITY_TYPES.map((type) => [type, type])) as Record<EntityType, string>),
  date: null,
  money: null,
  quantity: null,
};

const OWN_TYPES: ReadonlySet<EntityType> = new Set(ENTITY_TYPES.filter((type) => OWN_LABELS[type] !== null));
/** In GUM nationalities are adjectives for the most part, and those are no mentions. */
const GUM_TYPES: ReadonlySet<EntityType> = new Set([...OWN_TYPES].filter((type) => type !== 'group'));

function readJsonLines(file: string, text: string): Example[] {
  return text.split('\n').flatMap((line, i) => (line.trim() === '' ? [] : [readLine(file, i + 1, line)]));
}

function readLine(file: string, number: number, line: string): Example {
  const parsed = parseJson(file, number, line);
  const fail = (cause: string) => wrong(file, number, cause);
  const read = <T>(schema: z.ZodType<T>): T => {
    const result = schema.safeParse(parsed);
    if (result.success) return result.data;
    const { path, message } = result.error.issues[0]!;
    throw fail(`${path.join('.') || 'the line'}: ${message}`);
  };
  const check = (length: number, all: Iterable<readonly [number, number]>) => {
    for (const [start, end] of all)
      if (start >= end || end > length)
        throw fail(`[${start}, ${end}) is no span of the text, which has ${length} UTF-16 code units`);
  };
  const fields = typeof parsed === 'object' && parsed !== null ? Object.keys(parsed) : [];

  if (fields.includes('annotations')) {
    const { annotations, ...rest } = read(polnearLine);
    const copies = annotations.map(({ attributions }) =>
      attributions.map(({ source, cue, content }) => ({ source, cue, content, parent: null })),
    );
    check(rest.text.length, copies.flat().flatMap(spansOf));
    return { ...about(file, rest), attributions: { nested: false, copies }, entities: null };
  }
  if (fields.includes('attributions')) {
    const { attributions, tokens = [], entities = [], ...rest } = read(gumLine);
    check(rest.text.length, attributions.flatMap(spansOf));
    const copies = [withCues(attributions)];
    const mentions = entities.flatMap(({ start, end, type, cluster, head, named, link }) => {
      const core = tokens[head];
      if (!core) throw fail(`entity at ${start}: no token has the index ${head}`);
      // What is said of a named one right there is no mention by our reading, and a day is no one.
      const isSaid = !named && (link === 'appos' || link === 'pred');
      return isSaid || type === 'time'
        ? []
        : [{ cluster, span: [start, end] as const, core: [core[0], core[1]] as const, named }];
    });
    check(
      rest.text.length,
      mentions.flatMap(({ span: whole, core }) => [whole, core]),
    );
    return {
      ...about(file, rest),
      attributions: { nested: true, copies },
      entities: null,
      ...(mentions.length > 0 && {
        coreference: {
          types: GUM_TYPES,
          entities: [...Map.groupBy(mentions, ({ cluster }) => cluster).values()],
        },
      }),
    };
  }
  if (fields.includes('entities')) {
    const { entities, ...rest } = read(entitiesLine);
    const known = new Set(Object.values(NEWSWIRE_LABELS));
    const mentions = entities.map(({ start, end, type }) => {
      const label = type === 'Product' ? NEWSWIRE_LABELS.product! : type;
      if (!known.has(label)) throw fail(`no such type of entity: ${JSON.stringify(type)}`);
      return { label, span: [start, end] as const };
    });
    check(
      rest.text.length,
      mentions.map((mention) => mention.span),
    );
    const annotated = { labels: NEWSWIRE_LABELS, placesThatAct: NEWSWIRE_LABELS.location!, mentions };
    return { ...about(file, rest), attributions: null, entities: annotated };
  }
  throw fail(
    'not an annotated article: it has none of the fields "annotations", "attributions" and "entities"',
  );
}

function parseJson(file: string, number: number, line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    // The message quotes the line, which may be long.
    const place = /position \d+/.exec((error as Error).message)?.[0];
    throw wrong(file, number, `not JSON${place === undefined ? '' : ` (at ${place})`}`);
  }
}

function about(file: string, line: z.infer<z.ZodObject<typeof article>>) {
  const { id, text, title, publisher, published, genre } = line;
  return {
    id,
    file,
    text,
    metadata: { title: title ?? null, publisher: publisher ?? null, published: published ?? null },
    genre: genre ?? null,
  };
}

const spansOf = ({ source, cue, content }: Pick<GoldAttribution, 'source' | 'cue' | 'content'>) => [
  ...source,
  ...cue,
  ...content,
];

/** Those with a cue; what stood in one without hangs on the next one outside. */
function withCues(attributions: readonly GoldAttribution[]): GoldAttribution[] {
  const kept = attributions.filter(({ cue }) => cue.length > 0);
  return kept.map(({ source, cue, content, parent }) => {
    let outer = parent === null ? undefined : attributions[parent];
    // A circle would be a slip of the data: as many steps up as there are attributions, no more.
    for (let left = attributions.length; outer && outer.cue.length === 0; left--)
      outer = outer.parent === null || left === 0 ? undefined : attributions[outer.parent];
    return { source, cue, content, parent: outer ? kept.indexOf(outer) : null };
  });
}

function ofMarkup({ attributions }: Pick<MarkedText, 'attributions'>): GoldAttribution[] {
  const indexOf = new Map(attributions.map(({ number }, i) => [number, i]));
  return attributions.map(({ source, cue, content, parent }) => ({
    source,
    cue,
    content,
    parent: parent === null ? null : indexOf.get(parent)!,
  }));
}

function ofParagraphs(file: string, item: ReturnType<typeof readTrainingItems>[number]): Example {
  const { id, text, genre } = item;
  const attributions = { nested: true, copies: [ofMarkup(item)] };
  return { id, file, text, metadata: {}, genre, attributions, entities: null };
}

function ofGold(file: string, raw: string): Example {
  const { id, text, title, publisher, published, genre, claims, entities, narrated, asides } = readGold(
    file,
    raw,
  );
  const copy = ofMarkup({ attributions: claims }).map((one, i) => {
    const { name, stance, polarity, kind, time } = claims[i]!;
    return { ...one, name, reading: { stance, polarity, kind, time } };
  });
  return {
    id,
    file,
    text,
    metadata: { title, publisher, published },
    genre,
    attributions: { nested: true, copies: [copy] },
    entities: {
      labels: OWN_LABELS,
      mentions: entities.flatMap(({ type, named }) => {
        const label = OWN_LABELS[type];
        return label === null ? [] : named.map((span) => ({ label, span }));
      }),
    },
    coreference: {
      types: OWN_TYPES,
      entities: entities.map(({ named, other }) =>
        [named, other].flatMap((spans, i) => spans.map((span) => ({ span, core: span, named: i === 0 }))),
      ),
    },
    narrated: { text, claims, narrated, asides },
  };
}

const wrong = (file: string, line: number, cause: string) =>
  new PermanentError('examples.wrong', `${file}:${line}: ${cause}`, { file, line });
