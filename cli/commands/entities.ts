import type { KnownEntity } from '../../shared/ledger/ledger.ts';
import { list } from '../api.ts';
import { apiTarget, type TargetFlags } from '../target.ts';
import { columns } from '../terminal/columns.ts';
import { printable } from '../terminal/printable.ts';
import { style, terminalWidth } from '../terminal/style.ts';
import { writeLine } from '../terminal/writeLine.ts';

export interface EntitiesFlags extends TargetFlags {
  readonly limit: number;
  readonly all?: boolean;
  readonly json?: boolean;
}

/** Lists the entities whose names start with the prefix. */
export async function entities(prefix: string, flags: EntitiesFlags): Promise<void> {
  const target = apiTarget(flags, process.env);
  const limit = flags.all === true ? null : flags.limit;
  let count = 0;
  for await (const entity of list<KnownEntity>(target, '/entities', { prefix }, limit)) {
    count += 1;
    const cells = [
      printable(entity.name),
      style('dim', entity.type),
      style('dim', entity.entityId ?? `${entity.key} (several)`),
    ];
    const line = columns([{ width: null }, { width: 12 }, { width: null }], cells, terminalWidth());
    await writeLine(flags.json === true ? JSON.stringify(entity) : line.join('\n'));
  }
  if (count === 0 && flags.json !== true) await writeLine('No entities found.');
}
