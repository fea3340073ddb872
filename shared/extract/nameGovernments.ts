import {
  type Government,
  governmentNamed,
  governmentOfSource,
  governmentSpeakingAs,
  isCalledBy,
} from '../gazetteer/governments.ts';
import { foldName } from '../ledger/keys.ts';
import type { Claim, Extraction, ReferredEntity } from './extraction.ts';
import { kindOfNoun } from './sourceNouns.ts';

/**
 * What a place is called that stands for a government elsewhere: "the city said" is the city. And pronouns of persons:
 * who is taken for a place by them is somebody there.
 */
const NO_GOVERNMENT =
  /^(?:s?he|her|him|his|who)$|\b(?:borough|capital|city|district|metropolis|municipality|palace|street|town)\b/iu;

/**
 * Gives the claims that governments make by the names of countries, capitals and houses ("Moscow said", "the Kremlin's
 * denial", "Russia", "the Russian government") one source entity a government. The names' mentions stay the places', whose
 * types they have; sources' names stay what the text has.
 *
 * A government has no mentions of its own, unless the text names it as a body ("the Russian Government"): that entity
 * is it then. Others come after all that is mentioned.
 */
export function nameGovernments<Found extends Pick<Extraction, 'claims' | 'entities'>>(
  reading: string,
  extraction: Found,
): Found {
  const byId = new Map(extraction.entities.map((entity) => [entity.id, entity]));
  const sayings = new Map<Claim, Government>();
  const namesOf = new Map<Government, Set<string>>();
  for (const claim of extraction.claims) {
    const government = governmentBehind(reading, claim, byId);
    if (!government || claim.sourceName === null) continue;
    sayings.set(claim, government);
    namesOf.set(government, (namesOf.get(government) ?? new Set()).add(claim.sourceName));
  }
  if (sayings.size === 0) return extraction;

  const entities: ReferredEntity[] = [...extraction.entities];
  const idOf = new Map<Government, string>();
  for (const [government, names] of namesOf) {
    const { iso } = government;
    const at = entities.findIndex(
      (entity) => entity.type === 'organization' && governmentNamed(entity.name) === government,
    );
    const body = entities[at];
    // The Union has names of its own, the fullest of which stands in the text.
    const name = body && iso === 'EU' ? body.name : government.name;
    const id = body?.id ?? `e${entities.length + 1}`;
    const aliases = [...new Set([...(body ? [body.name] : []), ...names])].filter((alias) => alias !== name);
    const entity = {
      mentions: [],
      references: [],
      ...body,
      id,
      name,
      type: 'organization',
      iso,
      aliases,
    } as const;
    if (body) entities[at] = entity;
    else entities.push(entity);
    idOf.set(government, id);
  }
  const claims = extraction.claims.map((claim) => {
    const government = sayings.get(claim);
    return government
      ? { ...claim, sourceEntity: idOf.get(government)!, sourceKind: 'organization' as const }
      : claim;
  });
  return { ...extraction, claims, entities };
}

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
