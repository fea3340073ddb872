import { firstIndex } from '../../firstIndex.ts';
import { wordList } from '../sentenceWords.ts';
import { kindOfNoun } from '../sourceNouns.ts';
import type { Referent } from './discourse.ts';
import { genderOf } from './gender.ts';
import type { Discourse, Pass, Question } from './sieve.ts';

const KIN = wordList(`
  aunt brother cousin dad daughter father granddaughter grandfather grandmother grandson husband mother mum mom nephew
  niece parent sibling sister son spouse stepfather stepmother twin uncle widow widower wife`);

/** The last word of a name: "reis" of "Ana Reis". */
const surname = (name: string): string => name.slice(name.lastIndexOf(' ') + 1).toLowerCase();

/** The article's other named persons of a surname, each by two words or more. */
function namesakes({ mentions }: Discourse, name: string, but: Referent | null): readonly Referent[] {
  const found = new Set<Referent>();
  for (const { referent } of mentions)
    if (
      referent.kind === 'person' &&
      referent !== but &&
      referent.name.includes(' ') &&
      surname(referent.name) === name
    )
      found.add(referent);
  return [...found];
}

/** Whether one may be of a gender, as far as the text tells it. */
const mayBe = (question: Question, one: Referent, word: string): boolean => {
  const gender = genderOf(word);
  const known = question.gender(one) ?? one.likelyGender;
  return gender === null || known === null || gender === known;
};

/** Whose "his", "my" or "Ana’s" is, before a description. */
export function ownerOf(
  question: Question,
  discourse: Discourse,
  pronoun: (word: string) => Referent | null,
): Referent | null {
  const { phrase, speaker, directly } = question;
  const { determiner } = phrase;
  if (determiner === null) return null;
  if (/^(?:my|our)$/.test(determiner)) return directly ? speaker : null;
  if (/^(?:his|her)$/.test(determiner))
    return speaker &&
      speaker.kind === 'person' &&
      !speaker.plural &&
      !directly &&
      mayBe(question, speaker, determiner)
      ? speaker
      : pronoun(determiner);
  return /[’']s$/u.test(determiner) ? (discourse.byName.get(determiner.slice(0, -2)) ?? null) : null;
}

/**
 * "His brother", "my sister": the only other one of the same surname who may be it, and of whom the text does not say
 * another kinship.
 */
export const byKinship =
  (pronoun: (question: Question, discourse: Discourse, word: string) => Referent | null): Pass =>
  (question, discourse) => {
    const { phrase } = question;
    if (!KIN.has(phrase.head) || phrase.complement !== '') return null;
    const owner = ownerOf(question, discourse, (word) => pronoun(question, discourse, word));
    if (!owner?.entity || owner.kind !== 'person') return null;
    const others = namesakes(discourse, surname(owner.name), owner).filter(
      (one) =>
        mayBe(question, one, phrase.head) &&
        !isUnrelated(discourse, one) &&
        ([...one.calls.keys()].every((noun) => !KIN.has(noun)) ||
          one.calls.has(phrase.head) ||
          isInverse(owner, one, phrase.head)),
    );
    return others.length === 1 ? others[0]! : null;
  };

/** "Mercy Reis, no relation, came second": whose mention the text says to be of no kin. */
const isUnrelated = ({ mentions, text }: Discourse, one: Referent): boolean =>
  mentions.some(
    ({ referent, span: [, end] }) =>
      referent === one &&
      /^[^.;!?\n]{0,80}?\b(?:no relation|not related|unrelated|no kin)\b/iu.test(text.slice(end, end + 100)),
  );

const INVERSE: Readonly<Record<string, RegExp>> = {
  brother: /^(?:brother|sister|sibling|twin)$/,
  sister: /^(?:brother|sister|sibling|twin)$/,
  twin: /^(?:brother|sister|twin)$/,
  husband: /^(?:wife|spouse|widow)$/,
  wife: /^(?:husband|spouse|widower)$/,
  father: /^(?:son|daughter)$/,
  mother: /^(?:son|daughter)$/,
  son: /^(?:father|mother|parent)$/,
  daughter: /^(?:father|mother|parent)$/,
  uncle: /^(?:nephew|niece)$/,
  aunt: /^(?:nephew|niece)$/,
  nephew: /^(?:uncle|aunt)$/,
  niece: /^(?:uncle|aunt)$/,
};

/** Whether one who is called another's son has him for a father. */
const isInverse = (owner: Referent, one: Referent, noun: string): boolean =>
  [...one.calls.keys()].some((call) => INVERSE[noun]?.test(call) ?? false) &&
  [...owner.calls.keys()].every((call) => !KIN.has(call) || call === noun);

const GENERATION =
  /^the (elder|older|younger)(?: (?:of the two|one|man|woman|brother|sister|(?:mr|mrs|ms|miss)\.? )?)?(.*)$/u;

/**
 * "The elder Reis", "the younger man": of two of one surname the one whom the text says to be it, or who is it by his age.
 * With the surname, or "of the two", it is else the one who came up last.
 */
export const byGeneration: Pass = (question, discourse) => {
  const words = GENERATION.exec(question.words);
  if (!words) return null;
  const [, which, rest] = words;
  // "The older candidate" of two.
  const name = kindOfNoun(rest!.trim()) === 'person' ? '' : rest!.trim();
  const twos = name
    ? [namesakes(discourse, name, null)]
    : [...new Set(discourse.mentions.map(({ referent }) => surname(referent.name)))].map((one) =>
        namesakes(discourse, one, null),
      );
  const fitting = twos.filter(
    (two) => two.length === 2 && two.every((one) => mayBe(question, one, question.phrase.head)),
  );
  if (fitting.length !== 1) return null;
  const [one, other] = fitting[0]! as [Referent, Referent];
  const elder =
    one.age !== null && other.age !== null && one.age !== other.age
      ? one.age > other.age
        ? one
        : other
      : one.generation === 'elder' || other.generation === 'younger'
        ? one
        : other.generation === 'elder' || one.generation === 'younger'
          ? other
          : null;
  if (elder) return (which === 'younger') === (elder === one) ? other : one;
  if (!name && !question.words.endsWith('of the two')) return null;
  return lastSalient(question, discourse, [one, other]);
};

/** The one of some who spoke last before, or else who came up last as a subject. */
function lastSalient(
  { span }: Question,
  { appearances }: Discourse,
  among: readonly Referent[],
): Referent | null {
  let subject: Referent | null = null;
  for (let i = firstIndex(appearances, ({ at }) => at >= span[0]) - 1; i >= 0; i--) {
    const { referent, salient, speaks, quoted } = appearances[i]!;
    if (!salient || quoted || !among.includes(referent)) continue;
    if (speaks === 'outermost') return referent;
    subject ??= referent;
  }
  return subject;
}

/**
 * Who is meant by a surname that several have: the only one who is called by the title before it, or whose gender fits
 * that, or else the one who came up last. Nobody names himself in what he says.
 */
export const bySurname: Pass = (question, discourse) => {
  const { named, words } = question;
  if (named?.kind !== 'person') return null;
  const parts = words.replace(/[’']s?$/u, '').split(' ');
  const bare = parts.pop()!;
  if (bare !== surname(named.name) || parts.length > 2) return null;
  const all = namesakes(discourse, bare, null);
  if (all.length < 2) return null;
  const title = parts.at(-1)?.replace(/\.$/, '') ?? '';
  // "Carlo" of "Carlo Reis" is no title.
  if (parts.length > 0 && all.some(({ name }) => name.toLowerCase().split(' ').includes(title))) return null;
  const called = all.filter(
    ({ calls, name }) =>
      title !== '' &&
      (calls.has(title) || discourse.text.toLowerCase().includes(`${title} ${name.toLowerCase()}`)),
  );
  if (called.length === 1) return called[0]!;
  const gender = genderOf(title);
  const fitting = all.filter(
    (one) =>
      (gender === null || (one.likelyGender ?? question.gender(one) ?? gender) === gender) &&
      !isSaid(question, discourse, one),
  );
  if (fitting.length === 1) return fitting[0]!;
  return named.name.includes(' ') ? null : lastSalient(question, discourse, fitting);
};

/** Whether someone comes up in what the source says in quotation marks. */
const isSaid = ({ own, quoted }: Question, { appearances }: Discourse, one: Referent): boolean =>
  !quoted &&
  own.some(([start, end]) =>
    appearances
      .slice(
        firstIndex(appearances, ({ at }) => at >= start),
        firstIndex(appearances, ({ at }) => at >= end),
      )
      .some(({ referent, quoted: inQuote }) => inQuote && referent === one),
  );
