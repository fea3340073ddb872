import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sbom } from '../../scripts/completeSbom.ts';
import { readAudit } from '../../scripts/readAudit.ts';

const root = join(import.meta.dirname, '../..');

describe('the SBOM', () => {
  const folder = mkdtempSync(join(tmpdir(), 'claimwire-sbom-'));
  let sbom: Sbom;
  beforeAll(() => {
    const file = join(folder, 'sbom.json');
    execFileSync(process.execPath, [join(root, 'scripts/sbom.ts'), file]);
    sbom = JSON.parse(readFileSync(file, 'utf8'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is CycloneDX of Claimwire, with the models', () => {
    expect(sbom).toMatchObject({ bomFormat: 'CycloneDX', metadata: { component: { name: 'claimwire' } } });
    for (const name of ['claimwire-model', 'claimwire-model-fast'])
      expect(sbom.components).toContainEqual(
        expect.objectContaining({ type: 'machine-learning-model', name }),
      );
  });

  it('lists every package that the functions’ bundles hold, with its version', () => {
    const { metafile } = buildSync({
      absWorkingDir: root,
      entryPoints: ['lambdas/ingest/handler.ts', 'lambdas/query/handler.ts'],
      outdir: folder,
      bundle: true,
      write: false,
      metafile: true,
      platform: 'node',
      format: 'esm',
      mainFields: ['module', 'main'],
      external: ['onnxruntime-node'],
      logLevel: 'silent',
    });
    const bundled = new Set(
      Object.keys(metafile.inputs).flatMap((path) => {
        const at = path.lastIndexOf('node_modules/');
        return at === -1 ? [] : [/^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path.slice(at))![1]!];
      }),
    );
    bundled.add('onnxruntime-node').add('onnxruntime-common');
    const listed = new Set(sbom.components.map(({ name }) => name));
    expect(bundled.size).toBeGreaterThan(30);
    expect([...bundled].filter((name) => !listed.has(name))).toEqual([]);
    for (const { type, name, version, purl } of sbom.components) {
      if (type === 'library') expect(purl, name).toContain(`@${version}`);
    }
  });

  it('lists no tool that is not shipped, and no registry', () => {
    const names = sbom.components.map(({ name }) => name);
    for (const tool of ['vitest', '@biomejs/biome', 'aws-cdk']) expect(names).not.toContain(tool);
    const references = sbom.components.flatMap(({ externalReferences = [] }) => externalReferences);
    expect(references.filter(({ type }) => type === 'distribution')).toEqual([]);
  });
});

describe('the audit', () => {
  const report = (severity: string) =>
    JSON.stringify({
      vulnerabilities: {
        leftish: {
          severity,
          range: '<2',
          via: [{ title: 'Reads too far', url: 'https://advisories.example/1' }, 'other'],
        },
      },
      metadata: { dependencies: { prod: 200 } },
    });

  it.each(['high', 'critical'])('fails for what is %s, and says what it is', (severity) => {
    const { exitCode, lines } = readAudit(report(severity));
    expect(exitCode).toBe(1);
    expect(lines[0]).toBe(
      `${severity}: leftish <2: Reads too far https://advisories.example/1; through other`,
    );
  });

  it('tells of less and passes', () => {
    const { exitCode, lines } = readAudit(report('moderate'));
    expect(exitCode).toBe(0);
    expect(lines.at(-1)).toBe(
      '200 packages audited, 1 with known vulnerabilities, 0 of them high or critical.',
    );
  });

  it.each([
    ['an error of the registry', '{"message":"405 Method Not Allowed","error":{"summary":"","detail":""}}'],
    ['nothing', ''],
    ['a page', '<html>'],
    ['an empty object', '{}'],
  ])('never takes %s for a clean report', (_what, output) => {
    const { exitCode, lines } = readAudit(output);
    expect(exitCode).toBe(2);
    expect(lines[0]).toMatch(/^NOT AUDITED/);
  });
});
