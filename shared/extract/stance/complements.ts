import { isPastForm } from '../verbForms.ts';
import type { Complement } from './stanceLexicon.ts';

const INFINITIVE = /^(?:not\s+)?to\s+\p{Ll}+/u;
/** "everyone below the cemetery to leave", not "he wanted to leave" */
const OBJECT_INFINITIVE =
  /^(?!(?:that|whether|if|what|who|whom|whose|which|when|where|why|how|I|we|he|she|it|they|there)\b)(?:(?!(?:is|are|was|were|has|have|had|will|would|can|could|may|might|should|must|that|which|I|we|he|she|they|there)\b)[^\s“"‘;:]+\s+){1,9}?to\s+\p{Ll}/iu;
/** What can be declined: "the company's offer of a truce", not "the claim of an offer". */
const OFFER =
  /^(?:(?!(?:that|of|by|to|for|from|in|on|over|with|about|claims?|allegations?|accusations?|suggestions?|reports?|idea|notion)\b)[^\s,;:]+\s+){0,6}?(?:offer|bid|call|request|demand|plea|appeal|proposal|approach|invitation|deal|plan|application|petition|motion|rise|increase|cut|talks|negotiations|ceasefire|truce|resignation|coalition|election|referendum|sale|merger|strike|role|compromise|concession|settlement|meeting|extension)s?\b(?!\s+that\b)/iu;
/** A sum, with what it is of before it: "the damage at 90 million dollars". */
const SUM_OF =
  /^[^,;:]{1,90}?\sat\s+(?:about\s+|around\s+|nearly\s+|almost\s+|under\s+|over\s+|between\s+|some\s+|(?:more|less) than\s+|up to\s+){0,2}(?:[$€£¥]|\d|(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\p{L}+teen|\p{L}+ty|zero)\b)/iu;
const LOOKS_AHEAD = /\b(?:will|would|won['’]t|['’]ll|to\s+\p{Ll}+)\b/iu;

/** Whether a cue's word has behind it what its entry of the lexicon asks for. */
export function fitsComplement(complement: Complement, content: string): boolean {
  const plain = unquoted(content);
  switch (complement) {
    case 'to':
      return isInfinitive(plain);
    case 'object':
      return isInfinitive(plain) || isObjectInfinitive(content);
    case 'ing':
      return /^\p{L}+ing\b/u.test(plain);
    case 'will':
      return LOOKS_AHEAD.test(plain);
    case 'sum':
      return SUM_OF.test(plain);
    case 'offer':
      return OFFER.test(plain);
  }
}

/** "to leave", "not to leave" */
export const isInfinitive = (content: string): boolean => INFINITIVE.test(content);

/** Without the marks that open it. */
export const unquoted = (content: string): string => content.replace(/^["“”'‘’«»„]+/u, '');

/** Whether nothing before the infinitive is a verb of its own: "the boats to leave", not "no boat wanted to leave". */
function isObjectInfinitive(content: string): boolean {
  const [found] = OBJECT_INFINITIVE.exec(content) ?? [];
  return (
    found !== undefined &&
    !found
      .split(/\s+/)
      .slice(1, 3)
      .some((word) => isPastForm(word))
  );
}
