import type { Denial } from '../../../shared/ingest/createDenyList.ts';
import { type RemoveProgress, removeDenied } from '../../../shared/ops/removeDenied.ts';
import { CommandError, EXIT, type ExitCode } from '../../exitCodes.ts';
import { type Column, columns } from '../../terminal/columns.ts';
import { printable } from '../../terminal/printable.ts';
import { progressLine } from '../../terminal/progress.ts';
import { style, terminalWidth } from '../../terminal/style.ts';
import { writeLine } from '../../terminal/writeLine.ts';
import type { OpsFlags } from './connectOps.ts';
import { withOps } from './withOps.ts';

export interface DenyFlags extends OpsFlags {
  readonly publisher?: string;
  readonly url?: string;
  readonly json?: boolean;
}

const LAYOUT: readonly Column[] = [{ width: 10 }, { width: 10 }, { width: null }];

/** Enters a publisher or an address in the deny list, and removes what is there of it. */
export async function denyAdd(flags: DenyFlags): Promise<ExitCode> {
  const named = namedBy(flags);
  return withOps(flags, async (ops) => {
    // All settings that removing needs, before anything is changed.
    const deps = {
      ledger: ops.ledger(),
      denyList: ops.denyList(),
      store: ops.store(),
      uploads: ops.uploads(),
      texts: ops.texts(),
    };
    await ops.denyList().add({ ...named, since: new Date().toISOString() });
    const progress = progressLine();
    const removed = await removeDenied(deps, (state) => progress.show(lineOf(state)));
    progress.clear();
    if (flags.json === true) await writeLine(JSON.stringify({ ...named, removed }));
    else {
      await writeLine(`Denied from now on: ${named.kind} ${printable(named.value)}`);
      const { articles, versions, texts } = removed;
      await writeLine(`Removed: ${articles} articles, ${versions} versions of uploads, ${texts} kept texts.`);
    }
    return EXIT.done;
  });
}

/** Takes an entry off the deny list. @returns exit code 1 when it was not there */
export async function denyRemove(flags: DenyFlags): Promise<ExitCode> {
  const named = namedBy(flags);
  return withOps(flags, async (ops) => {
    if (await ops.denyList().remove(named)) {
      await writeLine(`No longer denied: ${named.kind} ${printable(named.value)}`);
      return EXIT.done;
    }
    process.stderr.write(
      `The deny list has no ${named.kind} ${printable(named.value)}. "claimwire ops deny list" shows it.\n`,
    );
    return EXIT.someFailed;
  });
}

/** Lists what is denied. */
export const denyList = (flags: OpsFlags & { readonly json?: boolean }) =>
  withOps(flags, async (ops): Promise<ExitCode> => {
    const denials = await ops.denyList().all();
    if (flags.json === true) {
      for (const denial of denials) await writeLine(JSON.stringify(denial));
      return EXIT.done;
    }
    if (denials.length === 0) {
      await writeLine('Nothing is denied.');
      return EXIT.done;
    }
    const row = (cells: readonly string[]) => columns(LAYOUT, cells, terminalWidth()).join('\n');
    await writeLine(style('dim', row(['SINCE', 'KIND', 'WHAT'])));
    for (const { since, kind, value } of denials)
      await writeLine(row([since.slice(0, 10), kind, printable(value)]));
    return EXIT.done;
  });

function namedBy({ publisher, url }: DenyFlags): Pick<Denial, 'kind' | 'value'> {
  if (publisher !== undefined && url === undefined) return { kind: 'publisher', value: publisher };
  if (url !== undefined && publisher === undefined) return { kind: 'url', value: url };
  throw new CommandError('Name one publisher with --publisher, or one address with --url.', EXIT.usage);
}

const lineOf = ({ step, count }: RemoveProgress): string =>
  ({
    looking: `${count} articles looked at`,
    comparing: `${count} articles compared, for texts that others stand on`,
    removing: `${count} articles removed`,
  })[step];
