import { setTimeout as delay } from 'node:timers/promises';
import { createRepairer } from '../../../shared/ops/verify/createRepairer.ts';
import type { Finding } from '../../../shared/ops/verify/finding.ts';
import { type Verified, verifyLedger } from '../../../shared/ops/verify/verifyLedger.ts';
import { EXIT, type ExitCode } from '../../exitCodes.ts';
import { columns } from '../../terminal/columns.ts';
import { printable } from '../../terminal/printable.ts';
import { progressLine } from '../../terminal/progress.ts';
import { style, terminalWidth } from '../../terminal/style.ts';
import { writeLine } from '../../terminal/writeLine.ts';
import type { OpsFlags } from './connectOps.ts';
import { withOps } from './withOps.ts';

export interface VerifyFlags extends OpsFlags {
  readonly repair?: boolean;
  /** Minutes. */
  readonly grace: number;
  readonly json?: boolean;
}

/** Writing the greatest article takes a few seconds; a table that is throttled holds it up by nine more. */
const SETTLE_MS = 15_000;

interface Outcome {
  readonly finding: Finding;
  readonly repaired: boolean;
}

/**
 * Audits ledger and buckets, and repairs if asked to.
 * @returns exit code 1 when something is wrong and was not repaired
 */
export const verify = (flags: VerifyFlags) =>
  withOps(flags, async (ops): Promise<ExitCode> => {
    const deps = {
      table: ops.table(),
      ledger: ops.ledger(),
      denyList: ops.denyList(),
      store: ops.store(),
      uploads: ops.uploads(),
      texts: ops.texts(),
    };
    const findings: Finding[] = [];
    const progress = progressLine();
    const verified = await verifyLedger(
      {
        ...deps,
        audit: ops.audit(),
        now: Date.now,
        settle: async () => {
          progress.show('waiting for writes to end');
          await delay(SETTLE_MS);
        },
      },
      flags.grace * 60_000,
      async (finding) => void findings.push(finding),
      (step, count) => progress.show(`${count} ${step} looked at, ${findings.length} findings`),
    );
    // After the audit, so that a repair is not taken for damage.
    const repair = createRepairer(deps);
    let unrepaired = 0;
    for (const [index, finding] of findings.entries()) {
      progress.show(`${index} of ${findings.length} repaired`);
      const repaired = flags.repair === true && (await repair(finding));
      if (!repaired) unrepaired++;
      progress.clear();
      await tell({ finding, repaired }, flags);
    }
    progress.clear();
    await summarize(verified, findings.length, unrepaired, flags);
    return unrepaired > 0 ? EXIT.someFailed : EXIT.done;
  });

async function tell({ finding, repaired }: Outcome, flags: VerifyFlags): Promise<void> {
  if (flags.json === true) return writeLine(JSON.stringify({ ...finding, repaired }));
  const { problem, articleId, key, message, remedy } = finding;
  const about = [articleId, key].filter((part) => part !== null).map((part) => printable(part));
  const done = repaired
    ? style('green', `repaired (${remedy})`)
    : style('yellow', `not repaired (${remedy})`);
  await writeLine(`${style('bold', problem)}  ${about.join('  ')}`);
  const cells = ['', `${printable(message)}\n${done}`];
  await writeLine(columns([{ width: 2 }, { width: null }], cells, terminalWidth()).join('\n'));
}

async function summarize(
  verified: Verified,
  found: number,
  unrepaired: number,
  flags: VerifyFlags,
): Promise<void> {
  if (flags.json === true) {
    await writeLine(JSON.stringify({ verified, found, repaired: found - unrepaired }));
    return;
  }
  const { articles, items, objects, texts, elsewhere, recent } = verified;
  await writeLine(`Looked at ${articles} articles, ${items} items, ${objects} objects, ${texts} texts.`);
  if (elsewhere > 0) await writeLine(`Left alone: ${elsewhere} articles of other buckets.`);
  if (recent > 0)
    await writeLine(
      `Left alone: ${recent} objects of the last ${flags.grace} min, which may be on their way.`,
    );
  if (found === 0) await writeLine(style('green', 'All fits together.'));
  else if (unrepaired === 0)
    await writeLine(
      style('green', `${found} findings, all repaired. Run it again when the queue is worked off.`),
    );
  else
    await writeLine(
      style('yellow', `${found} findings, ${unrepaired} not repaired.`) +
        (flags.repair === true ? '' : ' With --repair they are.'),
    );
}
