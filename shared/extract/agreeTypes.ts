import type { Article } from '../article/article.ts';
import { governmentSpeakingAs } from '../gazetteer/governments.ts';
import type { Span } from '../span.ts';
import { saidBeside } from './besideName.ts';
import { likelyGender } from './coreference/givenNames.ts';
import type { LabelledSpan } from './decodeSpans.ts';
import type { EntityType } from './extraction.ts';
import type { Word } from './readWords.ts';
import { textSpans } from './textSpans.ts';
import { typeOfMisc } from './typeOfMisc.ts';
import type { Chain } from './viterbi.ts';

/** The model's types of names; days and sums are told by their form. */
const NAMES = ['Person', 'Organization', 'Location', 'Facility', 'NORP', 'Misc', 'Product'];
const [PERSON, ORGANIZATION, LOCATION] = ['Person', 'Organization', 'Location'].map((name) =>
  NAMES.indexOf(name),
) as [number, number, number];
const PRODUCT = NAMES.indexOf('Product');
/** Labels for what `typeOfMisc` tells. */
const LABELS: Readonly<Partial<Record<EntityType, string>>> = {
  event: 'Event',
  law: 'Law',
  product: 'Product',
};
/** What an apposition or a title counts beside the model's scores (logarithms of probabilities). */
const SAID_BESIDE = 3;
/** A short name that begins an organization’s is that if the model is surer of a person by less than this. */
const BEGINNING = 2;
/** A capital's or country's name is the place's if the model is surer of a person by less than this. */
const PLACE = 6;

interface Name {
  readonly index: number;
  readonly at: Span;
  readonly words: readonly string[];
  /** Logarithms of the probabilities of `NAMES`, and what is said beside the name. */
  readonly beliefs: number[];
  /** Where the words beside it say that it is an organization's, or a person's, and not both. */
  readonly said: 'organization' | 'person' | null;
}

/**
 * Lets the mentions of one name agree on their type. The model reads windows of some sentences, so it may take "Morag
 * Sinclair" for a ship here and "Sinclair" for a person there. What it believes of all mentions of a name is summed
 * up: of the same words, and of a person's full name and surname. A short form in brackets is what the full name is.
 * What stands beside a mention ("…, the former chief engineer"; `saidBeside`) counts too. A name of one word that is taken for a
 * person's, but begins the name of an organization, and that nobody in the article bears, is the organization's (which a
 * facility then is). Where a person's surname is said to be a company's as well, each mention goes by itself.
 *
 * @param scores a row of `chain.labels` for each word of the article; @param spans decoded from them, in order
 * @returns the spans with the types agreed on: the model's, and `Event` or `Law` for storms and for letters that stand for
 *   what `typeOfMisc` takes for one
 */
export function agreeTypes(
  { reading, tokens }: Pick<Article, 'reading' | 'tokens'>,
  words: readonly Word[],
  spans: readonly LabelledSpan[],
  scores: Float32Array,
  chain: Chain,
): LabelledSpan[] {
  const labels = spans.map(({ label }) => label);
  const storms = new Set<string>();
  const spanOf = (span: LabelledSpan): Span => textSpans(span, words, tokens)[0]!;
  const names = spans.flatMap((span, index): Name[] => {
    if (!NAMES.includes(span.label)) return [];
    const at = spanOf(span);
    const beliefs = believed(span, scores, chain);
    const beside = saidBeside(reading, at);
    const [person, organization, product, thing] = (
      ['person', 'organization', 'product', 'thing'] as const
    ).map((kind) => beside.get(kind) ?? 0) as [number, number, number, number];
    beliefs[PERSON]! += SAID_BESIDE * (person - thing);
    beliefs[ORGANIZATION]! += SAID_BESIDE * organization;
    beliefs[PRODUCT]! += 2 * SAID_BESIDE * product;
    const own = nameWords(reading.slice(...at));
    if (beside.has('storm')) storms.add(own.join(' '));
    const said =
      organization > 0 && person === 0 ? 'organization' : person > 0 && organization === 0 ? 'person' : null;
    return [{ index, at, words: own, beliefs, said }];
  });

  const groups = Map.groupBy(names, ({ words: own }) => own.join(' '));
  const sums = new Map([...groups].map(([key, group]) => [key, total(group)]));
  const long = [...groups].filter(([, [name]]) => name!.words.length > 1);
  const byLast = Map.groupBy(long, ([, [name]]) => name!.words.at(-1)!);
  const byFirst = Map.groupBy(long, ([, [name]]) => name!.words[0]!);
  const apart = new Set<string>();
  for (const [key, group] of groups) {
    const bearers = (byLast.get(key) ?? []).filter(([full]) => best(sums.get(full)!) === PERSON);
    if (bearers.length > 0 && !isGovernments(key) && group.some(({ said }) => said === 'organization'))
      apart.add(key);
  }
  for (const key of groups.keys()) {
    const [bearer, ...others] = byLast.get(key) ?? [];
    if (!bearer || others.length > 0 || apart.has(key)) continue;
    const own = sums.get(key)!;
    const full = sums.get(bearer[0])!;
    if (best(own) !== PERSON && isGovernments(key)) continue;
    const both = full.map((belief, k) => belief + own[k]!);
    if (best(own) === PERSON) for (const sum of [full, own]) sum.splice(0, sum.length, ...both);
    else if (best(full) === PERSON && best(both) === PERSON) own[PERSON] = Infinity;
  }
  const shortForms = bracketed(reading, names);
  for (const [full, short] of shortForms) sums.set(short, sums.get(full)!);
  const agreed = new Map([...sums].map(([key, own]) => [key, NAMES[best(own)]!]));
  for (const [key, group] of groups) {
    if (agreed.get(key) !== 'Person' || byLast.has(key)) continue;
    const own = sums.get(key)!;
    if (isGovernments(key) && (own[PERSON]! - own[LOCATION]!) / group.length < PLACE) {
      agreed.set(key, 'Location');
      continue;
    }
    const longer = (byFirst.get(key) ?? []).map(([name]) => name);
    const kinds = new Set(longer.map((name) => agreed.get(name)!));
    const isBodys = kinds.size === 1 && (kinds.has('Organization') || kinds.has('Facility'));
    if (isBodys && (own[PERSON]! - own[ORGANIZATION]!) / group.length < BEGINNING)
      for (const name of [key, ...longer]) agreed.set(name, 'Organization');
  }
  // Letters alone do not tell what a "Misc" is.
  for (const [full, short] of shortForms)
    if (agreed.get(full) === 'Misc') agreed.set(short, LABELS[typeOfMisc(full) ?? 'product'] ?? 'Misc');
  for (const key of storms) if (agreed.has(key)) agreed.set(key, 'Event');
  for (const [key, group] of groups)
    for (const { index, beliefs, said } of group) {
      const type = apart.has(key)
        ? said === 'person' || (said === null && beliefs[PERSON]! >= beliefs[ORGANIZATION]!)
          ? 'Person'
          : 'Organization'
        : agreed.get(key)!;
      if (mayChange(labels[index]!, type)) labels[index] = type;
    }
  return spans.map((span, index) =>
    span.label === labels[index] ? span : { ...span, label: labels[index]! },
  );
}

/** The keys of names and of their short forms: "Clinical Hospital of Zavala (KBZ)". */
function bracketed(text: string, names: readonly Name[]): [full: string, short: string][] {
  const found = new Map<string, string>();
  for (const [i, { at, words }] of names.entries()) {
    const full = names[i - 1];
    if (!full || full.words.length < 2 || full.at[1] !== at[0] - 2 || text[at[0] - 1] !== '(') continue;
    const short = words.join(' ');
    if (/^\p{Lu}[\p{L}\d.&-]*\p{Lu}s?$/u.test(short) && text[at[1]] === ')' && full.words[0]![0] === short[0])
      found.set(full.words.join(' '), short);
  }
  return [...found];
}

/** Whether a government is called by this name, and people are not. */
const isGovernments = (name: string): boolean =>
  governmentSpeakingAs(name) !== null && likelyGender(`${name} `) === null;

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
