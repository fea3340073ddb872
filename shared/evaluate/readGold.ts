import { articleFromText } from '../article/articleFromText.ts';
import {
  ENTITY_TYPES,
  type EntityType,
  POLARITIES,
  type Polarity,
  type SourceKind,
  STANCES,
  type Stance,
} from '../extract/extraction.ts';
import { overlaps, type Span } from '../span.ts';
import { type MarkedAttribution, type MarkedText, readMarkup, wrongMarkup } from './readMarkup.ts';

const KINDS = [
  'person',
  'organization',
  'group',
  'document',
  'unknown',
] as const satisfies readonly SourceKind[];
const HEADER_FIELDS = ['id', 'genre', 'publisher', 'published', 'title'] as const;

/** An attribution of a gold article, resolved. Field meanings: tests/fixtures/gold/README.md. */
export interface GoldClaim extends MarkedAttribution {
  /** Who it is attributed to, by the fullest name or description in the text; null when nobody is mentioned. */
  readonly name: string | null;
  /** Number of the entity that is the source. */
  readonly entity: number | null;
  readonly kind: SourceKind;
  readonly polarity: Polarity;
  readonly stance: Stance;
  readonly standalone: string;
  /** When it was said, where the text tells: `2023-01-11`, `2023-01` or `2023`. */
  readonly time: string | null;
}

export interface GoldEntity {
  readonly number: number;
  readonly type: EntityType;
  readonly name: string;
  /** Its names in the text, in order. */
  readonly named: readonly Span[];
  /** Pronouns and descriptions that mean it, in order. */
  readonly other: readonly Span[];
}

/** One annotated article. */
export interface GoldArticle
  extends Readonly<Record<(typeof HEADER_FIELDS)[number], string>>,
    Pick<MarkedText, 'text' | 'hedged' | 'asides'> {
  /** By number. */
  readonly claims: readonly GoldClaim[];
  /** By number. */
  readonly entities: readonly GoldEntity[];
  /**
   * What the publisher states in its own voice, in order: each hedged span, and each sentence that shares nothing
   * with an attribution, an aside or a hedged span.
   */
  readonly narrated: readonly { readonly span: Span; readonly hedged: boolean }[];
}

/**
 * Reads an annotated article: `key: value` lines, a line `===`, the marked text (`readMarkup`), a line `===`, and a
 * `claim` line for each attribution and an `entity` line for each entity, as tests/fixtures/gold/README.md says.
 *
 * @param file what errors call it
 * @throws PermanentError `markup.wrong` with file, line and cause, also where the lines do not fit the text
 */
export function readGold(file: string, raw: string): GoldArticle {
  const lines = raw.replace(/\n+$/, '').split('\n');
  const rules = lines.flatMap((line, i) => (line === '===' ? [i] : []));
  const [top = 0, bottom = 0] = rules;
  if (rules.length !== 2)
    throw fail(file, 1, `two lines === part header, text and annotation; here are ${rules.length}`);

  const header = readHeader(file, lines.slice(0, top));
  const body = lines.slice(top + 1, bottom).join('\n');
  if (body.trim() === '') throw fail(file, top + 2, 'the text is empty');
  const lead = /^\n*/.exec(body)![0].length;
  const marked = readMarkup(body.trim(), { file, line: top + 2 + lead });
  const { entities, resolved } = readAnnotation(file, bottom + 2, lines.slice(bottom + 1), marked);

  const claims = marked.attributions.map((attribution): GoldClaim => {
    const line = resolved.get(attribution.number);
    const { number, source } = attribution;
    if (!line) throw fail(file, bottom + 1, `attribution ${number} has no claim line`);
    if ((line.name === null) !== (source.length === 0))
      throw fail(file, line.at, `claim ${number}: its name is null when, and only when, no source is marked`);
    const { at: _, ...rest } = line;
    return { ...attribution, ...rest };
  });
  return {
    ...header,
    text: marked.text,
    hedged: marked.hedged,
    asides: marked.asides,
    claims,
    entities,
    narrated: narrated(marked),
  };
}

const fail = (file: string, line: number, cause: string) => wrongMarkup({ file, line }, '', 0, cause);

function readHeader(file: string, lines: readonly string[]): Record<(typeof HEADER_FIELDS)[number], string> {
  const found = new Map<string, string>();
  for (const [i, line] of lines.entries()) {
    const [, key = '', value = ''] = /^(\w+): (\S.*)$/.exec(line) ?? [];
    if (!HEADER_FIELDS.some((one) => one === key))
      throw fail(file, i + 1, `a line of the header is one of ${HEADER_FIELDS.join(', ')}, and its value`);
    if (found.has(key)) throw fail(file, i + 1, `${key} is given twice`);
    found.set(key, value);
  }
  const missing = HEADER_FIELDS.find((key) => !found.has(key));
  if (missing) throw fail(file, 1, `the header lacks ${missing}`);
  if (!isDay(found.get('published')!)) throw fail(file, 1, 'published is a day, as 2024-03-05');
  return Object.fromEntries(found) as Record<(typeof HEADER_FIELDS)[number], string>;
}

type ClaimLine = Omit<GoldClaim, keyof MarkedAttribution> & { readonly at: number };

function readAnnotation(file: string, first: number, lines: readonly string[], marked: MarkedText) {
  const resolved = new Map<number, ClaimLine>();
  const entities = new Map<number, GoldEntity>();
  const numbers = new Set(marked.attributions.map(({ number }) => number));
  for (const [i, line] of lines.entries()) {
    const at = first + i;
    if (line.trim() === '') continue;
    const [, what, digits = '', rest = ''] = /^(claim|entity) (\d+): (.+)$/.exec(line) ?? [];
    const number = Number(digits);
    if (what === 'claim') {
      if (resolved.has(number)) throw fail(file, at, `claim ${number} is given twice`);
      if (!numbers.has(number)) throw fail(file, at, `claim ${number} has no attribution in the text`);
      resolved.set(number, readClaim(file, at, number, rest));
    } else if (what === 'entity') {
      if (entities.has(number)) throw fail(file, at, `entity ${number} is given twice`);
      entities.set(number, readEntity(file, at, number, rest, marked));
    } else {
      throw fail(file, at, 'below the text stand lines "claim N: …" and "entity N: …"');
    }
  }
  const unknown = marked.mentions.find(({ entity }) => !entities.has(entity));
  if (unknown) throw fail(file, first, `entity ${unknown.entity} is marked in the text and has no line`);
  for (const [number, { at, entity, name }] of resolved) {
    if (entity === null) continue;
    const meant = entities.get(entity);
    if (!meant) throw fail(file, at, `claim ${number}: entity ${entity} has no line`);
    if (meant.name !== name)
      throw fail(file, at, `claim ${number}: its name is not that of entity ${entity}`);
  }
  return { resolved, entities: [...entities.values()].sort((a, b) => a.number - b.number) };
}

/** A value in quotation marks ends at a mark that another key or the line's end follows, so it may hold such marks. */
const FIELD = /(\w+)=(?:"((?:[^"]|"(?! \w+=|\s*$))*)"|([^\s"]+))(?:\s+|$)/y;

function readClaim(file: string, at: number, number: number, rest: string): ClaimLine {
  const fields = new Map<string, string | null>();
  FIELD.lastIndex = 0;
  for (let end = 0; end < rest.length; end = FIELD.lastIndex) {
    const match = FIELD.exec(rest);
    if (!match) throw fail(file, at, `claim ${number}: not understood: ${rest.slice(end, end + 20)}`);
    const [, key = '', quoted, bare] = match;
    if (fields.has(key)) throw fail(file, at, `claim ${number}: ${key} is given twice`);
    fields.set(key, quoted ?? (bare === 'null' ? null : bare!));
  }
  const take = (key: string): string | null => {
    const value = fields.get(key);
    if (value === undefined) throw fail(file, at, `claim ${number} lacks ${key}`);
    fields.delete(key);
    return value;
  };
  const oneOf = <T extends string>(key: string, values: readonly T[]): T => {
    const given = take(key);
    const value = values.find((one) => one === given);
    if (!value) throw fail(file, at, `claim ${number}: ${key} is one of ${values.join(', ')}`);
    return value;
  };
  const name = take('name');
  const entity = take('entity');
  const kind = oneOf('kind', KINDS);
  const polarity = oneOf('polarity', POLARITIES);
  const stance = oneOf('stance', STANCES);
  const standalone = take('standalone');
  const time = fields.has('time') ? take('time') : null;
  const other = fields.keys().next().value;
  if (other) throw fail(file, at, `claim ${number}: no such key: ${other}`);
  if (name?.trim() === '') throw fail(file, at, `claim ${number}: its name is empty`);
  if (entity !== null && !/^\d+$/.test(entity))
    throw fail(file, at, `claim ${number}: entity is a number or null`);
  if (!standalone?.trim()) throw fail(file, at, `claim ${number}: its standalone text is empty`);
  if (time !== null && !isDay(`${time}-01-01`.slice(0, 10)))
    throw fail(file, at, `claim ${number}: time is a day, month or year, as 2024-03-05`);
  return {
    at,
    name,
    entity: entity === null ? null : Number(entity),
    kind,
    polarity,
    stance,
    standalone,
    time,
  };
}

function readEntity(file: string, at: number, number: number, rest: string, marked: MarkedText): GoldEntity {
  const [, given, name] = /^(\w+) \| (\S.*)$/.exec(rest) ?? [];
  const type = ENTITY_TYPES.find((one) => one === given);
  if (!type || !name)
    throw fail(file, at, `entity ${number}: a type (${ENTITY_TYPES.join(', ')}), " | " and a name`);
  const mentions = marked.mentions.filter(({ entity }) => entity === number);
  if (mentions.length === 0) throw fail(file, at, `entity ${number} is marked nowhere in the text`);
  const spans = (named: boolean) => mentions.filter((one) => one.named === named).map(({ span }) => span);
  return { number, type, name, named: spans(true), other: spans(false) };
}

function narrated({ text, attributions, hedged, asides }: MarkedText): GoldArticle['narrated'] {
  const taken = [
    ...attributions.flatMap(({ source, cue, content }) => [...source, ...cue, ...content]),
    ...asides.map(({ span }) => span),
    ...hedged,
  ];
  const free = articleFromText(text).sentences.filter(
    (sentence) => !taken.some((span) => overlaps(span, sentence)),
  );
  return [
    ...hedged.map((span) => ({ span, hedged: true })),
    ...free.map((span) => ({ span, hedged: false })),
  ].sort((a, b) => a.span[0] - b.span[0]);
}

/** Whether it is a day of the calendar, written `2024-03-05`. */
const isDay = (value: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(value) && new Date(`${value}T00:00:00Z`).toJSON()?.slice(0, 10) === value;
