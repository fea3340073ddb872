export type Gender = 'feminine' | 'masculine';

const list = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

const FEMININE = list(`
  mrs ms miss mme madame madam dame lady queen princess duchess baroness countess empress abbess nun woman girl lady
  mother mum mom daughter wife widow sister aunt niece grandmother granddaughter girlfriend bride mistress stepmother
  actress heroine waitress stewardess ballerina chairwoman spokeswoman businesswoman congresswoman councilwoman
  policewoman saleswoman sportswoman horsewoman craftswoman assemblywoman alderwoman she her hers herself`);

/** Not "chairman" and the like, which women are called too. */
const MASCULINE = list(`
  mr sir lord king prince duke baron count emperor pope friar abbot man boy gentleman father dad son husband widower
  brother uncle nephew grandfather grandson boyfriend stepfather groom spokesman businessman congressman councilman
  policeman salesman postman horseman craftsman nobleman he him his himself`);

/** The gender that a noun, title or pronoun tells (in lower case, without a full stop), or null. */
export function genderOf(word: string): Gender | null {
  if (FEMININE.has(word)) return 'feminine';
  return MASCULINE.has(word) ? 'masculine' : null;
}

/**
 * A "he" or "she" that tells the gender of a subject named before it in the clause: "he", "his", "himself", a possessive
 * "her". An object ("who helps her, said", "warned him") means someone else.
 */
export const OWN_PRONOUN =
  /\b(?:he|she|his|himself|herself|her(?=\s\p{L})(?!\s(?:an?|the|that|to|for|in|on|at|of|by|with|from|and|or|but|as|about|if|when|while|how|why|what|whether|his|not|so|up|out|off|back|away|again|once|twice|daily)\b))\b/iu;
