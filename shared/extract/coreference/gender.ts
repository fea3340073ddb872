import { wordList } from '../sentenceWords.ts';

export type Gender = 'feminine' | 'masculine';

const FEMININE = wordList(`
  mrs ms miss mme madame madam dame lady queen princess duchess baroness countess empress abbess nun woman girl lady
  mother mum mom daughter wife widow sister aunt niece grandmother granddaughter girlfriend bride mistress stepmother
  actress heroine waitress stewardess ballerina chairwoman spokeswoman businesswoman congresswoman councilwoman
  policewoman saleswoman sportswoman horsewoman craftswoman assemblywoman alderwoman she her hers herself`);

/** Not "chairman" and the like, which women are called too. */
const MASCULINE = wordList(`
  mr sir lord king prince duke baron count emperor pope friar abbot man boy gentleman father dad son husband widower
  brother uncle nephew grandfather grandson boyfriend stepfather groom spokesman businessman congressman councilman
  policeman salesman postman horseman craftsman nobleman he him his himself`);

/** The gender that a noun, title or pronoun tells (in lower case, without a full stop), or null. */
export function genderOf(word: string): Gender | null {
  if (FEMININE.has(word)) return 'feminine';
  return MASCULINE.has(word) ? 'masculine' : null;
}

/**
 * The gender that the rest of a sentence, or the beginning of the next one, tells of the person whom it follows; null
 * where it tells none, or may speak of someone else.
 *
 * @param next the next sentence of the paragraph, as far as nobody is named in it; "" without it
 */
export function genderAfter(rest: string, next: string): Gender | null {
  const outside = /^[^“”"‘]*/u.exec(rest)![0];
  const own = OWN_PRONOUN.exec(outside) ?? OBJECT.exec(outside);
  const subject = /^(?:[^\s,“”"‘]+\s){0,3}?(he|she)\b/iu.exec(next)?.[1];
  const gender = subject ? genderOf(subject.toLowerCase()) : null;
  if (!own || OTHERS.test(outside.slice(0, own.index))) return gender;
  // "Reis does not believe he will stay. She has …": one of them is another.
  const within = genderOf(own[0].toLowerCase());
  return gender !== null && gender !== within ? null : within;
}

/** An object of a clause inside the sentence: "said the archdeacon rang him". */
const OBJECT =
  /(?<=\b(?:that|says|said|told|because|when|after|before|while|if|whether)\b.*)\b(?:him|her)\b/iu;

/** Words for a person, or for speaking to one: a pronoun after them may mean someone else. */
const OTHERS =
  /[’']s\s|\b(?:man|woman|boy|girl|husband|wife|mother|father|son|daughter|brother|sister|friend|colleague|lawyer|minister|president|of|against|with|for|accus\w+|told|about)\b/iu;

/**
 * A "he" or "she" that tells the gender of a subject named before it in the clause: "he", "his", "himself", a possessive
 * "her". An object ("who helps her, said", "warned him") means someone else.
 */
export const OWN_PRONOUN =
  /\b(?:he|she|his|himself|herself|her(?=\s\p{L})(?!\s(?:an?|the|that|to|for|in|on|at|of|by|with|from|and|or|but|as|about|if|when|while|how|why|what|whether|his|not|so|up|out|off|back|away|again|once|twice|daily)\b))\b/iu;
