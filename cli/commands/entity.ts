import type { EntityRecord } from '../../shared/ledger/ledger.ts';
import { get } from '../api.ts';
import { CommandError, EXIT } from '../exitCodes.ts';
import { apiTarget, type TargetFlags } from '../target.ts';
import { entityText } from '../terminal/entityText.ts';
import { terminalWidth } from '../terminal/style.ts';
import { writeLine } from '../terminal/writeLine.ts';

/** Shows what a name, key or id means over all articles. */
export async function entity(
  nameOrId: string,
  flags: TargetFlags & { readonly json?: boolean },
): Promise<void> {
  const target = apiTarget(flags, process.env);
  const record = await get<EntityRecord>(target, `/entities/${encodeURIComponent(nameOrId)}`);
  if (record === null) {
    throw new CommandError(
      `No article names "${nameOrId}". "claimwire entities" finds names by how they begin.`,
      EXIT.someFailed,
    );
  }
  await writeLine(flags.json === true ? JSON.stringify(record) : entityText(record, terminalWidth()));
}
