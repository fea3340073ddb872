import { firstIndex } from '../../firstIndex.ts';
import type { NamedMention, Referent } from './discourse.ts';

const ROLE =
  '(?:(?:chief|managing|executive|general|deputy|vice|press|club) )*(?:executive|officer|ceo|chief|chair|chairman|chairwoman|chairperson|president|founder|co-founder|director|head|leader|manager|owner|spokesman|spokeswoman|spokesperson|secretary|captain|coach|principal|commissioner)';
/** Between a person's name and the organization's: ", the chief executive of the", ", who founded". */
const TOWARDS = new RegExp(
  `^(?:, \\d{1,3})?,? (?:who (?:(?:co-)?found(?:ed|s)|r[au]ns?|le(?:d|ads)|heads|chairs|manages|owns|directs)|(?:(?:an?|the) )?(?:[\\p{Ll}-]+ ){0,3}?${ROLE} (?:of|at|for|with))(?: the)? $`,
  'iu',
);
/** Between the organization's name and a person's: "’s chief executive, ", " spokeswoman ". */
const FROM = new RegExp(`^(?:['’]s?)?(?: [\\p{L}-]+){0,3}? ${ROLE},? $`, 'iu');
/** After "A. B., the" and the organization's name: "’s spokesman". */
const OF = new RegExp(`^['’]s?(?: [\\p{Ll}-]+){0,3}? ${ROLE}(?![\\p{L}])`, 'iu');

/** Before the name of one whose organization came up before: "its chairman, ", "the company’s founder, ", "Chief Executive ". */
const ITS = new RegExp(
  `(?:\\bits (?:[\\p{Ll}-]+ ){0,2}?${ROLE}|\\bthe (?:company|firm|group|club|union|bank|charity|team|airline|agency|ministry|hospital|university|school|party|league|association|federation)[’']s (?:[\\p{Ll}-]+ ){0,2}?${ROLE}),? $|[“”"] (?:said )?Chief Executive(?: Officer)? $`,
  'iu',
);
/** What a sentence opens with before the organization that leads it. */
const OPENING = /(?:^|[.!?”"’–—-]\s|\n)(?:(?:But|And|On \p{Lu}\p{Ll}+,?|The|Both) ?)?(?:the )?$/u;
const REACH = 1500;

/** The organization that led the last sentence before a place that any led. */
function leader(text: string, at: number, mentions: readonly NamedMention[]): Referent | null {
  for (let i = firstIndex(mentions, ({ span }) => span[0] >= at) - 1; i >= 0; i--) {
    const { entity, referent, span } = mentions[i]!;
    if (span[0] < at - REACH) break;
    if (entity.type === 'organization' && OPENING.test(text.slice(Math.max(0, span[0] - 20), span[0])))
      return referent;
  }
  return null;
}

/**
 * For persons the organization that they speak for: the "we" of their words. As the text says it right beside the
 * name: "Ana Reis, who founded Tidal", "Tidal’s chief executive, Ana Reis", "Ana Reis, Tidal’s spokeswoman".
 */
export function sidesOf(text: string, mentions: readonly NamedMention[]): ReadonlyMap<Referent, Referent> {
  const sides = new Map<Referent, Referent>();
  for (const { referent, span } of mentions) {
    if (referent.kind !== 'person' || sides.has(referent)) continue;
    const next = mentions[firstIndex(mentions, (one) => one.span[0] >= span[1])];
    const before = mentions[firstIndex(mentions, (one) => one.span[0] >= span[0]) - 1];
    if (next?.entity.type === 'organization') {
      const between = text.slice(span[1], next.span[0]);
      if (
        TOWARDS.test(between) ||
        (/^,(?: the)? $/u.test(between) && OF.test(text.slice(next.span[1], next.span[1] + 60)))
      ) {
        sides.set(referent, next.referent);
        continue;
      }
    }
    if (before?.entity.type === 'organization' && FROM.test(text.slice(before.span[1], span[0]))) {
      sides.set(referent, before.referent);
      continue;
    }
    const own = ITS.test(text.slice(Math.max(0, span[0] - 80), span[0])) && leader(text, span[0], mentions);
    if (own) sides.set(referent, own);
  }
  return sides;
}
