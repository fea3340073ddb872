import type { Span } from '../span.ts';
import type { SourceKind } from './extraction.ts';
import type { Draft } from './frameQuotations.ts';
import { wordList } from './sentenceWords.ts';
import { kindOfNoun } from './sourceNouns.ts';

/** Participles after which the grammatical subject is who is told, asked or spoken of: not who says it. */
const TRANSFERRED = wordList(`
  accused advised alleged asked assumed assured believed blamed called charged claimed considered deemed described encouraged estimated
  expected feared forecast held informed instructed invited judged known labeled labelled notified ordered permitted predicted presumed
  promised projected questioned rated reassured regarded reminded reported required rumored rumoured said seen suspected thought told
  understood urged viewed warned`);
/** "A man believed to be his son": of whom it is thought, without an auxiliary. With "to be" or "to have" behind them they are no past tense. */
const REDUCED =
  /^(?:(?:also|now|once|still|widely|long|\p{Ll}+ly)\s)?(?:alleged|believed|considered|deemed|estimated|presumed|reported|rumou?red|said|suspected|thought|understood)$/u;
const TO_BE = /^to\s(?:be|have)\b/u;
const PRONOUN = /^(?:i|we|you|he|she|it|they|who)$/iu;
const BE = wordList("am is are was were be been being 's 're 'm");
const BETWEEN = /^(?:not|n't|also|still|now|then|once|often|never|\p{L}+ly)$/u;
/** "It emerged", "it is feared": the cue's own "it" stands for nobody. */
const IMPERSONAL = /^it\s/iu;
/** "encouraged to proceed by two of its shareholders": who did. */
const AGENT = /\sby\s(?<agent>[^,;:“”"]{2,60})$/u;
/** Where the head of what names the agent ends: "shareholders", "staff of the committee". */
const AFTER_HEAD = /\s(?:in|from|for|at|on|with)\s/u;
/** The same between the cue and its content: "was told | by a member of staff | that". */
const AGENT_BETWEEN = /^\sby\s(?<agent>[^,;:()“”"\n]{2,80})\s$/u;
/** "Told to wait by the church": a place. */
const PLACED = /^to\s(?:gather|live|meet|park|remain|sit|sleep|stand|stay|wait)\b/u;
/** A passive of its own: "to be ratified by the Senate" does not tell who expects it. */
const OTHER_PASSIVE =
  /\b(?:be|been|being|is|are|was|were|get|got)\s(?:\p{L}+ly\s)?\p{L}+(?:ed|en|[dg]ht|ld|un|ut|id|wn)\b/u;
const SOMEBODY: ReadonlySet<SourceKind> = new Set(['person', 'group', 'organization']);
const TOLD_TO = /^to\s\p{Ll}+/u;

/**
 * An attribution in the passive without the one who is told or spoken of as its source ("The mayor was asked whether …", "it is believed
 * to have sunk", "it emerged that …"). The noun before a mere participle belongs to the content, as the subject of a passive does: "a ship
 * thought to have sunk". Where the content names who did it at its end, that one is the source: "had been encouraged to
 * proceed by two of its shareholders", and likewise before it: "had been told by a guard that it was open".
 */
export function withoutPatient(reading: string, draft: Draft): Draft {
  const { source, cue, content } = draft;
  const [first] = cue;
  if (!first) return draft;
  const text = reading.slice(...first);
  if (IMPERSONAL.test(text)) return isBefore(source, first) ? { ...draft, source: null } : draft;
  if (source && isReduced(reading, draft, first))
    return { ...draft, source: null, content: [source, ...content] };
  if (!isPassive(text)) return draft;
  const patient = isBefore(source, first);
  if (source && !patient) return draft;
  const between = agentBetween(reading, first, content[0]!);
  if (between) return { ...draft, source: between };
  const agent = content.length === 1 ? agentAtEnd(reading, content[0]!) : null;
  if (!agent) return patient ? { ...draft, source: null } : draft;
  return { ...draft, source: agent.source, content: [agent.content] };
}

const isBefore = (source: Span | null, cue: Span): boolean => source !== null && source[1] <= cue[0];

/** Whether a cue is "was asked", "had been told", "is widely believed" or the like, without the one who did it. */
export function isPassive(cue: string): boolean {
  const words: string[] = cue.toLowerCase().match(/[\p{L}]+(?=n['’]t)|n['’]t|['’]\p{L}+|\p{L}+/gu) ?? [];
  const at = words.findLastIndex((word) => TRANSFERRED.has(word));
  if (at === -1 || words.includes('by')) return false;
  let be = at - 1;
  while (be > 0 && BETWEEN.test(words[be]!)) be--;
  return be >= 0 && BE.has(words[be]!.replace('’', "'"));
}

/** Whether the cue is a participle that tells of the noun before it: "a woman | thought | to be his daughter". */
const isReduced = (reading: string, { source, content }: Draft, cue: Span): boolean =>
  source !== null &&
  reading.slice(source[1], cue[0]) === ' ' &&
  REDUCED.test(reading.slice(...cue)) &&
  TO_BE.test(reading.slice(content[0]![0], content[0]![0] + 8)) &&
  !PRONOUN.test(reading.slice(...source));

/** Who stands behind "by" between a cue and its content, where that is somebody. */
function agentBetween(reading: string, [, end]: Span, [start]: Span): Span | null {
  if (start <= end || start - end > 90) return null;
  const match = AGENT_BETWEEN.exec(reading.slice(end, start));
  if (!match) return null;
  const { agent } = match.groups as { agent: string };
  const from = end + match[0].indexOf(agent, ' by '.length);
  return isSomebody(agent) ? [from, from + agent.length] : null;
}

function agentAtEnd(reading: string, [start, end]: Span): { source: Span; content: Span } | null {
  const said = reading.slice(start, end);
  const match = TOLD_TO.test(said) && !PLACED.test(said) ? AGENT.exec(said) : null;
  if (!match || OTHER_PASSIVE.test(said.slice(0, match.index))) return null;
  if (!isSomebody(match.groups!.agent!)) return null;
  return { source: [end - match.groups!.agent!.length, end], content: [start, start + match.index] };
}

/** Whether a phrase names persons, a group or an organization by a noun that is known for one. */
function isSomebody(phrase: string): boolean {
  const nouns: string[] = phrase.split(AFTER_HEAD)[0]!.match(/[\p{L}-]+/gu) ?? [];
  return [nouns.at(-1) ?? '', nouns[nouns.indexOf('of') - 1] ?? ''].some((noun) =>
    SOMEBODY.has(kindOfNoun(noun)),
  );
}
