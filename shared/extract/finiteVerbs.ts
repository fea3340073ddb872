import { type SentenceWord, wordList } from './sentenceWords.ts';

/**
 * What a word can be where it stands. `sure`: a finite verb ("was", "fell"); `likely`: one when its subject stands before it
 * ("opened", "sold", "plans"); `maybe`: only its ending is that of one ("motions"). null: it is none.
 */
export type VerbForm = 'sure' | 'likely' | 'maybe' | null;

const AUXILIARIES = wordList(`
  am is are was were has have had do does did can could may might must shall should will would ca wo ain 're 've 'll 'm`);

/** Pasts that are no participles. */
const PASTS = wordList(`
  arose ate became began bit blew bore broke came chose did drank drew drove fell flew forbade forgot froze gave grew knew lay
  overtook ran rang rode rose sang sank saw shook shrank slew spoke sprang stank stole strode swam swore took threw tore trod
  underwent understood went withdrew woke wore wove wrote`);
/** Pasts that are participles, too: "the book found in the attic". */
const PASTS_OR_PARTICIPLES = wordList(`
  bent bled bought bound brought built burnt caught clung crept dealt dug fed felt fled fought found got heard held hid hung
  kept knelt laid leant leapt led left lent lost made meant met paid said sent shone shot slept slid slung smelt sold sought
  spent spun stood struck stuck stung swept swung taught thought told undertook upheld wept withheld withstood won wound`);

/** Frequent verbs in the form that plurals take, and those whose past is the same. Most can be nouns, too. */
const BASES = wordList(`
  accept add agree aim allow appear apply argue arrive ask attend avoid become begin believe belong bet break bring build
  burn burst buy call carry catch cause change charge check choose claim close come compete consider contain continue cost
  cover create cut deal decide declare deliver demand depend deserve develop differ die discuss draw dream drink drive earn
  eat employ end enjoy enter exist expect explain extend face fail fall fear feel fight fill find fit flow fly follow force
  forget form gain gather get give go grow happen hate have hang hear help hide hit hold hope hurt include increase join keep
  kill know lack lay lead learn leave let lie like live look lose love make matter mean meet mind miss move need occur offer
  open own pass pay plan play point prefer prepare produce prove provide push put quit raise rank reach read receive refuse
  rely remain remember represent require rest resume return rise roll run say see seek seem sell send serve set share show shut
  sing sink sit sleep speak spend split spread stand start stay stick stop strike struggle study suffer suggest support
  survive take talk teach tell tend think travel treat try turn understand use vary visit vote wait walk want warn watch
  wear win wish work worry write`);

const NO_VERBS = wordList(`
  hundred indeed red bed shed seed speed breed creed sacred naked hatred kindred rugged wicked aged need deed weed steed
  always perhaps across besides towards afterwards sometimes his its hers theirs ours yours this thus us yes news
  as is plus minus less unless series species alas whereas nowadays overseas upstairs downstairs outdoors indoors
  politics economics mathematics physics athletics premises headquarters`);

/** No finite verb follows one of these at once. */
const BEFORE_NOUN = wordList(`
  a an the my your his its our their every whose to of in on at by for from with without into onto about during between among
  against towards toward amid despite per via as like`);
/** After these a word that can be a noun is one. */
const BEFORE_PLURAL = wordList(`
  this that these those her some any no each either neither both all most many few several another such what over under after
  before since through across near than two three four five six seven eight nine ten first second third last next other more
  new old big small high low long short good bad great local national public private former young late early free full own
  very`);
/** Of the frequent verbs, those that are never nouns. */
const NEVER_NOUNS = wordList(`
  add agree allow appear apply arrive avoid become begin believe belong bring build buy choose come consider contain continue
  create decide deliver depend deserve develop differ die discuss eat employ enjoy enter exist expect explain extend fill
  follow forget gather get give go grow happen hear hide include join keep know learn lose make occur open own pay prefer
  prepare produce prove provide raise reach receive refuse rely remain remember require resume say see seek seem sell send serve
  sing sit sleep speak spend strike struggle suffer survive take teach tell tend think understand vary want win write`);

/** Subjects that "'s" and "'d" may be verbs after. */
const CONTRACTING = wordList('it he she that there here what who we they you i');

/** What kind of finite verb a word can be where it stands. */
export function verbForm(words: readonly SentenceWord[], i: number): VerbForm {
  const { lower, text } = words[i]!;
  const before = words[i - 1]?.lower ?? '';
  if (lower === "'s" || lower === "'d") return CONTRACTING.has(before) ? 'sure' : null;
  if (lower === 'may' || lower === 'will') {
    // The month, and the name.
    return text !== lower && i > 0 ? null : 'sure';
  }
  if (lower === 'might') return BEFORE_NOUN.has(before) ? null : 'sure';
  if (AUXILIARIES.has(lower)) return before === 'to' ? null : 'sure';
  // Names are capitals; what begins a sentence may be a participle ("Founded in 1921, …") but hardly its verb.
  if (!/^\p{Ll}/u.test(text) || NO_VERBS.has(lower) || BEFORE_NOUN.has(before)) return null;
  if (PASTS.has(lower)) return 'sure';
  if (PASTS_OR_PARTICIPLES.has(lower) || NEVER_NOUNS.has(lower)) return 'likely';
  if (/\p{Ll}{2}ed$/u.test(lower)) return 'likely';
  if (BEFORE_PLURAL.has(before)) return null;
  if (BASES.has(lower) || singulars(lower).some((stem) => BASES.has(stem))) return 'likely';
  return /\p{Ll}{2}s$/u.test(lower) && !/(?:ss|us|ous|sis)$/.test(lower) ? 'maybe' : null;
}

/** What "s" may have been put behind: "carries" gives "carry". */
const singulars = (word: string): string[] =>
  word.endsWith('s') ? [word.slice(0, -1), word.replace(/es$/, ''), word.replace(/ies$/, 'y')] : [];

/** Whether any word may be a finite verb. In doubt one is: a sentence set aside for want of a verb is a lost claim. */
export const hasVerb = (words: readonly SentenceWord[]): boolean =>
  words.some((_, i) => verbForm(words, i) !== null);
