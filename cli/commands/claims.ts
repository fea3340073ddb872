import type { Stance } from '../../shared/extract/extraction.ts';
import type { ArticleRecord, ListedClaim } from '../../shared/ledger/ledger.ts';
import { get, list } from '../api.ts';
import { CommandError, EXIT } from '../exitCodes.ts';
import { type ApiTarget, apiTarget, type TargetFlags } from '../target.ts';
import { claimsTable } from '../terminal/claimsTable.ts';
import { style, terminalWidth } from '../terminal/style.ts';
import { writeLine } from '../terminal/writeLine.ts';

export interface ClaimsFlags extends TargetFlags {
  readonly source?: string;
  readonly via?: string;
  readonly entity?: string;
  readonly publisher?: string;
  readonly article?: string;
  readonly from?: string;
  readonly to?: string;
  readonly kind: 'attributed' | 'narrated' | 'all';
  readonly stance?: Stance;
  readonly minConfidence?: number;
  readonly limit: number;
  readonly all?: boolean;
  readonly json?: boolean;
}

/** Lists claims, newest article first: a table, or one JSON object a line. */
export async function claims(flags: ClaimsFlags): Promise<void> {
  const target = apiTarget(flags, process.env);
  // One more than is shown tells whether there are more.
  const limit = flags.all === true ? null : flags.limit + 1;
  const found = flags.article === undefined ? listed(target, flags, limit) : ofArticle(target, flags);
  if (flags.json === true) {
    let left = flags.all === true ? Number.POSITIVE_INFINITY : flags.limit;
    for await (const claim of found) if (left-- > 0) await writeLine(JSON.stringify(claim));
    return;
  }
  const all = await Array.fromAsync(found);
  const shown = flags.all === true ? all : all.slice(0, flags.limit);
  await writeLine(claimsTable(shown, terminalWidth()));
  if (shown.length < all.length) {
    await writeLine(style('dim', `\nThe first ${shown.length}. More: --limit N, or --all.`));
  }
}

function listed(target: ApiTarget, flags: ClaimsFlags, limit: number | null): AsyncIterable<ListedClaim> {
  const { source, via, entity, publisher, from, to, stance, minConfidence } = flags;
  // Attributed ones are what is given without it, also by an API from before there was a choice.
  const kind = flags.kind === 'attributed' ? undefined : flags.kind;
  const filter = { source, via, entity, publisher, from, to, kind, stance, minConfidence };
  return list<ListedClaim>(target, '/claims', filter, limit);
}

async function* ofArticle(target: ApiTarget, flags: ClaimsFlags): AsyncGenerator<ListedClaim> {
  const record = await get<ArticleRecord>(target, `/articles/${encodeURIComponent(flags.article ?? '')}`);
  if (record === null) {
    throw new CommandError(
      `There is no article ${flags.article}. "claimwire articles" lists them.`,
      EXIT.someFailed,
    );
  }
  yield* claimsOf(record).filter(
    ({ kind, stance, confidence }) =>
      (flags.kind === 'all' || kind === flags.kind) &&
      (flags.stance === undefined || stance === flags.stance) &&
      confidence >= (flags.minConfidence ?? 0),
  );
}

/** An article's claims as a list of claims has them. */
export const claimsOf = ({ head, claims: found }: ArticleRecord): ListedClaim[] => {
  const { id, title, publisher, published, url, time, textHash } = head;
  return found.map((claim) => ({
    ...claim,
    article: { id, title: title ?? head.key, publisher, published, url, time, textHash },
  }));
};
