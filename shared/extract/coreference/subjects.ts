import type { Article } from '../../article/article.ts';
import { firstIndex } from '../../firstIndex.ts';
import type { Span } from '../../span.ts';
import { kindOfNoun } from '../sourceNouns.ts';
import type { NamedMention } from './discourse.ts';
import { AFTER_HEAD } from './nounPhrase.ts';

const OPENING = /^(?:[“”‘"'(\s]|that\s|how\s|whether\s)*/u;
const START =
  /^(?:(?:he|she|they)(?![\p{L}’'])|(?:the|an?|my|our|his|her|their|its|one|two|three|four|five|six|seven|eight|nine|ten|several|some|many)((?: [\p{Ll}-]+){1,5}))/iu;

/** How long what a preposition adds to a description is, up to its verb: " in yellow waders" before " has just walked". */
function complement(reading: string, end: number): number {
  const found = COMPLEMENT.exec(reading.slice(end, end + 80));
  return found ? found[1]!.length : 0;
}
const COMPLEMENT =
  /^( (?:from|in|of|on|at|with|near) (?:(?!(?:is|are|was|were|has|had|have|who|which|that|said|says|to|and)\b)[\p{L}\d’'-]+ ?){1,5}?) (?:is|are|was|were|has|had|have|says?|said|told|asked|wrote|added|wants?|wanted)\b/u;

/** What a noun phrase does not go on with: "a delay | would cost the company". */
const OVER =
  /^(?:is|are|was|were|has|have|had|will|would|can|could|may|might|should|must|does|do|did|the|an?|this|that|these|those|his|her|its|their|our|my|not|and|or|but|then|when|while|if|because)$/iu;

const isNoun = (word: string): boolean => kindOfNoun(word) !== 'unknown' && !PRONOUN.test(word);
const PRONOUN = /^(?:he|she|i|we|they|his|her|him|who|one|all|both|some|most|few)$/;

/**
 * Where a sentence or a claim's content begins with a pronoun or a description of someone ("The ministry", "My mother",
 * "Two officers"): what stands there is its subject as a rule, and the likeliest antecedent of what follows.
 */
export function subjects(
  { reading, sentences }: Pick<Article, 'reading' | 'sentences'>,
  drafts: readonly { readonly source: Span | null; readonly content: readonly Span[] }[],
  mentions: readonly NamedMention[],
): Span[] {
  const sources = new Set(drafts.flatMap(({ source }) => (source ? [source[0]] : [])));
  const starts = new Set([
    ...sentences.map(([start]) => start),
    ...drafts.flatMap(({ content }) => content.map(([start]) => start)),
  ]);
  const found = new Map<number, Span>();
  for (const start of starts) {
    const near = reading.slice(start, start + 120);
    const at = start + OPENING.exec(near)![0].length;
    const match = START.exec(reading.slice(at, at + 100));
    if (!match || sources.has(at)) continue;
    let length = match[0].length;
    if (match[1]) {
      // The last of the first nouns that follow each other: "prime minister" of "The prime minister promised voters".
      const words = [...match[1].matchAll(/\S+/g)];
      const first = words.findIndex(({ 0: word }) => isNoun(word));
      if (
        first === -1 ||
        words.slice(0, first).some(({ 0: word }) => AFTER_HEAD.test(` ${word}`) || OVER.test(word))
      )
        continue;
      let last = first;
      while (words[last + 1] && isNoun(words[last + 1]![0])) last++;
      length += words[last]!.index + words[last]![0].length - match[1].length;
      if (!/^the\s/iu.test(match[0])) length += complement(reading, at + length);
    }
    const end = at + length;
    const next = mentions[firstIndex(mentions, ({ span }) => span[1] > at)];
    if (next && next.span[0] < end) continue;
    // A possessive is no subject, "The ministry’s plan", but who has something may be who is spoken of.
    const words = reading.slice(at, end);
    const isPerson =
      /^the\s/iu.test(words) && kindOfNoun(words.slice(words.lastIndexOf(' ') + 1)) === 'person';
    if (isPerson || !/^[’']/u.test(reading.slice(end, end + 1))) found.set(at, [at, end]);
  }
  return [...found.values()];
}
