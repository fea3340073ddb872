import { numberOf, OBJECT_PRONOUNS } from './nounForms.ts';

/** Cues that say what something is: "called", "described". */
export const VERDICT_CUE =
  /^(?:had\s+|has\s+|have\s+|also\s+|later\s+|did\s+|not\s+|\p{L}+ly\s+)*(?:call(?!\w*\s+(?:on|for|upon)\b)|describ|label|brand|dub|term|deem|consider|declar|pronounc)/iu;
const VERDICT_AS_CUE =
  /\b(?:attack|blast|cast|categori[sz]|characteri[sz]|classif|condemn|consider|critici[sz]|decr[yi]|defin|denounc|depict|deride?|derid|describ|designat|dismiss|hail|identif|interpret|label|brand|list|mock|paint|portray|prais|present|recogni[sz]|regard|reject|ridicul|slam|tout|treat|view)\w*$|\b(?:see|sees|seen|saw|seeing|rate|rates|rated|rating)$/iu;

/** "the closure “a mistake”", "the closure as a mistake" → "the closure [is] …". */
export function verdict(text: string, cue: string): string {
  // "would have called": nobody did.
  if (/\b(?:would|could|might|may|should|can|not|never)\b|n['’]t\b/iu.test(cue)) return text;
  const as = VERDICT_AS_CUE.test(cue)
    ? /^([^“”"‘;:]{2,80}?)\s+as\s+(?!(?:well|part|long|soon|if|though)\b)([^\s][\s\S]*)$/u.exec(text)
    : null;
  if (as && !/\bsuch$/iu.test(as[1]!)) return isCalled(as[1]!, as[2]!) ?? text;
  if (!VERDICT_CUE.test(cue)) return text;
  const [, subject = '', said = ''] =
    /^([^“"‘]{2,80}?)\s+(?:as\s+)?((?:(?:an?|the|his|her|its|their)\s+)?[“"‘][^“”"]+[”"’])$/u.exec(text) ??
    [];
  if (subject !== '') return isCalled(subject, said) ?? text;
  for (const { index } of text.slice(0, 100).matchAll(/\s(?:an?|one of|too|very)\s/giu)) {
    const before = text.slice(0, index);
    if (!COMPLETE.test(before) || OPEN_END.test(before)) continue;
    return isCalled(before, text.slice(index).trimStart()) ?? text;
  }
  const plain = ADJECTIVE.exec(text);
  return plain ? (isCalled(plain[1]!, plain[2]!) ?? text) : text;
}

const COMPLETE = /^(?:(?:the|an?|his|her|its|their|this|that|these|those|all|any)\s+\S|\p{Lu})/u;
const ADJECTIVE =
  /^((?:the|an?|his|her|its|their|this|that|these|those|any)\s[^,;:“”"‘]{2,60}?)\s((?:(?:not|too|very|so|more|less|\p{Ll}+ly)\s)*(?:\p{Ll}{3,}(?:able|ible|ous|ful|less|ish)|absurd|bad|beautiful|dead|disgusting|fair|false|fake|good|great|guilty|illegal|implausible|inadequate|insane|insulting|invalid|misleading|necessary|offensive|outdated|overdone|premature|right|sad|safe|stupid|true|unacceptable|unconstitutional|unfair|unlawful|unlikely|unnecessary|unsafe|urgent|valid|weak|worrying|wrong))$/u;

/** What a noun phrase does not end with, and what is no subject. */
const OPEN_END =
  /\b(?:of|for|in|on|at|by|with|from|to|and|or|as|about|than|into|such|what|quite|not|the|an?)$|^(?:my|your|him|her|it|our|them)sel(?:f|ves)$/iu;
const VERBAL =
  /\b(?:is|are|was|were|has|have|had|will|would|can|could|should|may|might|must|do|does|did|that|which|who)\b/iu;

/** Something, "is" by its number, and what it is called; null where its number is not certain. */
function isCalled(subject: string, said: string): string | null {
  const number = numberOf(subject);
  if (
    !number ||
    VERBAL.test(subject.replace(/^that\s/iu, '')) ||
    OPEN_END.test(subject) ||
    /,$/u.test(subject) ||
    (OBJECT_PRONOUNS[subject.toLowerCase()] && !/^it$/iu.test(subject))
  )
    return null;
  if (/^having\s/u.test(said)) return `${subject} [${number === 'one' ? 'has' : 'have'}] ${said.slice(7)}`;
  return `${subject} [${number === 'one' ? 'is' : 'are'}] ${said.replace(/^being\s/u, '')}`;
}
