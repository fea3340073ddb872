import type { Span } from '../../span.ts';

/** How far before a relative pronoun, in UTF-16 code units, its antecedent is looked for. */
const BEFORE = 120;

const DETERMINER =
  /(?<![\p{L}\d])(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ur|[Mm]y|[Aa]nother|[Oo]ne|[Ss]ome|[Ss]everal|[Mm]any|[Mm]ost|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|\p{Lu}[\p{L}.-]*['’]s?)\s/gu;
/** "Farmers’ groups," at the beginning of a sentence, without a determiner. */
const BEGINNING =
  /(?<=^|[.!?”"]\s|\n)(?!(?:he|she|it|they|we|you|i|this|that|there)\s)\p{Lu}[\p{L}'’-]*(?:\s[\p{Ll}][\p{L}'’-]*){0,2}(?=,\s$)/iu;
/** "conservative colleagues" of "criticism from conservative colleagues who": several, without a determiner. */
const SEVERAL =
  /(?<=\b(?:from|of|by|with|to|for|against|among|like|than|as|and) )((?:\p{Ll}[\p{Ll}-]+ ){0,2}\p{Ll}{2,}[^s\P{L}]s)(?=,?\s$)/u;
/** Up to five words, none of which a noun phrase has only behind its head. */
const REST =
  /^(?!.*(?<![\p{L}])(?:and|but|or|of|in|on|at|by|for|to|that|who|which|says?|said|told|was|were|is|are|has|have|had|will|would)(?![\p{L}]))[\p{L}\d'’.-]+(?: [\p{L}\d'’.-]+){0,4}$/iu;

/**
 * The noun phrase that a relative pronoun ("who", "which", "that") follows, where it has a determiner or begins its
 * sentence: "her agent" of "Her agent, who had hinted at a move". Null when none is sure.
 *
 * @param at where the pronoun begins
 */
export function antecedentOf(text: string, at: number): Span | null {
  const from = Math.max(0, at - BEFORE);
  const before = text.slice(from, at).replace(/^.*\n/su, (lines) => ' '.repeat(lines.length));
  const end = before.replace(/,?\s$/u, '').length;
  const determiner = [...before.matchAll(DETERMINER)].at(-1);
  if (determiner && REST.test(before.slice(determiner.index + determiner[0].length, end)))
    return [from + determiner.index, from + end];
  const found = BEGINNING.exec(before) ?? SEVERAL.exec(before);
  return found && [from + found.index, from + end];
}
