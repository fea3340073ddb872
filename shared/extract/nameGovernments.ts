import { firstIndex } from '../firstIndex.ts';
import { placeOfName } from '../gazetteer/gazetteer.ts';
import {
  type Government,
  governmentNamed,
  governmentOfSource,
  governmentSpeakingAs,
  isCalledBy,
} from '../gazetteer/governments.ts';
import { foldName } from '../ledger/keys.ts';
import type { Span } from '../span.ts';
import { chainsOf } from './chainsOf.ts';
import type { Claim, Extraction, ReferredEntity } from './extraction.ts';
import { kindOfNoun } from './sourceNouns.ts';

/**
 * What a place is called that stands for a government elsewhere: "the city said" is the city. And pronouns of persons:
 * who is taken for a place by them is somebody there.
 */
const NO_GOVERNMENT =
  /^(?:s?he|her|him|his|who)$|\b(?:borough|capital|city|district|metropolis|municipality|palace|street|town)\b/iu;

/**
 * Whom one tells, asks or accuses: the government, where a place's name stands after it. What follows the name shows
 * that it is not the name of what is blamed or of a reporter's desk ("told London radio").
 */
const ADDRESSED_BEFORE =
  /\b(?:accus(?:e[sd]?|ing)|ask(?:s|ed|ing)?|assur(?:e[sd]?|ing)|inform(?:s|ed|ing)?|press(?:es|ed|ing)|tell(?:s|ing)?|told|urg(?:e[sd]?|ing)|warn(?:s|ed|ing)?|(?:call(?:s|ed|ing)?|pressure) on)\s+(?:the\s+)?$/u;
const ADDRESSED_AFTER =
  /^\s+(?:(?:(?:early |late )?on \p{Lu}\p{L}+|this \p{Ll}+|last \p{Ll}+|yesterday|again)\s+)?(?:for|not|of|that|to)\s/u;

/**
 * Gives the claims that governments make by the names of countries, capitals and houses ("Moscow said", "the Kremlin's
 * denial", "Russia", "the Russian government") one source entity a government, and one name in all of them (`usualName`); houses
 * and bodies keep theirs.
 *
 * Where such a name speaks, or is spoken to as one speaks to governments ("accused Moscow of"), it is a mention of the
 * government and not of the place, which keeps its others; pronouns go with the name before them. A body that the text names
 * ("the Russian Government") is the same entity. One without a mention comes after all that is mentioned.
 */
export function nameGovernments<Found extends Pick<Extraction, 'claims' | 'entities'>>(
  reading: string,
  extraction: Found,
): Found {
  const byId = new Map(extraction.entities.map((entity) => [entity.id, entity]));
  const sayings = new Map<Claim, Government>();
  const acting = new Map<Government, Acting>();
  const actingAs = (government: Government): Acting => {
    const known = acting.get(government) ?? { names: new Set(), sources: [], mentions: [], references: [] };
    acting.set(government, known);
    return known;
  };
  for (const claim of extraction.claims) {
    const government = governmentBehind(reading, claim, byId);
    if (!government || claim.sourceName === null) continue;
    sayings.set(claim, government);
    const { names, sources } = actingAs(government);
    names.add(claim.sourceName);
    sources.push(...(claim.source ?? []));
  }
  const places: ReferredEntity[] = [];
  const takenBy = new Map<string, Government>();
  for (const entity of extraction.entities) {
    const government = isCalledBy(entity.type) ? governmentSpeakingAs(entity.name) : null;
    const isOne = government !== null && !isPerson(entity.name, '', extraction.entities);
    const addressed = isOne ? entity.mentions.filter((mention) => isAddressed(reading, mention)) : [];
    if (!isOne || (addressed.length === 0 && !acting.has(government))) {
      places.push(entity);
      continue;
    }
    const own = actingAs(government);
    const { taken, left } = divide(reading, entity, own.sources, addressed);
    own.mentions.push(...taken.mentions);
    own.references.push(...taken.references);
    if (taken.mentions.length > 0) own.names.add(entity.name);
    if (governmentNamed(entity.name) === government && entity.type === 'organization')
      own.body ??= entity.name;
    if (left.mentions.length > 0) places.push(left);
    else takenBy.set(entity.id, government);
  }
  if (acting.size === 0) return extraction;

  const bodies = new Map([...acting].map(([government, own]) => [government, bodyOf(government, own)]));
  const firstMention = ({ mentions }: Pick<ReferredEntity, 'mentions'>): number =>
    mentions[0]?.[0] ?? Number.POSITIVE_INFINITY;
  const ordered = [...places, ...bodies.values()].sort((a, b) =>
    firstMention(a) === firstMention(b) ? 0 : firstMention(a) - firstMention(b),
  );
  const idOf = new Map<Omit<ReferredEntity, 'id'>, string>(ordered.map((entity, i) => [entity, `e${i + 1}`]));
  const renamed = new Map(places.map((place) => [place.id, idOf.get(place)!]));
  for (const [id, government] of takenBy) renamed.set(id, idOf.get(bodies.get(government)!)!);
  const calledBy = Map.groupBy(sayings.keys(), (claim) => sayings.get(claim)!);
  const nameOf = new Map([...calledBy].map(([government, claims]) => [government, usualName(claims)]));
  const claims = extraction.claims.map((claim) => {
    const government = sayings.get(claim);
    const id = claim.sourceEntity;
    if (!government) return { ...claim, sourceEntity: id && renamed.get(id)! };
    return {
      ...claim,
      sourceEntity: idOf.get(bodies.get(government)!)!,
      sourceKind: 'organization' as const,
      sourceName: isOwnName(claim.sourceName!)
        ? claim.sourceName
        : (nameOf.get(government) ?? claim.sourceName),
    };
  });
  const chains = chainsOf(claims);
  return {
    ...extraction,
    claims: claims.map((claim, i) => ({ ...claim, chain: chains[i]! })),
    entities: ordered.map((entity) => ({ ...entity, id: idOf.get(entity)! })),
  };
}

/**
 * What a government that goes by several names in an article is called: by its country's name, or else by the one that it
 * has most often, the first of equals, a name rather than a description; null where all of them stay (`isOwnName`).
 */
function usualName(claims: readonly Claim[]): string | null {
  const names = claims.map(({ sourceName }) => sourceName!).filter((name) => !isOwnName(name));
  const countries = names.filter((name) => placeOfName(name)?.id.startsWith('country:'));
  const places = names.filter((name) => governmentNamed(name) === null);
  const [of = []] = [countries, places, names].filter(({ length }) => length > 0);
  const times = (name: string) => of.filter((one) => one === name).length;
  return of.toSorted((a, b) => times(b) - times(a))[0] ?? null;
}

/** A name that means nothing else and stays: a house ("Kremlin") or a body ("Government of India"), not "Indian government". */
const isOwnName = (name: string): boolean =>
  governmentSpeakingAs(name) !== null && placeOfName(name) === null && !/\bgovernment\b/u.test(name);

/** What an article has of a government. */
interface Acting {
  /** What it is called where it speaks or is spoken to. */
  readonly names: Set<string>;
  /** Where it is a source. */
  readonly sources: Span[];
  readonly mentions: Span[];
  readonly references: Span[];
  /** What the text calls it as a body. */
  body?: string;
}

/** The entity of a government, but for its id. */
function bodyOf(
  government: Government,
  { names, mentions, references, body }: Acting,
): Omit<ReferredEntity, 'id'> {
  const { iso } = government;
  // The Union has names of its own, the fullest of which stands in the text.
  const name = body !== undefined && iso === 'EU' ? body : government.name;
  const aliases = [...new Set([...(body === undefined ? [] : [body]), ...names])].filter(
    (alias) => alias !== name,
  );
  const inOrder = (spans: readonly Span[]) => spans.toSorted((a, b) => a[0] - b[0]);
  const found = { mentions: inOrder(mentions), references: inOrder(references) };
  return { name, type: 'organization', iso, aliases, ...found };
}

/** What of a name's mentions, and of the pronouns after them, means the government, and what the place. */
function divide(
  reading: string,
  entity: ReferredEntity,
  sources: readonly Span[],
  addressed: readonly Span[],
): Record<'taken' | 'left', ReferredEntity> {
  const { type, mentions, references } = entity;
  const speaking = new Map(sources.map((source) => [beginning(reading, source), source[1]]));
  const isTaken = ([start, end]: Span) =>
    type === 'organization' ||
    // "Peru's government" is more than Peru.
    (speaking.has(start) && !/^['’]s?\s/u.test(reading.slice(end, speaking.get(start)))) ||
    addressed.some((one) => one[0] === start);
  const spoken = new Set(sources.map(String));
  const follows = (reference: Span): boolean => {
    const before = mentions[firstIndex(mentions, ([start]) => start > reference[0]) - 1];
    return spoken.has(String(reference)) || (before !== undefined && isTaken(before));
  };
  const part = (which: boolean) => ({
    ...entity,
    mentions: mentions.filter((mention) => isTaken(mention) === which),
    references: references.filter((reference) => follows(reference) === which),
  });
  return { taken: part(true), left: part(false) };
}

/** Where a source's words begin after an article. */
const beginning = (reading: string, [start, end]: Span): number =>
  start + (/^the\s+/iu.exec(reading.slice(start, end))?.[0].length ?? 0);

const isAddressed = (reading: string, [start, end]: Span): boolean =>
  ADDRESSED_BEFORE.test(reading.slice(Math.max(0, start - 30), start)) &&
  ADDRESSED_AFTER.test(reading.slice(end, end + 40));

/** Whether a place's name is a person's here: "Kerry Washington … Washington said", "Jordan, a nurse, said". */
function isPerson(name: string, words: string, entities: Iterable<ReferredEntity>): boolean {
  const key = foldName(name);
  const apposition = /^[^,]+,\s+(?:an?\s|the\s)?(?<noun>\p{Ll}+)/u.exec(words)?.groups?.noun;
  if (apposition === 'who' || kindOfNoun(apposition ?? '') === 'person') return true;
  for (const entity of entities)
    if (entity.type === 'person' && foldName(entity.name).endsWith(`-${key}`)) return true;
  return false;
}

/** The government that a claim's source is; null where it is none, or a place's own people or administration. */
function governmentBehind(
  reading: string,
  { source, sourceName, sourceEntity, sourceKind }: Claim,
  byId: ReadonlyMap<string, ReferredEntity>,
): Government | null {
  if (!source || sourceName === null) return null;
  const words = source.map(([start, end]) => reading.slice(start, end)).join(' ');
  if (isPerson(sourceName, words, byId.values())) return null;
  if (sourceEntity === null) {
    if (sourceKind === 'organization') return governmentNamed(sourceName);
    // A place that was not tagged as one: "“It is over,” Ankara said".
    return sourceKind === 'unknown' && /^(?:the )?\p{Lu}/u.test(sourceName)
      ? governmentSpeakingAs(sourceName)
      : null;
  }
  const entity = byId.get(sourceEntity);
  if (!entity || !isCalledBy(entity.type)) return null;
  const government = governmentOfSource(entity.name, sourceKind);
  const isNamed = entity.mentions.some(([start, end]) =>
    source.some(([from, to]) => from <= start && end <= to),
  );
  return government && (isNamed || !NO_GOVERNMENT.test(words)) ? government : null;
}
