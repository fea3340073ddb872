import { pastOfGerund } from '../verbForms.ts';
import { OBJECT_PRONOUNS } from './nounForms.ts';
import type { ResolvedAttribution } from './references.ts';

/** "Mr Orr | is accused of | setting fires" → "Mr Orr [had set] fires". Null for other claims. */
export function accusedOf(
  text: string,
  { content, cue }: ResolvedAttribution,
  reading: string,
): string | null {
  const [first, second] = content;
  if (!first || !second || cue.length !== 1 || cue[0]![0] < first[1] || cue[0]![1] > second[0]) return null;
  if (!/^(?:is|are|was|were|has been|have been|had been)\b.*\baccused of$/iu.test(reading.slice(...cue[0]!)))
    return null;
  const opening = /^\S+/u.exec(reading.slice(...second))?.[0] ?? '';
  const at = text.indexOf(` ${opening}`, text.length - (second[1] - second[0]) - 40);
  if (opening === '' || at <= 0 || /^(?:who|which|that)$/iu.test(text.slice(0, at))) return null;
  const subject = text.slice(0, at).replace(/,$/u, '');
  return guilty(`${subject}${subject.includes(',') ? ',' : ''} [`, text.slice(at + 1), '');
}

/**
 * Of what somebody is accused: "had" and the participle for what he is said to have done, else that he had been guilty of it.
 *
 * @param opening what comes before, with the bracket open
 */
export function guilty(opening: string, deed: string, gap: string): string {
  const [whole = '', having, adverb = '', doing = ''] =
    /^(?:(having)\s+(?=[\p{Ll}“"‘])|((?:\p{Ll}+ly\s+|not\s+)*)(\p{Ll}+ing)\b(?!\s+of\b))/u.exec(deed) ?? [];
  if (having) return `${opening}${gap}had] ${deed.slice(whole.length)}`;
  const past = doing === '' ? null : pastOfGerund(doing);
  if (past && !(whole === deed && NOUN_ALONE.test(doing)))
    return adverb === ''
      ? `${opening}${gap}had ${past.participle}]${deed.slice(whole.length)}`
      : `${opening}${gap}had] ${adverb}[${past.participle}]${deed.slice(whole.length)}`;
  return `${opening}${gap}had been guilty of] ${deed}`;
}
/** Deeds that are called by their "-ing" form rather than done. */
const NOUN_ALONE =
  /^(?:bullying|profiteering|trafficking|stalking|meddling|lobbying|shoplifting|hacking|spying|cheating)$/u;

/** "Orlov of having lied" → "Orlov [had] lied", "Orlov of lying" → "Orlov [had lied]", "Orlov of fraud" → "Orlov [had been guilty of] fraud". */
export function accusation(text: string): string {
  const [whole = '', who = ''] = /^([^“"‘;:,]{1,60}?)\s+of\s+(?=[\p{Ll}“"‘])/u.exec(text) ?? [];
  if (whole === '' || VERBAL.test(who) || INDEFINITE_NOUN.test(who) || OBJECT_PRONOUNS[who.toLowerCase()])
    return text;
  return guilty(`${who} [`, text.slice(whole.length), '');
}
/** Not somebody accused of something, but "a charge of fraud". */
const INDEFINITE_NOUN =
  /\b(?:charge|charges|count|counts|accusation|accusations|allegation|allegations|lack|number|act|acts|use|abuse|claim|claims)$/iu;

const VERBAL =
  /\b(?:is|are|was|were|has|have|had|will|would|can|could|should|may|might|must|do|does|did|that|which|who)\b/iu;
