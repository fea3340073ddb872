import type { ArticleHead } from '../../../shared/ledger/ledger.ts';
import { retryRefused } from '../../../shared/ops/retryRefused.ts';
import { walkHeads } from '../../../shared/ops/walkHeads.ts';
import { CommandError, EXIT, type ExitCode } from '../../exitCodes.ts';
import { type Column, columns } from '../../terminal/columns.ts';
import { printable } from '../../terminal/printable.ts';
import { style, terminalWidth } from '../../terminal/style.ts';
import { writeLine } from '../../terminal/writeLine.ts';
import type { OpsConnection, OpsFlags } from './connectOps.ts';
import { withOps } from './withOps.ts';

interface CodeFlags extends OpsFlags {
  readonly code?: string;
  readonly json?: boolean;
}

const PAGE = 200;
const LAYOUT: readonly Column[] = [{ width: 24 }, { width: 10 }, { width: null }];

/** Lists refused articles with the reason. */
export const quarantineList = (flags: CodeFlags & { readonly limit: number; readonly all?: boolean }) =>
  withOps(flags, async (ops): Promise<ExitCode> => {
    const limit = flags.all === true ? Number.POSITIVE_INFINITY : flags.limit;
    const width = terminalWidth();
    let count = 0;
    for await (const head of refused(ops, flags.code)) {
      if (count++ === limit) {
        if (flags.json !== true)
          await writeLine(style('dim', `\nThe first ${limit}. More: --limit N, or --all.`));
        return EXIT.done;
      }
      if (flags.json === true) await writeLine(JSON.stringify(head));
      else {
        if (count === 1)
          await writeLine(style('dim', columns(LAYOUT, ['ID', 'RECEIVED', 'ARTICLE'], width).join('\n')));
        const cells = [
          style('dim', head.id),
          head.receivedAt.slice(0, 10),
          `${printable(head.key)}\n${style('yellow', head.refusal?.code ?? '')}`,
        ];
        await writeLine(columns(LAYOUT, cells, width).join('\n'));
      }
    }
    if (count === 0 && flags.json !== true) await writeLine('Nothing is in quarantine.');
    return EXIT.done;
  });

/** Shows why one article was refused. */
export const quarantineShow = (id: string, flags: OpsFlags & { readonly json?: boolean }) =>
  withOps(flags, async (ops): Promise<ExitCode> => {
    const head = await refusedHead(ops, id);
    if (flags.json === true) {
      await writeLine(JSON.stringify(head));
      return EXIT.done;
    }
    const rows = [
      ['object', `s3://${head.bucket}/${head.key}`],
      ['version', head.versionId ?? 'none'],
      ['received', head.receivedAt],
      ['extractor', head.extractorVersion],
      ['code', head.refusal?.code ?? ''],
      ['reason', head.refusal?.message ?? ''],
    ] as const;
    for (const [name, value] of rows) {
      const cells = [style('dim', name), printable(value)];
      await writeLine(columns([{ width: 9 }, { width: null }], cells, terminalWidth()).join('\n'));
    }
    return EXIT.done;
  });

/** Has refused articles taken in again. @returns exit code 1 when one could not be */
export async function quarantineRetry(
  ids: readonly string[],
  flags: CodeFlags & { readonly all?: boolean },
): Promise<ExitCode> {
  if (ids.length > 0 === (flags.all === true)) {
    throw new CommandError(
      'Name the articles to try again, or all of them with --all (with --code: all that were refused so).',
      EXIT.usage,
    );
  }
  return withOps(flags, async (ops) => {
    const heads = flags.all === true ? refused(ops, flags.code) : named(ops, ids);
    let failed = 0;
    for await (const head of heads) {
      const outcome = await retryRefused(ops.uploads(), head);
      if (outcome !== 'sent') failed++;
      if (flags.json === true) await writeLine(JSON.stringify({ id: head.id, key: head.key, outcome }));
      else await writeLine(lineOf(head, outcome));
    }
    return failed > 0 ? EXIT.someFailed : EXIT.done;
  });
}

async function* refused(ops: OpsConnection, code: string | undefined): AsyncGenerator<ArticleHead> {
  for await (const { heads } of walkHeads(ops.ledger(), { status: 'refused' }, PAGE)) {
    yield* heads.filter(({ refusal }) => code === undefined || refusal?.code === code);
  }
}

async function* named(ops: OpsConnection, ids: readonly string[]): AsyncGenerator<ArticleHead> {
  for (const id of ids) yield await refusedHead(ops, id);
}

async function refusedHead(ops: OpsConnection, id: string): Promise<ArticleHead> {
  const head = (await ops.ledger().article(id))?.head;
  if (head?.status === 'refused') return head;
  throw new CommandError(
    head === undefined
      ? `There is no article ${id}. "claimwire ops quarantine list" lists those that were refused.`
      : `Article ${id} is not refused: it was processed.`,
    EXIT.someFailed,
  );
}

function lineOf({ id, key, bucket }: ArticleHead, outcome: 'sent' | 'gone' | 'elsewhere'): string {
  const why = {
    sent: '',
    gone: 'The object is gone: "claimwire ops verify --repair" takes the record out.',
    elsewhere: `It lies in another bucket: give --bucket ${bucket}.`,
  }[outcome];
  const line = `${style(outcome === 'sent' ? 'green' : 'red', outcome.padEnd(9))}  ${id}  ${printable(key)}`;
  const below = why === '' ? [] : columns([{ width: 9 }, { width: null }], ['', why], terminalWidth());
  return [line, ...below].join('\n');
}
