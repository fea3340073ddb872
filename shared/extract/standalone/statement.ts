import { isPastForm, pastOfGerund } from '../verbForms.ts';
import { accusation, accusedOf, guilty } from './accusation.ts';
import { addressee, nameOf, type StatementContext } from './addressee.ts';
import { inFrame } from './inFrame.ts';
import { isDemonstrative, withoutFurtherThat } from './leadingThat.ts';
import { numberOf, OBJECT_PRONOUNS, upper } from './nounForms.ts';
import { raised } from './raised.ts';
import type { ResolvedAttribution } from './references.ts';
import { VERDICT_CUE, verdict } from './verdict.ts';

const QUESTION = /^(?:whether|if|what|who|whom|whose|which|when|where|why|how)\b/iu;
const INFINITIVE = /^to\s+(?=\p{Ll})/u;
/** "the jury to disregard": whom it is about, then what they are to do. */
const OBJECT_INFINITIVE =
  /^((?:for\s+|to\s+(?=\p{Lu}))?(?!(?:that|whether|if|what|who|whom|whose|which|when|where|why|how|to|not|there|and|but|or|so|yet|only|also|just|in order|as|because|after|before|when|while)\b)[^“"‘;:?!]{1,80}?)\s+(not\s+)?to\s+(be\s+)?(?=(?:not\s+)?\p{Ll})/u;
const FINITE =
  /\b(?:is|are|was|were|has|have|had|will|would|can|could|should|may|might|must|do|does|did|that|which|who|wants?|plans?|hopes?|tries|agreed|refused|need|needs|able|right|ready|due|way|ways|order|power|effort|efforts|attempt|attempts|decision|plan|chance|time|reason|from)\b/iu;
const INDEFINITE =
  /^(?:an?|another|more|less|fewer|some|two|three|four|five|six|seven|eight|nine|ten|\d[\d,.]*|several|no)\s+(?:\p{L}|\d)/iu;

/** Verbs that tell somebody to do what an infinitive says. */
const TELLS =
  /\b(?:advis|ask|beg|beseech|call|command|dar(?:e|ing)|direct|encourag|enjoin|exhort|forb[ia]d|implor|instruct|invit|order|persuad|plead|press|remind|request|requir|shout|signal|task|tell|told|urg|warn|appeal|nudg|lobb|prod|challeng|demand|want|yell)\w*\b/iu;

/**
 * A content that hangs on its cue, in the form of a statement: "that" at its beginning dropped, an infinitive with
 * its subject and a verb in brackets ("[The city will] sell"), the object of a demand, an accusation or a verdict
 * likewise; what still is no clause stands behind the words that it hangs on (`inFrame`). What fits none of these, or
 * whose subject or number is not certain, is left as it is.
 */
export function asStatement(text: string, claim: ResolvedAttribution, context: StatementContext): string {
  const plain = withoutThat(text, claim, context);
  if (plain !== null) return plain;
  const stated = stateDirectly(text, claim, context);
  if (stated !== text || QUESTION.test(text)) return stated;
  const name = nameOf(claim, context);
  return (name === null ? null : inFrame(text, claim, context, upper(name))) ?? text;
}

/** What begins with "that": the clause without it, or all of it where "that" belongs to it; null where there is none. */
function withoutThat(text: string, claim: ResolvedAttribution, { article }: StatementContext): string | null {
  const cueWords = article.reading.slice(...(claim.cue[0] ?? [0, 0]));
  // "called | that a lie"
  if (
    claim.stance === 'judge' &&
    VERDICT_CUE.test(cueWords) &&
    /^(?:that|this)\s+(?:an?|the|one)\s/iu.test(text)
  )
    return text.replace(/^\S+/u, '$& [is]');
  const that = /^(["“‘']?)that(?:,\s+|\s+)(?=\S)/iu.exec(text);
  if (!that || isDemonstrative(text.slice(that[0].length))) return null;
  const clause = that[1]! + withoutFurtherThat(text.slice(that[0].length));
  if (claim.stance !== 'demand' || /\b(?:should|must|ought|would|will|can|could|may|might)\b/iu.test(clause))
    return clause;
  // "that the state buy the mill": without its "that" it would be no sentence.
  const wanted = /^([^,;:“"]{1,80}?)\s+(?:(not)\s+)?be\s+(?=\p{Ll})/u.exec(clause);
  if (wanted && !FINITE.test(wanted[1]!))
    return `${wanted[1]} [should] ${wanted[2] ? 'not ' : ''}be ${clause.slice(wanted[0].length)}`;
  const bare = SUBJUNCTIVE.exec(clause);
  if (bare && !FINITE.test(bare[1]!)) return `${bare[1]} [should] ${clause.slice(bare[1]!.length + 1)}`;
  return isPlainClause(clause) ? clause : text;
}

/** "adults try to", "the state buy the mill": a subject, and a verb without an ending. */
const SUBJUNCTIVE =
  /^((?:(?:the|an?|its|his|her|their|all|every|each|any)\s)?(?:(?:(?:\p{Lu}\.)+|[\p{L}\d,’'-]+)\s){0,3}?[\p{L}\d’'-]+)\s(?=(?:not\s)?(?:accept|act|adopt|agree|allow|apologi[sz]e|apply|approve|ask|avoid|ban|become|begin|bring|buy|call|cancel|carry|change|check|choose|clear|close|collect|come|condemn|consider|continue|cover|create|cut|declare|delay|deliver|disclose|do|drive|drop|ease|elect|end|enter|establish|explain|extend|face|file|find|fix|follow|free|fund|get|give|go|grant|halt|hand|have|help|hold|impose|improve|include|increase|introduce|investigate|issue|join|keep|learn|leave|let|lift|limit|list|look|maintain|make|meet|move|name|obey|offer|open|order|pass|pay|place|play|postpone|prepare|prevent|produce|protect|prove|provide|publish|put|raise|reach|read|recall|receive|recogni[sz]e|reconsider|reduce|refrain|reject|release|remain|remember|remove|repay|replace|require|resign|restore|resume|return|review|run|scrap|see|seek|sell|send|serve|set|settle|share|show|shut|sign|speak|spend|start|stay|step|stop|submit|support|suspend|take|talk|teach|testify|think|train|treat|try|turn|use|vote|wait|walk|wear|withdraw|work)\s)/u;

/** Whether the clause has a verb that can only be a statement's. */
const isPlainClause = (clause: string): boolean =>
  /\b(?:is|are|was|were|has|had|did|does)\b/iu.test(
    clause.split(/[,;:]|\s(?:who|which|that|because|if)\s/u, 1)[0]!,
  );

function stateDirectly(plain: string, claim: ResolvedAttribution, context: StatementContext): string {
  const { stance } = claim;
  const { reading } = context.article;
  const cueWords = claim.cue.map((span) => reading.slice(...span)).join(' ');
  const called = whatCalled(plain, claim, context);
  if (called !== null) return called;
  const passive = accusedOf(plain, claim, reading) ?? raised(plain, claim, reading);
  if (passive !== null) return passive;
  if (QUESTION.test(plain)) return plain;
  if (DENIES_ALL.test(sourceWords(claim, reading))) return plain;
  if (INFINITIVE.test(plain)) return infinitive(plain, claim, context);
  const forbidden = /^not\s+to\s+(?=\p{Ll})/u.exec(plain);
  if (forbidden) {
    const rest = plain.slice(forbidden[0].length);
    const told = TELLS.test(cueWords) ? addressee(claim, context) : null;
    // "asked not to be named": it is the asker who would not be.
    const who = told ?? (/\bask\w*$/iu.test(cueWords) && /^be\s/u.test(rest) ? nameOf(claim, context) : null);
    if (who) return `[${upper(who)} should] not ${rest}`;
    const own = stance === 'promise' || stance === 'agree' ? nameOf(claim, context) : null;
    return own ? `[${upper(own)} will] not ${rest}` : plain;
  }
  const denied = stance === 'deny' ? whatIsDenied(plain, claim, cueWords, context) : null;
  if (denied !== null) return denied;
  if (/^having\s+\p{Ll}+/u.test(plain)) {
    const subject = stance === 'allege' ? addressee(claim, context) : nameOf(claim, context);
    return subject ? plain.replace(/^having/u, `[${upper(subject)} had]`) : plain;
  }
  if (/\baccus\w*\b.*\bof$/iu.test(cueWords)) {
    const subject = addressee(claim, context);
    return subject ? guilty(`[${upper(subject)}`, plain, ' ') : plain;
  }
  if (/\b(?:accus|suspect|convict|acquit)\w*$/iu.test(cueWords)) {
    const accused = accusation(plain);
    if (accused !== plain) return accused;
  }
  const about = OBJECT_INFINITIVE.exec(plain);
  if (about && !FINITE.test(about[1]!) && !NO_OBJECT.test(about[1]!)) {
    const [whole, subject = '', not = '', be = ''] = about;
    const rest = withoutFurtherTo(plain.slice(whole.length));
    const who = subject.replace(/^(?:for|to)\s+/iu, '');
    const pronoun = OBJECT_PRONOUNS[who.toLowerCase()];
    if (pronoun) return plain;
    const modal = (verb: string) => `${who} [${verb}] ${not}${be}${rest}`;
    // "recommends changes to protect fish": what they are for.
    if (/\b(?:recommend|propos|suggest|advocat|seek|sought|back|support)\w*$/iu.test(cueWords)) return plain;
    if (
      stance === 'demand' ||
      stance === 'ask' ||
      (stance !== 'hope' && TELLS.test(cueWords) && isNext(claim, reading))
    )
      return modal(FORBIDS.test(cueWords) ? 'should not' : 'should');
    if (/^to\s/iu.test(subject)) return plain;
    if (stance === 'hope' || (stance === 'estimate' && !/^have\s/.test(rest))) return modal('will');
    const number = numberOf(who);
    if ((stance === 'believe' || stance === 'judge') && be && number)
      return `${who} [${number === 'one' ? 'is' : 'are'}] ${not}${rest}`;
    return plain;
  }
  const judged = verdict(plain, cueWords);
  if (judged !== plain) return judged;
  const turned = /\b(?:want|wish|like|prefer|demand)\w*$/iu.test(cueWords) ? WANTED.exec(plain) : null;
  if (
    turned &&
    (isPastForm(turned[2]!) || UNCHANGED.test(turned[2]!)) &&
    !FINITE.test(turned[1]!) &&
    !/\b(?:the|an?|by)\s+\p{L}+$/iu.test(turned[2]!)
  )
    return `${turned[1]} [should be] ${plain.slice(turned[1]!.length + 1)}`;
  const level = /\b(?:put|puts|putting|estimat\w+)$/iu.test(cueWords) ? LEVEL.exec(plain) : null;
  const many = level && numberOf(level[1]!);
  if (level && many) return `${level[1]} [${many === 'one' ? 'stands' : 'stand'}] ${level[2]}`;
  if (
    INDEFINITE.test(plain) &&
    !/\b(?:is|are|was|were|has|have|had|will|would|should|could|can|must|to)\b/iu.test(plain.slice(0, 120))
  ) {
    if (
      stance === 'demand' &&
      /\b(?:for|demand\w*|want\w*|s(?:ee|ou)k\w*|need\w*)$/iu.test(
        reading.slice(...(claim.cue.at(-1) ?? [0, 0])),
      )
    )
      return `[There should be] ${small(plain)}`;
    if (
      stance === 'estimate' &&
      /\b(?:expects?|expected|forecasts?|predicts?|predicted|anticipates?|anticipated)$/iu.test(
        reading.slice(...(claim.cue.at(-1) ?? [0, 0])),
      ) &&
      /^an?\s/iu.test(plain)
    )
      return `[There will be] ${small(plain)}`;
  }
  return withoutFurtherThat(plain);
}

/** "denied | the report" → "The report [is true]", "denied | attacking aid" → "[The army had attacked] aid"; null for other things. */
function whatIsDenied(
  text: string,
  claim: ResolvedAttribution,
  cue: string,
  context: StatementContext,
): string | null {
  if (claim.content.length > 1 || claim.content[0]![0] < claim.cue.at(-1)![1]) return null;
  if (!/\b(?:den(?:y|ies|ied|ying)|disput\w+|refut\w+|rebut\w*)$/iu.test(cue)) return null;
  const told = TOLD.exec(text);
  const number = told && numberOf(told[1]!);
  if (number) return `${text} [${number === 'one' ? 'is' : 'are'} true]`;
  const doing = /\bden\w+$/iu.test(cue) ? DOING.exec(text)?.[0] : undefined;
  const past = doing === undefined ? null : pastOfGerund(doing);
  const who = past ? nameOf(claim, context) : null;
  return who && past ? `[${upper(who)} had ${past.participle}]${text.slice(doing!.length)}` : null;
}

/** What is true or not. */
const TOLD =
  /^((?:(?:an?|the|that|this|these|those|any|all|his|her|its|their)\s)?(?:\p{Ll}+\s)?(?:accounts?|accusations?|allegations?|claims?|reports?|rumou?rs?))(?=$|\sthat\s)/u;
/** With more behind it; not what is refused ("denied planning permission"). */
const DOING =
  /^(?!(?:being|building|having|funding|hearing|housing|meeting|parking|planning|training|\p{Ll}*doing|anything|everything|something|nothing)\b)\p{Ll}{2,}ing(?=\s(?!(?:and|or|but|by|of|for|which|that|charges?|allegations?|offen[cs]es?)\b)\S)/u;

/** "remain calm and to avoid": behind "should", one verb like the other. */
const withoutFurtherTo = (rest: string): string =>
  rest.replace(
    /^((?:(?!\sto\s)[^.!?;“”"]){1,120}?\s(?:and|or|but)\s(?:not\s)?)to\s(?!(?:the|an?|my|our|his|her|its|their|your|this|that|these|those|all|any|some|other|others|others’|people|which|whom|what|how|me|us|him|them|it)\b)(?=\p{Ll}{2,})/u,
    '$1',
  );

/** "Neither side wants": to be read behind its frame only. */
const DENIES_ALL = /^(?:neither|nobody|no one|none|no)\b/iu;
const sourceWords = ({ source }: ResolvedAttribution, reading: string): string =>
  source ? reading.slice(...source) : '';

/** Not somebody who is to do something: "[Ann Orr] wanted", "they said", "willingness". */
const NO_OBJECT =
  /^\[[^\]]*\]\s\p{Ll}|^(?:[Hh]e|[Ss]he|[Tt]hey|[Ww]e|I|[Ii]t|[Aa]nd|[Bb]ut|[Oo]r|[Ss]o|[Yy]et|[Ii]n order|[Bb]ecause|[Aa]fter|[Bb]efore|[Ww]hen|[Ww]hile|[Oo]nly|[Aa]lso)(?:\s|$)|\b(?:willingness|desire|readiness|intention|intent|interest|eagerness|reluctance|commitment|refusal|failure|ability|inability|authority|opportunity|opportunities|calls?|bids?|vows?|pledges?|promises?|push|proposals?|requests?|wish|steps|measures|plans|ideas|something|anything|nothing|everything|money|funds|resources|permission|pressure|threats?)$/u;

/** With a small letter where it began a sentence. */
const small = (text: string): string =>
  text.replace(/^(?:An?|Another|More|Less|Fewer|Some|Several|No|Two|Three)(?=\s\p{Ll})/u, (word) =>
    word.toLowerCase(),
  );

/** Whether the content follows the cue at once: what stands between is whom it is said to. */
const isNext = ({ cue, content }: ResolvedAttribution, reading: string): boolean =>
  /^\s+\p{L}$/u.test(reading.slice(cue.at(-1)?.[1] ?? 0, (content[0]?.[0] ?? 0) + 1));

/** "the trunk turned into a bench", "the price of fertiliser halved" */
const WANTED =
  /^((?:it|(?:the|an?|his|her|its|their|all|these|those)\s[^,;:“”"]{1,60}?|(?:\p{Ll}+\s){0,2}?\p{Ll}+s))\s(\p{Ll}+)(?=$|\s(?:in|into|to|by|on|at|from|before|after|off|out|up|down|back|with|for|as)\b)/u;
const UNCHANGED = /^(?:put|shut|cut|gone|let|set|split|read)$/u;
/** "the toll at nine" */
const LEVEL =
  /^([^,;:“”"]{2,80}?)\s+(at\s+(?:(?:about|around|nearly|almost|some|more than|less than|at least|up to|over|between)\s+)?(?:[$€£]?\d|an?\s|one\b|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|nine\b|ten\b|dozens|hundreds|thousands|zero)[^“”"]*)$/iu;

/** "What | she called | “a farce”" → "What [Ann Orr called] “a farce”". */
function whatCalled(
  text: string,
  { content, cue, source, ...claim }: ResolvedAttribution,
  context: StatementContext,
): string | null {
  const { reading } = context.article;
  const [first, second] = content;
  if (!first || !second || !source || cue.length !== 1 || content.length > 2) return null;
  if (!/^what$/iu.test(reading.slice(...first).trim()) || source[0] < first[1] || cue[0]![1] > second[0])
    return null;
  if (source[1] > cue[0]![0] || reading.slice(first[1], second[0]).length > 80) return null;
  const name = nameOf({ content, cue, source, ...claim }, context) ?? reading.slice(...source);
  return text.replace(
    /^what\s+/iu,
    (what) => `${what}[${name} ${reading.slice(...cue[0]!).replace(/\s+/g, ' ')}] `,
  );
}

/** "to sell" → "[The city will] sell", by who is to do it: the source of a promise, the object of a demand. */
function infinitive(text: string, claim: ResolvedAttribution, context: StatementContext): string {
  const { reading } = context.article;
  const rest = withoutFurtherTo(text.replace(INFINITIVE, ''));
  const { stance } = claim;
  const cueWords = claim.cue.map((span) => reading.slice(...span)).join(' ');
  if (NO_LONGER.test(cueWords)) return text;
  if (stance === 'demand' || stance === 'ask') {
    const who = addressee(claim, context);
    if (who) return `[${upper(who)} ${FORBIDS.test(cueWords) ? 'should not' : 'should'}] ${rest}`;
    const own = /\bask\w*$/iu.test(cueWords) && /^be\s/u.test(rest) ? nameOf(claim, context) : null;
    return own ? `[${upper(own)} should] ${rest}` : text;
  }
  const who = nameOf(claim, context);
  if (!who || /\b(?:said|thought|believed|known|reported|expected)\b/iu.test(passiveCue(claim, reading)))
    return text;
  if (stance === 'refuse') return `[${upper(who)} would] ${rest}`;
  if (CLAIMS.test(cueWords)) {
    if (/^have\s/u.test(rest)) return `[${upper(who)} had] ${rest.slice(5)}`;
    const number = /^be\s/u.test(rest) ? numberOf(who) : null;
    if (number) return `[${upper(who)} ${number === 'one' ? 'is' : 'are'}] ${rest.slice(3)}`;
  }
  const own =
    stance === 'promise' ||
    stance === 'hope' ||
    stance === 'warn' ||
    stance === 'estimate' ||
    stance === 'agree';
  return own && !/^have\s/.test(rest) ? `[${upper(who)} will] ${rest}` : text;
}

/** "dropped a pledge", "had expected": what was to be, and perhaps is not. */
const NO_LONGER =
  /^(?:(?:has|have|had|also|later|then|since|\p{Ll}+ly)\s+)*(?:abandon|axe[ds]|backtrack|broke|broken|cancel|discard|ditch|drop|renege|rescind|scrap|shelve|withdrew|withdraw)\p{Ll}*\b|\bhad\s+(?:(?:always|also|long|once|\p{Ll}+ly)\s+)*(?:expected|hoped|intended|planned|wanted|feared)\b/iu;

const CLAIMS = /\b(?:claim|profess|purport|allege|admit|den(?:y|ies|ied))\w*$/iu;

const passiveCue = ({ cue }: ResolvedAttribution, reading: string): string => {
  const said = cue.map((span) => reading.slice(...span)).join(' ');
  return /^(?:is|are|was|were|been|be)\b/iu.test(said) ? said : '';
};

const FORBIDS = /\b(?:forb[ia]d\w*|bann?(?:s|ed|ing)?|prohibit\w*)\b/iu;
