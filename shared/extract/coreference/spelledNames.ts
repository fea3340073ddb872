import { kindOfNoun } from '../sourceNouns.ts';
import { describedReferent, type Referent } from './discourse.ts';
import { likelyGender } from './givenNames.ts';
import { readPhrase } from './nounPhrase.ts';

/** A given name, seen ahead: "State John" of "Secretary of State John Kerry" does not hide "John Kerry". */
const FULL_NAME =
  /(?<![\p{L}.’'-])(?=((?:\p{Lu}\p{L}+(?:-\p{Lu}\p{L}+)?) (?:\p{Lu}\. )?(\p{Lu}[\p{L}’-]*\p{L}))(?![\p{L}’-]))\p{Lu}\p{L}+/gu;
const TITLE =
  /^(?:(?:Mr|Mrs|Ms|Miss|Dr|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Capt|Prof|Rev|Sir|\p{Lu}\p{Ll}+)\.? )*(?=\p{Lu})/u;

/**
 * Finds persons that were not recognised as such by the given name: for words like "Mr Reis" or "Mayor Ana Reis" the one
 * whose name the text spells out, the same one each time. Null for anyone else.
 */
export function spelledNames(text: string): (words: string) => Referent | null {
  let names: Map<string, string> | null = null;
  const known = new Map<string, Referent>();
  return (words) => {
    const { short, complement } = readPhrase(words);
    const [, ...appositions] = words.replace(/[\s,]+$/u, '').split(', ');
    const apposed = lastName(appositions.at(-1) ?? '', true);
    const own = lastName(short, false);
    const isTitled = own && complement === '' && isTitle(short.slice(0, -own.length).trim());
    if (!apposed && /\s(?:and|or|of)\s/iu.test(short)) return null;
    if (!apposed && !isTitled && (!/^\p{Lu}/u.test(short) || /\s\p{Ll}/u.test(short))) return null;
    if (!names) {
      names = new Map();
      for (const { 1: full, 2: last } of text.matchAll(FULL_NAME))
        if (!names.has(last!) && likelyGender(full!) !== null) names.set(last!, full!);
    }
    const name = apposed ?? own ?? names.get(short.replace(TITLE, ''));
    if (!name) return null;
    const referent = known.get(name) ?? {
      ...describedReferent(readPhrase(name), name),
      ...({ name, kind: 'person', likelyGender: likelyGender(name) } as const),
    };
    known.set(name, referent);
    return referent;
  };
}

/** The name of two words or more that words end with, or that is all of them. */
function lastName(words: string, whole: boolean): string | null {
  const name = [...words.matchAll(FULL_NAME)].findLast(([, full]) => likelyGender(full!) !== null)?.[1];
  return name && words.endsWith(name) && (!whole || words === name) ? name : null;
}

/** "FBI director", "GOP presidential nominee"; or nothing at all. */
const isTitle = (words: string): boolean => words === '' || kindOfNoun(readPhrase(words).head) === 'person';
