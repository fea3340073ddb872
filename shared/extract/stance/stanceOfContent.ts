import type { Stance } from '../extraction.ts';
import { wordList } from '../sentenceWords.ts';
import { isPastForm } from '../verbForms.ts';
import { isInfinitive, unquoted } from './complements.ts';

/** What a verb that only says leaves open, and what it is said of. */
export interface SaidWords {
  /** Base form of the verb; empty where the lexicon knows none. */
  readonly base: string;
  /** The content's pieces in order. */
  readonly content: readonly string[];
  readonly source: string | null;
}

/** Verbs that only say: how they stand to it, the content tells. */
const NEUTRAL = wordList(`
  say tell add write state answer reply read post tweet shout according put announce argue insist stress explain
  counter retort respond continue conclude yell cry tweet maintain`);
/** Those behind which an infinitive is what somebody is to do. */
const TELLING = wordList('say tell add write answer reply shout yell announce post tweet urge');

const QUOTED = /^["“‘«„]/u;
/** A short sentence whose predicate is quoted: "the offer is “an insult”", not "it was “looking into it”". */
const VERDICT =
  /^(?:that\s+)?(?!(?:that|it|he|she|they|we|I|there|this|what|why|how|where|which)\b)(?:(?!(?:if|whether|because|when|what|who)\b)\S+\s+){1,8}?(?:is|are|was|were|looks?|seems?|sounds?)\s+[“"‘](?!\p{L}+(?:ing|ed)\b)(?:\S+\s+){0,7}\S*[”"’][.,]?$/iu;
/** "that is simply untrue" */
const UNTRUE =
  /^(?:that\s+)?(?:that|this|these|those|it|they|(?:the|these|those|such)\s+(?:claim|allegation|accusation|charge|report|rumou?r|story|suggestion)(?:s|ies)?),?(?:['’]s|\s+(?:is|are|was|were))\s+(?:all\s+|just\s+|simply\s+|\p{L}+ly\s+){0,2}(?:untrue|false|not\s+true|nonsense|rubbish|an?\s+lie|lies|fake|baseless|unfounded|fabricated)\b/iu;
const OUGHT =
  /^(?:if\s[^,.]{1,80},\s*(?:then\s+)?)?(?:(?!(?:where|which|who|that|if|when|because|as|what|how|why|whether)\b)[^\s,;:.]+\s){0,8}?(?:should|must|ought\s+to)\b(?!\s+(?:have|be\s+(?:able|fine|ready|over|enough|easy|easier|available|possible|clear)|(?:say|tell|admit|confess|add))\b)(?!\s+be\s+(?:an?|the|some\p{L}+|in|very|so)\b)/iu;
const PLEADING = /^I\s+(?:would|'d|’d)?\s*(?:beg|urge|implore|call on)\b/iu;
const NEED =
  /^(?:that\s+)?we\s+(?:all\s+|really\s+|now\s+|just\s+|badly\s+|desperately\s+)?need\s+(?!no\b)/iu;
/** "I won't discuss it", "that she would not comment" */
const UNWILLING =
  /^(?:that\s+)?(?:I|we|he|she|they|it)\s*(?:wo|would|will|am|are|is)?(?:n['’]t|['’]m\s+not|['’]re\s+not|\s+not)\s+(?:be\s+)?(?:going\s+to\s+)?(?:comment|discuss|speculate|disclose|reveal|elaborate|commenting|discussing|speculating|drawn)\b|^(?:["“‘])?no comment\b/iu;

/** Adjectives and nouns that say nothing but what somebody thinks of it. */
const VALUING = wordList(`
  absurd admirable amazing appalling atrocious awful bad beautiful brilliant brutal callous catastrophe catastrophic
  cowardly crazy cruel cynical dangerous deplorable despicable disappointing disaster disastrous disgrace disgraceful
  disgusting dishonest embarrassing embarrassment excellent extraordinary failure fantastic farce foolish friendly
  great heartless heroic horrible horrific hypocritical inadequate indefensible inexcusable inhumane injustice insane insult
  insulting irresponsible joke laughable ludicrous mess mistake monstrous naive nightmare offensive outrage outrageous
  overdue pathetic pointless reckless reprehensible ridiculous rude scandal scandalous senseless shameful
  shocking shoddy silly stupid sloppy superb terrible terrific tragedy tragic unacceptable undemocratic unfair unforgivable
  unjust unreasonable useless vile weak wonderful worthless wrong`);
const PREDICATE =
  /^(?:that\s+)?(?!(?:I|we|there|if|when|no|not|what|who)\b)(?:(?!(?:there|thinks?|thought|says?|said|tells?|told|believes?|asks?|asked|if|whether|who|which)\b)[^\s,;:.]+\s+){1,8}?(?:is|are|was|were|has\s+been|had\s+been)\s+(?:(?:an?|the|one)\s+)?(?:(?:so|too|very|such|quite|just|simply|utterly|totally|completely|absolutely|deeply|really|truly|\p{L}+ly)\s+){0,2}(?:an?\s+)?(\p{L}+)/iu;
/** Verbs that command where they begin what is quoted. */
const COMMANDS = wordList(`
  accept ask bring build buy call cancel check close come cut drop fight find fix get give go help hire hold join
  keep leave let listen move open pay pick put release remove resign return run save sell send show sit start stay
  stop take talk tell try turn use vote wait wake walk watch work write`);
const AFTER_COMMAND =
  /^(?:the|an?|my|your|our|their|his|her|its|this|that|these|those|it|them|him|us|me|to|in|into|at|on|out|up|off|down|away|back|home|here|there|with|until|calm|quiet|one|two|three|four|five|six|seven|eight|nine|ten|\d+|\p{Lu}\S*)$/u;
/** "Let me be clear", "Let me tell you" */
const LET_ME = /^let\s+me\s+(?:be|say|tell|explain|add|ask|put|make|just)\b/iu;

/** Who foretells by trade. */
const FORECASTER =
  /\b(?:forecasters?|meteorolog\p{L}+|met office|weather (?:service|office|bureau|centre|center|agency)|observatory|economists?|analysts?|pollsters?)\b/iu;
const AHEAD = /\b(?:will|would|could|['’]ll)\b/iu;
/** What somebody says that it will come to: "would cost €400,000", "will run out within ten days". */
const AMOUNTING =
  /\b(?:will|would|could|['’]ll|won['’]t)\s+(?:not\s+|probably\s+|likely\s+|only\s+|soon\s+){0,2}(?:cost|rise|fall|last|reach|grow|shrink|total|exceed|climb|decline|drop|increase|decrease|double|triple|halve|average|take|run\s+out|hit|peak)\b[^.;]{0,60}?(?:[$€£¥]|\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|dozens?|hundreds?|thousands?|half|third|quarter)\b)/iu;

/** What somebody says that he, or those he speaks for, will do for others: "that the firm would replace each bag". */
const COMMITTING =
  /^(?:that\s+)?(?:it|he|she|they|we|I|(?:the|its|our|their)\s+(?:company|firm|government|council|ministry|bank|union|club|city|state|service|agency|charity|school|hospital|university|administration|department|team|group|staff)),?(?:['’]ll|\s+(?:will|would|['’]d))\s+(?:now\s+|then\s+|also\s+|always\s+|soon\s+|fully\s+|\p{L}+ly\s+){0,2}(?:act|address|buy|compensate|comply|contribute|cooperate|co-operate|cover|deliver|donate|ensure|examine|fix|fund|help|hire|honou?r|improve|investigate|keep|lend|listen|look\s+(?:at|into)|make\s+(?:sure|good)|mend|offer|pay|protect|provide|publish|rebuild|refund|reimburse|release|repair|repay|replace|respect|restore|review|share|support|talk|upgrade|work\s+(?:with|to))\b/iu;
/** "that the ferry would sail again on Saturday" */
const AGAIN =
  /^(?:that\s+)?(?!(?:if|when|no|nobody)\b)(?:[^\s,;:.]+\s+){1,8}?(?:will|would)\s+(?:reopen|resume|restart|be\s+(?:restored|repaired|rebuilt|replaced|reopened|reinstated|refunded|repaid)|\p{Ll}+\s+again)\b/iu;

/** Who accuses by trade; what they say of others' deeds is not proved yet. */
const ACCUSER =
  /\b(?:prosecutors?|prosecution|indictments?|lawsuits?|plaintiffs?|charge sheet|charging documents?|criminal complaint)\b/iu;
/** Who is said to have done wrong, by name or description: "the bank had misled its clients", not "clients were misled". */
const WRONGDOING =
  /^(?:that\s+)?(?!(?:that|I|we|he|she|they|it|you|nobody|there|if|when)\b)(?:(?!(?:if|whether|when|who|which|that|not|never|no|because|would|could|may|might)\b)[^\s;:.]+\s+){1,10}?(?<!\b(?:was|were|been|being|be|is|are|get|gets|got)\s)(?:stole|stolen|forged|falsified|fabricated|lied|cheated|bribed|embezzled|defrauded|smuggled|laundered|shredded|tampered|extorted|swindled|violated|breached|raped|molested|assaulted|tortured|misled|deceived|plagiari[sz]ed|looted|broke(?:n)?\s+the\s+law|owed|owes|(?<=\b(?:is|are|was|were)\s)lying)\b/iu;
/** Whose finding is a verdict. */
const JUDGING =
  /\b(?:judges?|courts?|jury|jurors|tribunal|magistrates?|regulators?|ombudsman|watchdog|arbitrators?)\b/iu;

/**
 * How somebody stands to what he says, where his verb does not tell: "told him to go" demands, "said that was a lie" denies,
 * "said prices would rise by 4 percent" estimates. Null where the content does not tell either, or the verb does.
 */
export function stanceOfContent({ base, content, source }: SaidWords): Stance | null {
  const what = unquoted(content[0] ?? '');
  const who = (source ?? '').replace(/\b(?:who|whose|whom|which|that)\b[\s\S]*$/u, '');
  if (base === 'find') return JUDGING.test(who) ? 'judge' : null;
  // "He concluded: “…”" tells when it was said.
  if (base === 'conclude' && !content.every((piece) => QUOTED.test(piece))) return null;
  if (base !== '' && !NEUTRAL.has(base) && !TELLING.has(base))
    return ACCUSING.has(base) && isAccused(what, who) ? 'allege' : null;
  const whole = joined(content);
  // Of a passive, who is told stands before: "Thousands | were told | not to return".
  if (TELLING.has(base) && content.some((piece, i) => isInfinitive(i === 0 ? what : piece)))
    return base === 'say' && (QUOTED.test(content[0] ?? '') || content.length > 1) ? null : 'demand';
  if (isDemand(whole, QUOTED.test(content[0] ?? ''))) return 'demand';
  if (/^yes\b/iu.test(whole)) return 'agree';
  if (/^beware\b/iu.test(whole)) return 'warn';
  if (isQuestion(whole)) return 'ask';
  if (UNTRUE.test(whole)) return 'deny';
  if (UNWILLING.test(whole)) return 'refuse';
  if (isForecast(whole, who)) return 'estimate';
  if (COMMITTING.test(whole) || AGAIN.test(whole)) return 'promise';
  if (base !== '' && (isAccused(what, who) || WRONGDOING.test(what))) return 'allege';
  if (VERDICT.test(what) || isVerdict(whole)) return 'judge';
  return base === 'conclude' ? 'assert' : null;
}

/** Its pieces without marks, in sentences as far as a frame between them tells: "“They left,” he said. “Go.”" */
const joined = (content: readonly string[]): string =>
  content
    .map((piece, i) =>
      /^["“‘]?(?!I\b)\p{Lu}/u.test(content[i + 1] ?? '') ? piece.replace(/,(["”’]*)$/u, '.$1') : piece,
    )
    .join(' ')
    .replace(/["“”‘«»„]|(?<!\p{L})['’]|['’](?!\p{L})/gu, '');

/** Verbs that assert and, of those who accuse, allege. */
const ACCUSING = wordList('claim suggest assert contend');

function isDemand(said: string, isQuoted: boolean): boolean {
  if (/^please\b/iu.test(said) || PLEADING.test(said) || NEED.test(said)) return true;
  if (OUGHT.test(said.replace(/^that\s+/u, ''))) return true;
  if (!isQuoted) return false;
  const words = said.replace(/^(?:(?:so|then|now|just|and|but|don['’]t|do not|never),?\s+){1,2}/iu, '');
  const [first = '', second = ''] = words.split(/\s+/);
  const verb = first.replace(/[.!,]+$/u, '').toLowerCase();
  if (!COMMANDS.has(verb) || LET_ME.test(words)) return false;
  return second === ''
    ? words.trim() !== ''
    : /[.!]$/u.test(first) || AFTER_COMMAND.test(second.replace(/[.,!;:]+$/u, ''));
}

/** "that the plan is simply absurd" */
const isVerdict = (said: string): boolean =>
  VALUING.has(PREDICATE.exec(said)?.[1]?.toLowerCase() ?? '') && said.split(/\s+/).length <= MOST_OF_VERDICT;

/** Words: longer sayings tell more than what somebody thinks of it. */
const MOST_OF_VERDICT = 25;

/** Nothing but direct questions. */
const isQuestion = (said: string): boolean => /\?\s*$/u.test(said) && !/[.!](?:\s|$)/u.test(said);

const isForecast = (said: string, source: string): boolean =>
  AMOUNTING.test(said) || (FORECASTER.test(source) && AHEAD.test(said.slice(0, 120)));

/** What happened, as the prosecution has it. */
function isAccused(said: string, source: string): boolean {
  if (!ACCUSER.test(source) || /^(?:that\s+)?(?:I|we|they)\b/iu.test(said)) return false;
  const words = said.split(/\s+/).slice(0, 14);
  return (
    words.some((word) => isPastForm(word) || /^(?:was|were)$/iu.test(word)) && !AHEAD.test(words.join(' '))
  );
}
