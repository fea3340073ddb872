import * as z from 'zod';

const FAILING = ['high', 'critical'];

const audited = z.looseObject({
  vulnerabilities: z.record(
    z.string(),
    z.looseObject({
      severity: z.string(),
      range: z.string(),
      via: z.array(z.union([z.string(), z.looseObject({ title: z.string(), url: z.string().optional() })])),
    }),
  ),
  metadata: z.looseObject({ dependencies: z.looseObject({ prod: z.number() }) }),
});

export interface AuditResult {
  /** 0 nothing found, 1 something found, 2 nothing known. */
  readonly exitCode: 0 | 1 | 2;
  readonly lines: readonly string[];
}

/** What `npm audit --json` wrote, as lines to print and an exit code. What is no report is never taken for a good one. */
export function readAudit(output: string): AuditResult {
  const report = audited.safeParse(parsed(output));
  if (!report.success) {
    return {
      exitCode: 2,
      lines: [
        'NOT AUDITED: the package registry has no audit service, or did not answer, so nothing is known about vulnerabilities.',
        'Run "npm run audit" where the public npm registry can be reached.',
      ],
    };
  }
  const { vulnerabilities, metadata } = report.data;
  const found = Object.entries(vulnerabilities);
  const failing = found.filter(([, { severity }]) => FAILING.includes(severity));
  return {
    exitCode: failing.length > 0 ? 1 : 0,
    lines: [
      ...found.map(([name, { severity, range, via }]) => {
        const why = via.map((each) =>
          typeof each === 'string' ? `through ${each}` : `${each.title} ${each.url ?? ''}`.trim(),
        );
        return `${severity}: ${name} ${range}: ${why.join('; ')}`;
      }),
      `${metadata.dependencies.prod} packages audited, ${found.length} with known vulnerabilities, ${failing.length} of them high or critical.`,
    ],
  };
}

function parsed(output: string): unknown {
  try {
    return JSON.parse(output);
  } catch {
    return null;
  }
}
