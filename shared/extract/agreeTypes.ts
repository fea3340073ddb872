import type { Article } from '../article/article.ts';
import { describeMention } from './coreference/describeMention.ts';
import type { LabelledSpan } from './decodeSpans.ts';
import type { Word } from './readWords.ts';
import { isOrganizationNoun } from './sourceNouns.ts';
import { textSpans } from './textSpans.ts';
import type { Chain } from './viterbi.ts';

/** The model's types of names; days and sums are told by their form. */
const NAMES = ['Person', 'Organization', 'Location', 'Facility', 'NORP', 'Misc', 'Product'];
const [PERSON, ORGANIZATION] = [NAMES.indexOf('Person'), NAMES.indexOf('Organization')];
/** What an apposition or a title counts beside the model's scores (logarithms of probabilities). */
const SAID_BESIDE = 3;
/** A short name that begins an organization’s is that if the model is surer of a person by less than this. */
const BEGINNING = 2;

interface Name {
  readonly index: number;
  readonly words: readonly string[];
  /** Logarithms of the probabilities of `NAMES`. */
  readonly beliefs: number[];
}

/**
 * Lets the mentions of one name agree on their type. The model reads windows of some sentences, so it may take "Morag
 * Sinclair" for a ship here and "Sinclair" for a person there. What it believes of all mentions of a name is summed
 * up: of the same words, and of a person's full name and surname. What stands beside a mention ("…, the former chief
 * engineer") counts too. A name of one word that is taken for a person's, but begins the name of an organization, and
 * that nobody in the article bears, is the organization's (which a facility then is).
 *
 * @param scores a row of `chain.labels` for each word of the article; @param spans decoded from them, in order
 * @returns the spans with the types agreed on
 */
export function agreeTypes(
  { reading, tokens }: Pick<Article, 'reading' | 'tokens'>,
  words: readonly Word[],
  spans: readonly LabelledSpan[],
  scores: Float32Array,
  chain: Chain,
): LabelledSpan[] {
  const labels = spans.map(({ label }) => label);
  const names = spans.flatMap((span, index): Name[] => {
    if (!NAMES.includes(span.label)) return [];
    const at = textSpans(span, words, tokens)[0]!;
    const beliefs = believed(span, scores, chain);
    const person = describeMention(reading, at, 'person').calls.length;
    const organization = describeMention(reading, at, 'organization').calls.length;
    const own = nameWords(reading.slice(...at));
    if (person > 0 && organization === 0 && !own.some((word) => isOrganizationNoun(word.toLowerCase())))
      beliefs[PERSON]! += SAID_BESIDE;
    return [{ index, words: own, beliefs }];
  });

  const groups = Map.groupBy(names, ({ words: own }) => own.join(' '));
  const sums = new Map([...groups].map(([key, group]) => [key, total(group)]));
  const long = [...groups].filter(([, [name]]) => name!.words.length > 1);
  const byLast = Map.groupBy(long, ([, [name]]) => name!.words.at(-1)!);
  const byFirst = Map.groupBy(long, ([, [name]]) => name!.words[0]!);
  for (const key of groups.keys()) {
    const [bearer, ...others] = byLast.get(key) ?? [];
    if (!bearer || others.length > 0) continue;
    const own = sums.get(key)!;
    const full = sums.get(bearer[0])!;
    const both = full.map((belief, k) => belief + own[k]!);
    if (best(own) === PERSON) for (const sum of [full, own]) sum.splice(0, sum.length, ...both);
    else if (best(full) === PERSON && best(both) === PERSON) own[PERSON] = Infinity;
  }
  const agreed = new Map([...sums].map(([key, own]) => [key, NAMES[best(own)]!]));
  for (const [key, group] of groups) {
    if (agreed.get(key) !== 'Person' || byLast.has(key)) continue;
    const longer = (byFirst.get(key) ?? []).map(([name]) => name);
    const kinds = new Set(longer.map((name) => agreed.get(name)!));
    const isBodys = kinds.size === 1 && (kinds.has('Organization') || kinds.has('Facility'));
    const own = sums.get(key)!;
    if (isBodys && (own[PERSON]! - own[ORGANIZATION]!) / group.length < BEGINNING)
      for (const name of [key, ...longer]) agreed.set(name, 'Organization');
  }
  for (const [key, group] of groups)
    for (const { index } of group)
      if (mayChange(labels[index]!, agreed.get(key)!)) labels[index] = agreed.get(key)!;
  return spans.map((span, index) =>
    span.label === labels[index] ? span : { ...span, label: labels[index]! },
  );
}

/** The words of a name without "the" and a possessive ending. */
const nameWords = (name: string): string[] =>
  name
    .replace(/^the\s/iu, '')
    .replace(/['’]s?$/u, '')
    .split(/\s+/u)
    .filter(Boolean);

/** What the model believes of a span, if it is one of `NAMES`: the mean over its words. */
function believed({ start, end }: LabelledSpan, scores: Float32Array, { labels }: Chain): number[] {
  const sums = NAMES.map((name) => {
    let sum = 0;
    for (let i = start; i < end; i++)
      sum += scores[i * labels.length + labels.indexOf(`${i === start ? 'B' : 'I'}-${name}`)]!;
    return sum / (end - start);
  });
  const top = Math.max(...sums);
  const all = top + Math.log(sums.reduce((sum, score) => sum + Math.exp(score - top), 0));
  return sums.map((score) => score - all);
}

function total(group: readonly Name[]): number[] {
  return NAMES.map((_, k) => group.reduce((sum, { beliefs }) => sum + beliefs[k]!, 0));
}

const best = (beliefs: readonly number[]): number => beliefs.indexOf(Math.max(...beliefs));

/** A place's name may mean its people, its team or its government elsewhere: those need not agree. */
const mayChange = (from: string, to: string): boolean =>
  from === 'Person' ||
  to === 'Person' ||
  (from !== 'Location' && from !== 'NORP' && to !== 'Location' && to !== 'NORP');
