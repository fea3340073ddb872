import { upper } from './nounForms.ts';
import type { ResolvedAttribution } from './references.ts';

/** "The auction | is expected | to be held" → "The auction [will] be held"; else the cue stands in its place, in brackets. */
export function raised(
  text: string,
  { content, cue, stance }: ResolvedAttribution,
  reading: string,
): string | null {
  const [first, second] = content;
  if (!first || !second || content.length > 2 || cue.length !== 1) return null;
  if (cue[0]![0] < first[1] || cue[0]![1] > second[0]) return null;
  if (!/^\s*,?\s*$/.test(reading.slice(first[1], cue[0]![0]))) return null;
  const said = reading
    .slice(...cue[0]!)
    .replace(/\s+/g, ' ')
    .trim();
  const be = /^(?:is|are|was|were)\b/iu.exec(said)?.[0].toLowerCase();
  const rest = /^to\s+(be\b|have\b)?/iu.exec(reading.slice(...second));
  if (!rest) return be ? inPlace(text, said, reading.slice(...second)) : null;
  if (/^[^[]*\S\s+to\s/u.exec(text) === null) return null;
  const at = text.indexOf(` to ${reading.slice(second[0] + 3, second[0] + 6)}`);
  if (at === -1) return null;
  const relative = /^(?:who|which|that)$/iu.test(text.slice(0, at));
  const subject = relative ? antecedent(reading, first[0]) : text.slice(0, at);
  if (subject === null) return null;
  const open = (words: string) =>
    relative ? `[${upper(subject)} ${words}]` : `${subject.replace(/,$/u, '')} [${words}]`;
  const predicate = text.slice(at + 4);
  const now = be === 'is' || be === 'are';
  if (be && stance === 'demand') return `${open('should')} ${predicate}`;
  if (be && rest[1] === 'have' && now) return `${open(be === 'is' ? 'has' : 'have')} ${predicate.slice(5)}`;
  if (be && rest[1] !== 'have' && stance === 'estimate')
    return `${open(now ? 'will' : 'would')} ${predicate}`;
  if (be && rest[1] === 'be' && now) return `${open(be)} ${predicate.slice(3)}`;
  return said.length > LONGEST_CUE || UNPLAIN.test(said) ? null : `${open(said)} to ${predicate}`;
}

/** "Rain | is forecast | for the night" → "Rain [is forecast] for the night"; null where that is not plain. */
function inPlace(text: string, said: string, rest: string): string | null {
  const opening = TIMED.exec(rest)?.[0];
  if (opening === undefined || said.length > LONGEST_CUE || UNPLAIN.test(said)) return null;
  const at = text.indexOf(` ${opening}`);
  return at <= 0 || /^(?:who|which|that)$/iu.test(text.slice(0, at))
    ? null
    : `${text.slice(0, at).replace(/,$/u, '')} [${said}]${text.slice(at)}`;
}

const TIMED = /^(?:in|within|on|at|by|from|for|as|next|this|later|early|late|until)\s\S+/u;
/** UTF-16 code units. */
const LONGEST_CUE = 60;
/** What the polarity tells, and what is no plain verb group. */
const UNPLAIN = /\b(?:not|never|no)\b|n['’]t\b|[“”"(),;:]/iu;

/** "The trial, which": what a relative pronoun means, where that alone opens the sentence; else null. */
function antecedent(reading: string, at: number): string | null {
  const before =
    /(?:^|[.!?]["”’)]*\s+|\n\s*)((?:The|An?|His|Her|Its|Their|\p{Lu})[^.!?,;:“”"()\n]{2,60}),\s+$/u.exec(
      reading.slice(Math.max(0, at - 80), at),
    )?.[1];
  if (before === undefined) return null;
  // "It plans a larger trial, which"
  const object = OBJECT.exec(before)?.[1];
  if (object !== undefined) return object;
  return VERBAL.test(before) || /\b\p{Ll}+ed\b/u.test(before) ? null : before;
}

/** What a verb of planning or showing has behind it, without more. */
const OBJECT =
  /\b(?:announc|commission|launch|order|plan|promis|propos|publish|start|unveil)\p{Ll}*\s((?:an?|the)(?:\s(?!(?:of|in|for|on|at|by|with|from|to|and|or|as|about|that|into|over)\b)[\p{L}-]+){1,3})$/u;

const VERBAL =
  /\b(?:is|are|was|were|has|have|had|will|would|can|could|should|may|might|must|do|does|did|said|says|say|told|tells|hopes|plans|thinks|that|which|who)\b|\s(?:I|we|he|she|it|they)\s/iu;
