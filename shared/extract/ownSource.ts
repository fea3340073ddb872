import { covers, type Span } from '../span.ts';
import type { Entity } from './extraction.ts';

const NAMED = new Set<Entity['type']>(['person', 'organization', 'location', 'facility', 'group']);
/** Between a name and a noun cue: "’s", "’s repeated", or "’s" at the beginning of the cue itself. */
const OWNER = /^['’]s?(?:\s\p{Ll}+)?\s*$/u;
const OWN_CUE = /^['’]s?\s/u;
const PRONOUN = /(?<=[\s“"‘'(])(?:his|her|its|their|my|our)(?=\s(?:\p{Ll}+\s)?$)/iu;
/** What may stand between the two: no verb, so that "Russia's army claims" stays what it is. */
const ADJECTIVE =
  /^(?:latest|repeated|own|earlier|first|new|recent|previous|former|public|initial|early|long-standing|frequent|original|many|official)$/iu;

/**
 * The source of a claim whose cue is a noun that someone has, where the model gave it none: "Russia" of "Russia’s
 * claims of …", "its" of "its repeated claims that …". Null where no name or pronoun owns the cue.
 *
 * @param cue its first span
 * @param within the content that the claim stands in, if any: its source does too
 */
export function ownSource(
  text: string,
  cue: Span,
  within: readonly Span[] | null,
  entities: readonly Entity[],
): Span | null {
  const inside = (span: Span) => within === null || within.some((one) => covers(one, span));
  const starts = OWN_CUE.test(text.slice(...cue));
  for (const { type, mentions } of entities) {
    if (!NAMED.has(type)) continue;
    for (const span of mentions) {
      if (span[1] > cue[0] || cue[0] - span[1] > 30 || !inside(span)) continue;
      const between = text.slice(span[1], cue[0]);
      const word = between.replace(/^['’]s?/u, '').trim();
      if ((starts && between === '') || (OWNER.test(between) && (word === '' || ADJECTIVE.test(word))))
        return span;
    }
  }
  const before = text.slice(Math.max(0, cue[0] - 30), cue[0]);
  const pronoun = PRONOUN.exec(before);
  if (!pronoun) return null;
  const word = before.slice(pronoun.index + pronoun[0].length).trim();
  const start = Math.max(0, cue[0] - 30) + pronoun.index;
  const span: Span = [start, start + pronoun[0].length];
  return (word === '' || ADJECTIVE.test(word)) && inside(span) ? span : null;
}
