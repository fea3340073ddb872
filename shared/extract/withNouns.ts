import type { WordRange } from './decodeSpans.ts';
import type { Attribution } from './linkAttributions.ts';
import type { Word } from './readWords.ts';
import { wordList } from './sentenceWords.ts';

/** Nouns for what somebody says or thinks. */
const NOUNS = wordList(`
  account accounts admission allegation allegations announcement argument assertion assertions assessment assurance assurances belief
  boast claim claims complaint complaints conclusion contention conviction denial fear fears finding findings forecast hint hints hope
  hopes insistence opinion pledge pledges prediction predictions promise promises remark report reports ruling statement statements
  suggestion suggestions suspicion suspicions testimony threat threats verdict view vow warning warnings`);
/** What such a noun may have before it: "his repeated assurance that". */
const ADJECTIVES = wordList(`
  initial earlier early first last latest later own new old recent previous former repeated original public official false frequent
  written sworn oft-repeated long-held central main`);
/** Between noun and "that": "claim last spring that". */
const WHEN = wordList(`
  last this earlier on in week month year spring summer autumn winter monday tuesday wednesday thursday friday saturday sunday
  january february march april may june july august september october november december yesterday today`);
const POSSESSIVES = wordList('his her its their my our your');
const DETERMINERS = wordList(
  'a an the his her its their my our your this that these those some one two three another',
);
/** No word of a noun phrase: a source begins behind it. */
const BEFORE_SOURCE = wordList(`
  of in on at by for from to with about against after before over under into despite amid following and or but nor if whether because
  when while as than not n't is are was were be been has have had do does did will would can could may might must should , ; : ( “ " ” — –
  said says told asked denied rejected dismissed repeated quoted cited withdrew believed disputed echoed heard doubted read`);
const ENDING = /^[;:—–”)(]$/;
const JOINING = /^(?:and|but|which|who|while|though|although|as|adding|saying|prompting|because)$/i;

/** How often such claims are right: an estimate, annotated news nests too few of them to measure. */
const PROBABILITY = 0.8;
/** Longest source, longest time between noun and "that", in words. */
const LONGEST_SOURCE = 6;
const LONGEST_WHEN = 3;

/** Verbs that do something to what was said: "withdrew his claim that" is more than "made his claim that". */
const TAKING_BACK =
  /^(?:abandon|challenge|contradict|defend|den(?:y|ie)|dismiss|disput|doubt|drop|question|reject|repudiat|retract|revers|withdr[ae]w)/;

/**
 * Adds what nouns attribute that have an owner and a clause with "that" behind them, where the model sees less:
 *
 * - inside somebody's words, where it sees no cue: "said that [the firm] had withdrawn [its] [statement] [that …]"
 * - where it takes the noun for a part of the verb's cue: "repeated [a shepherd]['s account] [that the rebels had left]", whose outer
 *   content is all behind "repeated"
 *
 * @param words all of the article's
 * @param attributions all that were found
 * @returns those, some with a shorter cue and a longer content, and the new ones
 */
export function withNouns(words: readonly NounWord[], attributions: readonly Attribution[]): Attribution[] {
  const parted = attributions.flatMap((attribution) => partCue(words, attribution));
  const taken = new Set<number>();
  for (const { cue } of parted)
    for (const { start, end } of cue) for (let i = start; i < end; i++) taken.add(i);
  const found: Attribution[] = [];
  for (const { content } of parted) {
    for (const around of content) {
      for (let i = around.start + 1; i < around.end - 2; i++) {
        if (taken.has(i)) continue;
        const frame = ownedNoun(words, i, around);
        if (!frame) continue;
        for (let k = frame.cue.start; k < frame.cue.end; k++) taken.add(k);
        const said = { start: frame.cue.end, end: clauseEnd(words, frame.cue.end, around.end) };
        found.push({ source: frame.source, cue: [frame.cue], content: [said], probability: PROBABILITY });
      }
    }
  }
  return [...parted, ...found];
}

type NounWord = Pick<Word, 'surface' | 'sentence'>;

/** The one whose noun it is, and the noun, with the time behind it and a possessive 's before it. */
interface NounFrame {
  readonly source: WordRange;
  readonly cue: WordRange;
}

/** An attribution with an owned noun at the end of its cue as two: what is done to the noun, and what the noun attributes. */
function partCue(words: readonly NounWord[], attribution: Attribution): Attribution[] {
  const [cue] = attribution.cue;
  const [said] = attribution.content;
  if (!cue || !said || attribution.cue.length > 1 || said.start !== cue.end) return [attribution];
  const frame = ownedNoun(words, cue.end - 1, { start: cue.start, end: said.end });
  if (!frame || frame.source.start <= cue.start || frame.cue.end !== said.start) return [attribution];
  const verb = words[frame.source.start - 1]!.surface.toLowerCase();
  const isOwn = POSSESSIVES.has(words[frame.source.start]!.surface.toLowerCase());
  if (isOwn && !TAKING_BACK.test(verb)) return [attribution];
  const [, ...more] = attribution.content;
  return [
    {
      ...attribution,
      cue: [{ start: cue.start, end: frame.source.start }],
      content: [{ start: frame.source.start, end: said.end }, ...more],
    },
    {
      source: frame.source,
      cue: [frame.cue],
      content: [said],
      probability: attribution.probability * PROBABILITY,
    },
  ];
}

function ownedNoun(words: readonly NounWord[], noun: number, around: WordRange): NounFrame | null {
  const lower = (i: number) => words[i]!.surface.toLowerCase();
  if (!NOUNS.has(lower(noun))) return null;
  let that = noun + 1;
  while (that < around.end && that - noun <= LONGEST_WHEN && WHEN.has(lower(that))) that++;
  if (that >= around.end - 2 || lower(that) !== 'that') return null;
  let owner = noun - 1;
  while (owner > around.start && ADJECTIVES.has(lower(owner))) owner--;
  if (owner < around.start) return null;
  if (POSSESSIVES.has(lower(owner)))
    return { source: { start: owner, end: owner + 1 }, cue: { start: owner + 1, end: that } };
  const source = /^'s?$/.test(words[owner]!.surface) ? phraseBefore(owner) : null;
  return source && { source, cue: { start: owner, end: that } };

  function phraseBefore(end: number): WordRange | null {
    let start = end;
    while (start > around.start && end - start < LONGEST_SOURCE && !BEFORE_SOURCE.has(lower(start - 1))) {
      start--;
      if (DETERMINERS.has(lower(start))) break;
    }
    const isNamed = start < end && (DETERMINERS.has(lower(start)) || /^\p{Lu}/u.test(words[start]!.surface));
    return isNamed ? { start, end } : null;
  }
}

/** Where a clause ends that begins at a word: at a sign that begins something new, or its sentence's end. */
function clauseEnd(words: readonly NounWord[], start: number, limit: number): number {
  const { sentence } = words[start]!;
  let end = start + 1;
  for (; end < limit && words[end]!.sentence === sentence; end++) {
    if (ENDING.test(words[end]!.surface)) break;
    if (words[end]!.surface === ',' && JOINING.test(words[end + 1]?.surface ?? '')) break;
  }
  while (/^[.,]$/.test(words[end - 1]!.surface)) end--;
  return end;
}
