import { type Decision, mergeNames, splitName } from '../../../shared/ops/decideNames.ts';
import { CommandError, EXIT, type ExitCode } from '../../exitCodes.ts';
import { entityText } from '../../terminal/entityText.ts';
import { printable } from '../../terminal/printable.ts';
import { style, terminalWidth } from '../../terminal/style.ts';
import { writeLine } from '../../terminal/writeLine.ts';
import type { OpsFlags } from './connectOps.ts';
import { withOps } from './withOps.ts';

/** Articles shown of each alias. */
const WITNESSES = 5;

interface DecideFlags extends OpsFlags {
  readonly note?: string;
}

/** Shows what a name means, and the articles that show it. */
export const entityWhy = (name: string, flags: OpsFlags & { readonly json?: boolean }) =>
  withOps(flags, async (ops): Promise<ExitCode> => {
    const record = await ops.ledger().entity(name);
    if (record === null) {
      throw new CommandError(`No article names "${name}", and nothing is known of it.`, EXIT.someFailed);
    }
    const shown = await Promise.all(
      [...record.aliases, ...record.mayMean]
        .filter(({ rule }) => rule !== 'gazetteer')
        .map(async ({ key }) => {
          const isMeaning = record.mayMean.some((alias) => alias.key === key);
          const pair = isMeaning ? ([record.id, key] as const) : ([key, record.id] as const);
          return { alias: pair[0], entity: pair[1], articles: await ops.names().witnesses(pair, WITNESSES) };
        }),
    );
    if (flags.json === true) {
      await writeLine(JSON.stringify({ ...record, witnesses: shown }));
      return EXIT.done;
    }
    await writeLine(entityText(record, terminalWidth()));
    const witnessed = shown.filter(({ articles }) => articles.length > 0);
    if (witnessed.length > 0)
      await writeLine(`\n${style('bold', `Articles that show it (up to ${WITNESSES})`)}`);
    for (const { alias, articles } of witnessed) {
      await writeLine(`  ${printable(alias)}`);
      for (const id of articles) await writeLine(`    ${id}`);
    }
    return EXIT.done;
  });

/** Has a name mean the same as another. */
export const entityMerge = (name: string, into: string, flags: DecideFlags) =>
  withOps(flags, async (ops) => tell(await mergeNames(ops.names(), name, into, flags.note ?? null)));

/** Has a name mean something else than it did. */
export const entitySplit = (
  name: string,
  flags: DecideFlags & { readonly from?: string; readonly article?: readonly string[] },
) =>
  withOps(flags, async (ops) => {
    const { from, article } = flags;
    const parts = {
      ...(from !== undefined && { from }),
      ...(article !== undefined && { articles: article }),
    };
    return tell(await splitName(ops.names(), name, parts, flags.note ?? null));
  });

async function tell({ key, id }: Decision): Promise<ExitCode> {
  await writeLine(
    id === null
      ? `${printable(key)} is another one in every article.`
      : `${printable(key)} means ${printable(id)}.`,
  );
  return EXIT.done;
}
