import type { Article } from '../../article/article.ts';
import { firstIndex } from '../../firstIndex.ts';
import { covers, type Span } from '../../span.ts';
import type { NamedMention } from '../coreference/discourse.ts';
import { genderOf } from '../coreference/gender.ts';
import { likelyGender } from '../coreference/givenNames.ts';
import type { SourceKind } from '../extraction.ts';
import {
  isSomeoneElse,
  knownGender,
  lookBack,
  mayBe,
  type Presence,
  presences,
  REACH,
  sentenceStart,
  standsIn,
} from './bystanders.ts';
import { withArticle } from './nounForms.ts';
import type { ResolvedAttribution } from './references.ts';

/** Who speaks, as far as it is certain. */
export interface Speaker {
  /** What to write in brackets. */
  readonly name: string;
  readonly kind: SourceKind;
  /** Id of the entity; null for one who is only described. */
  readonly entity: string | null;
}

/** Pronouns, and what stands for nobody in particular. */
const PRONOUN =
  /^(?:he|she|it|they|who|which|that|i|we|you|one|both|all|each|some|many|others|none|him|her|them|this|these|those|me|us)$/iu;
/** From a name to its relative pronoun: ", ", ", a retired teacher ". */
const APPOSED = /^,\s(?:(?:an?|the)\s[^,.;:“”"()]{3,60}\s|\d+,\s|(?:an?|the)\s[^,.;:“”"()]{3,60},\s)?$/u;
const TITLE = /^(Mr|Mrs|Ms|Miss|Sir|Lady|Lord|Dame)\b/u;
const LONGEST_NAME = 100;
const LONGEST_DESCRIPTION = 60;

/**
 * For each source (by its span as text) who is meant, where that is certain: whom its own words name or describe, and
 * whom a pronoun or "the mayor" means that follows a name with nobody else about who may be meant.
 */
export function certainSpeakers(
  article: Pick<Article, 'reading' | 'sentences'>,
  attributions: readonly ResolvedAttribution[],
  mentions: readonly NamedMention[],
  quoted: readonly Span[],
): { readonly speakers: ReadonlyMap<string, Speaker>; readonly persons: readonly Presence[] } {
  const { reading, sentences } = article;
  const named = presences(mentions);
  const meant: Presence[] = [];
  const speakers = new Map<string, Speaker>();
  const ordered = attributions
    .filter((one): one is ResolvedAttribution & { source: Span } => one.source !== null)
    .sort((a, b) => a.source[0] - b.source[0]);
  const own = ordered.map(({ source }) => source);
  const byEntity = Map.groupBy(mentions, ({ entity }) => entity.id);
  let last: (ResolvedAttribution & { source: Span }) | null = null;
  for (const attribution of ordered) {
    const { source, sourceName, sourceEntity, sourceKind } = attribution;
    const words = reading.slice(...source).replace(/\s+/g, ' ');
    const key = String(source);
    const before = last;
    last = attribution;
    if (sourceName === null || sourceKind === null || sourceName.length > LONGEST_NAME) continue;
    const entity = byEntity.get(sourceEntity ?? '') ?? [];
    const told = TITLE.exec(words)?.[1];
    // "Mr. Orr" is not Ann Orr.
    if (told && entity[0] && !mayBe(likelyGender(sourceName), genderOf(told.toLowerCase()))) continue;
    if (!PRONOUN.test(words) && entity.some(({ span }) => covers(source, span))) {
      speakers.set(key, { name: withArticle(sourceName, words), kind: sourceKind, entity: sourceEntity });
      continue;
    }
    if (/^(?:he|she|the\s.+)$/iu.test(words) && entity[0]?.referent.kind === 'person') {
      const gender = genderOf(words.toLowerCase());
      const { referent } = entity[0];
      if (!mayBe(referent.gender, gender) || !mayBe(referent.likelyGender, gender)) continue;
      const from = source[0] - REACH;
      const near = [...lookBack(named, from, source[0]), ...lookBack(meant, from, source[0])]
        .sort((a, b) => b.at - a.at)
        .filter((one) => mayBe(one.gender, gender));
      const [nearest] = near;
      if (!nearest || nearest.id !== sourceEntity || standsIn(quoted, nearest.at)) continue;
      const start = sentenceStart(sentences, nearest.at);
      if (near.some(({ id, at }) => at >= start && id !== sourceEntity)) continue;
      if (isSomeoneElse(article, [nearest.at, source[0]], gender, mentions, own, quoted)) continue;
      speakers.set(key, { name: sourceName, kind: sourceKind, entity: sourceEntity });
      meant.push({
        at: source[0],
        id: sourceEntity!,
        gender: gender ?? knownGender(referent),
      });
      continue;
    }
    if (/^who$/iu.test(words)) {
      const right = entity.find(
        ({ span }) =>
          source[0] > span[1] && APPOSED.test(reading.slice(span[1], Math.min(source[0], span[1] + 100))),
      );
      // "an engineer, who said"
      const at = source[0] - 2 - sourceName.length;
      const described =
        sourceEntity === null &&
        reading.slice(Math.max(0, at), source[0]).toLowerCase() === `${sourceName}, `.toLowerCase();
      if (right || described) speakers.set(key, { name: sourceName, kind: sourceKind, entity: sourceEntity });
      continue;
    }
    if (/^(?:it|they)$/iu.test(words)) {
      const antecedent = before && before.sourceName === sourceName && speakers.get(String(before.source));
      if (!antecedent || antecedent.kind === 'person') continue;
      if (before.source[0] < sentenceStart(sentences, source[0], 1)) continue;
      const bodies = mentions.slice(
        firstIndex(mentions, ({ span }) => span[0] >= before.source[1]),
        firstIndex(mentions, ({ span }) => span[0] >= source[0]),
      );
      if (bodies.some(({ entity: { id }, referent }) => id !== sourceEntity && referent.kind !== 'person'))
        continue;
      speakers.set(key, antecedent);
      continue;
    }
    // Described: "a doctor at the hospital".
    if (sourceEntity !== null || PRONOUN.test(words) || sourceName.length > LONGEST_DESCRIPTION) continue;
    if (/^(?:his|her|its|their|my|our|your)\b|[“”"()[\]]/iu.test(sourceName) || !/\p{L}{3}/u.test(sourceName))
      continue;
    speakers.set(key, { name: sourceName, kind: sourceKind, entity: null });
  }
  const persons = [...named, ...meant].sort((a, b) => a.at - b.at);
  return { speakers, persons };
}
