import type { Stance } from '../../shared/extract/extraction.ts';
import type { ListedClaim } from '../../shared/ledger/ledger.ts';
import { type Column, columns, cut } from './columns.ts';
import { printable } from './printable.ts';
import { style } from './style.ts';

/** Who, the words that attribute it, what, and how sure the model is. */
function layout(width: number): Column[] {
  const who = Math.min(26, Math.round(width * 0.24));
  const cue = Math.min(18, Math.round(width * 0.15));
  return [{ width: who }, { width: cue }, { width: null }, { width: 4, align: 'right' }];
}

/**
 * Claims for people to read: under each article its claims, who – cue – what.
 * WHO of a claim inside others' is its chain, from the outermost source in: "CNN → Russia".
 */
export function claimsTable(claims: readonly ListedClaim[], width: number): string {
  if (claims.length === 0) return 'No claims found.';
  const table = layout(width - 2);
  const lines = indent(columns(table, ['WHO', 'CUE', 'WHAT', 'SURE'], width - 2)).map((line) =>
    style('dim', line),
  );
  let article: string | undefined;
  for (const claim of claims) {
    if (claim.article.id !== article) {
      article = claim.article.id;
      lines.push('', ...heading(claim.article, width));
    }
    lines.push(...indent(columns(table, cellsOf(claim), width - 2)));
  }
  return lines.join('\n');
}

function cellsOf(claim: ListedClaim): string[] {
  const cue = claim.hedged === true ? 'hedged' : '–';
  return [
    style('cyan', whoOf(claim)),
    style('dim', claim.cueText === null ? cue : printable(claim.cueText)),
    [printable(claim.standalone), ...detailsOf(claim)].join('\n'),
    style('dim', `${Math.round(claim.confidence * 100)}%`),
  ];
}

function whoOf({ kind, parent, chain, sourceName }: ListedClaim): string {
  if (kind === 'narrated') return '(the publisher)';
  // Records of older extractors have no chain, and an older API gives none.
  const names = chain ?? [sourceName];
  const who = names.map((name) => (name === null ? '(not named)' : printable(name))).join(' → ');
  return parent !== null && names.length === 1 ? `… → ${who}` : who;
}

/** What a reader must know beside the words: that it is denied, feared, asked …, that it was not said, and when it was said. */
function detailsOf({ stance, polarity, time }: ListedClaim): string[] {
  const denies = stance === 'deny' || stance === 'refuse';
  const details = [
    // Records of older extractors have no stance.
    ...(stance && stance !== 'assert'
      ? [`${denies && polarity === 'positive' ? 'not ' : ''}${STANCE_WORDS[stance]}`]
      : []),
    ...(polarity === 'negative' && !denies ? ['not said'] : []),
    ...(time ? [printable(time.value)] : []),
  ];
  return details.length === 0 ? [] : [style('dim', `(${details.join(', ')})`)];
}

const STANCE_WORDS: Readonly<Record<Stance, string>> = {
  assert: 'stated',
  deny: 'denied',
  refuse: 'refused',
  warn: 'warned',
  promise: 'promised',
  allege: 'alleged',
  ask: 'asked',
  demand: 'demanded',
  believe: 'believed',
  fear: 'feared',
  hope: 'hoped',
  judge: 'judged',
  estimate: 'estimated',
  agree: 'agreed',
};

function heading(article: ListedClaim['article'], width: number): string[] {
  const about = [article.publisher, article.published?.slice(0, 10), article.id]
    .filter((part) => part !== null && part !== undefined)
    .map((part) => printable(part));
  return [
    style('bold', cut(printable(article.title ?? 'Untitled'), width)),
    style('dim', cut(about.join(' · '), width)),
  ];
}

const indent = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`.trimEnd());
