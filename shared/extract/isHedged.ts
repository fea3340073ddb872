import { isGoverned } from './clauses.ts';
import { type SentenceWord, wordList } from './sentenceWords.ts';

/** They hedge wherever they stand. */
const ADVERBS = wordList(`
  perhaps maybe probably possibly potentially presumably seemingly apparently reportedly allegedly supposedly purportedly
  ostensibly conceivably arguably unconfirmed rumoured rumored`);

/** Modal verbs, unless what stands around them says otherwise. */
const MODALS = wordList('may might could would');

/** "is … to": what is held by nobody who is named. */
const HELD = wordList(`
  believed thought said reported alleged understood feared expected assumed presumed estimated suspected rumoured rumored
  tipped projected`);
const BE = wordList("is are was were be been being 's 're");

/** "as likely as", "three times more likely": a comparison of chances, no guess. */
const COMPARING = wordList('as more less equally how times twice so');

/** "ask if" and the like bring a question; "as if" and "even if" make no condition. */
const BEFORE_OTHER_IF = wordList(`
  as even ask asks asked asking wonder wonders wondered wondering know knows knew see saw check checks checked decide decides
  decided test tested doubt doubts doubted unclear what sure matter or and`);
const AFTER_OTHER_IF = wordList('not any anything only ever at nothing');

/** "might" the noun: "the full might of the navy". */
const BEFORE_MIGHT = wordList(`
  the a his her its their our my your all full sheer military naval air economic industrial financial political nuclear imperial
  combined raw with by and`);

/** After "could": what was to be perceived. */
const PERCEIVED = wordList('heard seen felt smelled smelt tasted made');
/** Before or after "could": an ability that lacked, no guess. */
const UNABLE = wordList("not n't never hardly barely scarcely nobody no-one nothing neither nor only");

/** After "would": what went on, or came later, in the past; and wishes. */
const TOLD_PAST = wordList(`
  later eventually often sometimes always usually regularly never become like love rather soon once`);

/** Sets off what a clause says from what goes before. */
const FAR = 4;

/**
 * Whether the publisher lessens its own assurance in a sentence or clause: by a word that always does ("reportedly"), or one that
 * does where it stands ("may", but not "in May"; "is believed to", but not "believed in"). A hedge in a part that only describes
 * something ("a piano that nobody could carry down") is none of the whole. The lexicon, and why: docs/decisions/12-narrated.md.
 *
 * @param words of the clause
 * @param quoted whether a word stands in quotation marks: what is quoted is not the publisher's reserve
 */
export function isHedged(
  words: readonly SentenceWord[],
  quoted: (word: SentenceWord) => boolean = () => false,
): boolean {
  return words.some((word, i) => isHedge(words, i) && !quoted(word));
}

function isHedge(words: readonly SentenceWord[], i: number): boolean {
  const { lower, text } = words[i]!;
  const at = (offset: number) => words[i + offset]?.lower ?? '';
  const near = (set: ReadonlySet<string>, from: number, to: number) => {
    for (let offset = from; offset <= to; offset++) if (set.has(at(offset))) return true;
    return false;
  };
  // "Maybe", a song; "May", a month or a prime minister.
  if (/^\p{Lu}/u.test(text) && (i > 0 || lower === 'may')) return false;
  if (ADVERBS.has(lower)) return true;
  if (MODALS.has(lower)) return isModalHedge(words, i, at, near) && !isGoverned(words, i);
  switch (lower) {
    case 'likely':
      return !COMPARING.has(at(-1));
    case 'unlikely':
      return !/^(?:an?|the|his|her|its|their|most)$/.test(at(-1));
    case 'possible':
      return (
        at(1) === 'that' || (/^(?:is|was|remains|be|'s)$/.test(at(-1)) && at(1) !== 'to' && at(-2) === 'it')
      );
    case 'appear':
    case 'appears':
    case 'appeared':
      return (
        /^(?:to|that|as|likely|unlikely|set|certain|ready|unable|unwilling)$/.test(at(1)) &&
        !isGoverned(words, i)
      );
    case 'seem':
    case 'seems':
    case 'seemed':
      return !isGoverned(words, i);
    case 'look':
    case 'looks':
    case 'looked':
      return (
        /^(?:set|poised|certain|bound|doomed)$/.test(at(1)) ||
        (at(1) === 'as' && /^(?:if|though)$/.test(at(2)))
      );
    case 'if':
      return !BEFORE_OTHER_IF.has(at(-1)) && !AFTER_OTHER_IF.has(at(1));
    case 'unless':
      return true;
    default:
      return HELD.has(lower) && at(1) === 'to' && near(BE, -FAR, -1) && !isGoverned(words, i);
  }
}

function isModalHedge(
  words: readonly SentenceWord[],
  i: number,
  at: (offset: number) => string,
  near: (set: ReadonlySet<string>, from: number, to: number) => boolean,
): boolean {
  switch (words[i]!.lower) {
    case 'might':
      return !BEFORE_MIGHT.has(at(-1)) && i < words.length - 1 && !/^(?:of|[.,;:)”"])$/.test(at(1));
    case 'could':
      if (near(UNABLE, -2, 1)) return false;
      return !(at(1) === 'be' && near(PERCEIVED, 2, 3)) && !/^(?:hear|see|feel|smell|afford)$/.test(at(1));
    case 'would':
      return (
        at(1) !== '-' &&
        !near(TOLD_PAST, 1, 1) &&
        !(UNABLE.has(at(1)) && /^(?:say|comment|give|name|confirm|discuss)$/.test(at(2)))
      );
    default:
      // "Neither side may speak to the press."
      return !/^(?:no|neither|nobody)$/.test(words[0]!.lower);
  }
}
