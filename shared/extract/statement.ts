import type { Article } from '../article/article.ts';
import type { ResolvedAttribution } from './references.ts';

type Context = { readonly article: Pick<Article, 'reading'> };

const QUESTION = /^(?:whether|if|what|who|whom|whose|which|when|where|why|how)\b/iu;
const INFINITIVE = /^to\s+(?=\p{Ll})/u;
/** "the jury to disregard": whom it is about, then what they are to do. */
const OBJECT_INFINITIVE =
  /^((?:for\s+)?(?!(?:that|whether|if|what|who|whom|whose|which|when|where|why|how|to|not|there)\b)[^“"‘;:?!]{1,80}?)\s+to\s+(be\s+)?(?=(?:not\s+)?\p{Ll})/u;
const FINITE =
  /\b(?:is|are|was|were|has|have|had|will|would|can|could|should|may|might|must|do|does|did|that|which|who|wants?|plans?|hopes?|tries|agreed|refused|need|needs|able|right|ready|due|way|ways|order|power|effort|efforts|attempt|attempts|decision|plan|chance|time|reason|from)\b/iu;
const INDEFINITE =
  /^(?:an?|another|more|less|fewer|some|two|three|four|five|six|seven|eight|nine|ten|\d[\d,.]*|several|no)\s+(?:\p{L}|\d)/iu;

/**
 * A content that hangs on its cue, in the form of a statement: "that" at its beginning dropped, an infinitive with
 * its subject and a verb in brackets ("[The city will] sell"), the object of a demand or a verdict likewise. What
 * fits none of these, or whose subject or number is not certain, is left as it is.
 */
export function asStatement(text: string, claim: ResolvedAttribution, { article }: Context): string {
  const { stance } = claim;
  const cueWords = article.reading.slice(...(claim.cue[0] ?? [0, 0]));
  // "called | that a lie"
  if (stance === 'judge' && VERDICT_CUE.test(cueWords) && /^(?:that|this)\s+(?:an?|the|one)\s/iu.test(text))
    return text.replace(/^\S+/u, '$& [is]');
  const that =
    /^(["“‘']?)that(?:,\s+|\s+)(?=\S)(?!(?:is|was|are|were|has|would|will|can|could|does|did)\b)/iu.exec(
      text,
    );
  if (that) {
    const clause =
      that[1]! +
      text
        .slice(that[0].length)
        .replace(/(?<=\b(?:and|but) )that (?=[“"‘]?(?:the|a|an|he|she|it|they|his|her|its|their)\b)/iu, '');
    if (stance !== 'demand' || /\b(?:should|must|ought|would|will|can|could|may|might)\b/iu.test(clause))
      return clause;
    // "that the state buy the mill": without its "that" it would be no sentence.
    const wanted = /^([^,;:“"]{1,80}?)\s+be\s+(?=\p{Ll})/u.exec(clause);
    return wanted && !FINITE.test(wanted[1]!)
      ? `${wanted[1]} [should] be ${clause.slice(wanted[0].length)}`
      : text;
  }
  const plain = text;
  if (QUESTION.test(plain)) return plain;
  const raised = passive(plain, claim, article.reading);
  if (raised !== null) return raised;
  if (INFINITIVE.test(plain)) return infinitive(plain, claim, article.reading);
  if (/^having\s+\p{Ll}+/u.test(plain)) {
    const subject = stance === 'allege' ? object(claim, article.reading) : nameOf(claim, article.reading);
    return subject ? plain.replace(/^having/u, `[${upper(subject)} had]`) : plain;
  }
  if (stance === 'allege' && /^\p{L}+ing\s/u.test(plain)) {
    const subject = object(claim, article.reading);
    return subject && !/^(?:he|she|it|they|we|I|you)$/.test(subject)
      ? `[${upper(possessive(subject))}] ${plain}`
      : plain;
  }
  const about = OBJECT_INFINITIVE.exec(plain);
  if (about && !FINITE.test(about[1]!)) {
    const [whole, subject = '', be = ''] = about;
    const rest = plain.slice(whole.length);
    const who = subject.replace(/^for\s+/iu, '');
    const pronoun = OBJECT_PRONOUNS[who.toLowerCase()];
    const modal = (verb: string) =>
      `${pronoun ? `[${upper(pronoun)} ${verb}]` : `${who} [${verb}]`} ${be}${rest}`;
    const cue = article.reading.slice(...(claim.cue[0] ?? [0, 0]));
    if (stance === 'demand' || stance === 'ask') return modal(FORBIDS.test(cue) ? 'should not' : 'should');
    if (stance === 'hope' || (stance === 'estimate' && !/^have\s/.test(rest))) return modal('will');
    const number = numberOf(who);
    if ((stance === 'believe' || stance === 'judge') && be && number)
      return `${who} [${number === 'one' ? 'is' : 'are'}] ${rest}`;
    return plain;
  }
  if (stance === 'allege') return accusation(plain);
  if (stance === 'judge') return verdict(plain, article.reading.slice(...(claim.cue[0] ?? [0, 0])));
  if (
    INDEFINITE.test(plain) &&
    !/\b(?:is|are|was|were|has|have|had|will|would|should|could|can|must|to)\b/iu.test(plain.slice(0, 120))
  ) {
    if (
      stance === 'demand' &&
      /\b(?:for|demand\w*|want\w*|s(?:ee|ou)k\w*|need\w*)$/iu.test(
        article.reading.slice(...(claim.cue.at(-1) ?? [0, 0])),
      )
    )
      return `[There should be] ${plain}`;
    if (
      stance === 'estimate' &&
      /\b(?:expects?|expected|forecasts?|predicts?|predicted|anticipates?|anticipated)$/iu.test(
        article.reading.slice(...(claim.cue.at(-1) ?? [0, 0])),
      ) &&
      /^an?\s/iu.test(plain)
    )
      return `[There will be] ${plain}`;
  }
  return plain;
}

/** "The auction | is expected | to be held" → "The auction [will] be held". */
function passive(
  text: string,
  { content, cue, stance }: ResolvedAttribution,
  reading: string,
): string | null {
  const [first, second] = content;
  if (!first || !second || cue.length !== 1 || cue[0]![0] < first[1] || cue[0]![1] > second[0]) return null;
  if (!/^\s*,?\s*$/.test(reading.slice(first[1], cue[0]![0]))) return null;
  const said = reading.slice(...cue[0]!);
  const be = /^(?:is|are|was|were)\b/iu.exec(said)?.[0].toLowerCase();
  const rest = /^to\s+(be\b|have\b)?/iu.exec(reading.slice(...second));
  if (!be || !rest || !/^[^[]*\S\s+to\s/u.test(text)) return null;
  const at = text.indexOf(` to ${reading.slice(second[0] + 3, second[0] + 6)}`);
  if (at === -1) return null;
  const [subject, predicate] = [text.slice(0, at), text.slice(at + 4)];
  if (stance === 'demand') return `${subject} [should] ${predicate}`;
  const now = be === 'is' || be === 'are';
  if (rest[1] === 'have')
    return now ? `${subject} [${be === 'is' ? 'has' : 'have'}] ${predicate.slice(5)}` : null;
  if (stance === 'estimate') return `${subject} [${now ? 'will' : 'would'}] ${predicate}`;
  return rest[1] === 'be' && now ? `${subject} [${be}] ${predicate.slice(3)}` : null;
}

/** "to sell" → "[The city will] sell", by who is to do it: the source of a promise, the object of a demand. */
function infinitive(text: string, claim: ResolvedAttribution, reading: string): string {
  const rest = text.replace(INFINITIVE, '');
  const { stance } = claim;
  if (stance === 'demand' || stance === 'ask') {
    const who = object(claim, reading);
    return who ? `[${upper(who)} should] ${rest}` : text;
  }
  const who = nameOf(claim, reading);
  if (!who || /\b(?:said|thought|believed|known|reported|expected)\b/iu.test(passiveCue(claim, reading)))
    return text;
  if (stance === 'refuse') return `[${upper(who)} would] ${rest}`;
  const own =
    stance === 'promise' ||
    stance === 'hope' ||
    stance === 'warn' ||
    stance === 'estimate' ||
    stance === 'agree';
  return own && !/^have\s/.test(rest) ? `[${upper(who)} will] ${rest}` : text;
}

const passiveCue = ({ cue }: ResolvedAttribution, reading: string): string => {
  const said = cue.map((span) => reading.slice(...span)).join(' ');
  return /^(?:is|are|was|were|been|be)\b/iu.test(said) ? said : '';
};

/** "Orlov of having lied" → "Orlov [had] lied", "Orlov of lying" → "Orlov[’s] lying". */
function accusation(text: string): string {
  const [whole = '', who = '', having, doing = ''] =
    /^([^“"‘;:,]{1,60}?)\s+of\s+(?:(having)\s+(?=\p{Ll})|(\p{L}+ing)\b)/u.exec(text) ?? [];
  if (whole === '' || FINITE.test(who)) return text;
  const rest = text.slice(whole.length);
  const pronoun = OBJECT_PRONOUNS[who.toLowerCase()];
  if (having) return pronoun ? `[${upper(pronoun)} had] ${rest}` : `${who} [had] ${rest}`;
  if (pronoun) return `[${POSSESSIVES[pronoun]}] ${doing}${rest}`;
  return `${who}[${possessive(who).slice(who.length)}] ${doing}${rest}`;
}

const VERDICT_CUE =
  /^(?:had\s+|has\s+|have\s+|also\s+|later\s+)*(?:call|describ|label|brand|dub|term|deem|consider)/iu;

/** "the closure “a mistake”" → "the closure [is] “a mistake”". */
function verdict(text: string, cue: string): string {
  if (!VERDICT_CUE.test(cue)) return text;
  const [, subject = '', said = ''] = /^([^“"‘]{2,80}?)\s+(?:as\s+)?([“"‘][^“”"]+[”"’])$/u.exec(text) ?? [];
  const number = numberOf(subject);
  if (!number || FINITE.test(subject) || /,$/.test(subject)) return text;
  return `${subject} [${number === 'one' ? 'is' : 'are'}] ${said}`;
}

const OBJECT_PRONOUNS: Readonly<Record<string, string>> = {
  him: 'he',
  her: 'she',
  them: 'they',
  us: 'we',
  me: 'I',
  you: 'you',
  it: 'it',
};
const POSSESSIVES: Readonly<Record<string, string>> = {
  he: 'His',
  she: 'Her',
  they: 'Their',
  we: 'Our',
  I: 'My',
  you: 'Your',
  it: 'Its',
};
const FORBIDS = /\b(?:forb[ia]d\w*|bann?(?:s|ed|ing)?|prohibit\w*)\b/iu;

/** "were ordered", "have been told": whom it is addressed to stands before it. */
const PASSIVE =
  /^(?:(?:had|has|have|was|were|is|are|being|be|been|also|then|later|never|not)\s+)*(?:is|are|was|were|be|been|being)\s/iu;

/** Whom a cue is addressed to: "told | him", "accused | Orlov | of". Null where it is not plain. */
function object({ cue, content }: ResolvedAttribution, reading: string): string | null {
  const last = cue.at(-1);
  const begin = content[0];
  if (!last || !begin || last[0] > begin[0] || PASSIVE.test(reading.slice(...cue[0]!))) return null;
  const between = (
    cue.length === 2 ? reading.slice(cue[0]![1], last[0]) : reading.slice(last[1], begin[0])
  ).trim();
  const inCue =
    /^(?:(?:had|has|have|was|also|then|later|would|will|repeatedly|immediately|never|not)\s+)*\p{L}+\s+(.+)$/iu.exec(
      reading.slice(...cue[0]!),
    )?.[1];
  const words = (between || inCue || '').replace(/\s+/g, ' ');
  const plain = words.replace(/\s+(?:on|in)\s+(?:\p{Lu}\p{L}+|\d{4})$/u, '');
  if (
    plain === '' ||
    plain.length > 60 ||
    /[.,;:“”"()]/.test(plain) ||
    /^(?:for|to|on|in|at|by|with|as|of|early|late|that)\b/iu.test(plain)
  )
    return null;
  if (/\b(?:and|said|told|asked|who|which|on|in|at)\b/iu.test(plain)) return null;
  return OBJECT_PRONOUNS[plain.toLowerCase()] ?? plain;
}

/** Who is speaking: the full name where the text's words are part of it, else those words; null where there are none to use. */
function nameOf({ source, sourceName, sourceEntity }: ResolvedAttribution, reading: string): string | null {
  if (!source) return null;
  const words = reading.slice(...source).replace(/\s+/g, ' ');
  if (/^(?:who|which|that|whom|both|all|one)$/iu.test(words)) return null;
  if (
    sourceEntity !== null &&
    sourceName !== null &&
    (words.includes(sourceName) || ` ${sourceName} `.includes(` ${words} `))
  )
    return sourceName.length > 100 ? null : sourceName;
  // A pronoun stands for itself: whom it means is not certain enough to name.
  return words.length > 60 || /[“”"()]/.test(words) ? null : words.replace(/,.*$/u, '');
}

/** As English writes it: "Halyard’s", "Rovers’". */
export const possessive = (name: string): string => `${name}${/s$/u.test(name) ? '’' : '’s'}`;

/** How many a noun phrase means, where its form tells. */
export function numberOf(phrase: string): 'one' | 'many' | null {
  const words = phrase.replace(/[[\]]/g, '').trim();
  if (/^(?:it|this|that|he|she)$/iu.test(words)) return 'one';
  if (/^(?:they|these|those|we|you)$/iu.test(words)) return 'many';
  if (/\b(?:and|or|&)\b|,/iu.test(words) || words === '') return null;
  if (
    /^(?:two|three|four|five|six|seven|eight|nine|ten|several|many|both|few|these|those|all)\b/iu.test(words)
  )
    return 'many';
  if (/^(?:an?|each|every|this|that|one)\s/iu.test(words)) return 'one';
  const head = words.replace(
    /\s+(?:of|in|for|on|at|by|with|from|against|to|over|about|between)\s[\s\S]*$/iu,
    '',
  );
  const noun = /[\p{L}’'-]+$/u.exec(head)?.[0] ?? '';
  if (
    /^(?:people|men|women|children|police|data|media|majority|team|staff|government|group|number|[\p{L}]*s['’]?)$/iu.test(
      noun,
    )
  ) {
    if (/(?:ss|us|is)$/iu.test(noun))
      return /^(?:this|the|his|her|its|their|my|our)\s/iu.test(words) ? 'one' : null;
    return /^\p{Ll}/u.test(noun) &&
      /s$/.test(noun) &&
      !/^(?:news|series|species|means|politics|economics)$/u.test(noun)
      ? 'many'
      : /^(?:people|men|women|children)$/iu.test(noun)
        ? 'many'
        : null;
  }
  return /^(?:the|his|her|its|their|my|our|\p{Lu})/u.test(words) ? 'one' : null;
}

const upper = (text: string): string => text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
