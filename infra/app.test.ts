import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MODEL_FILES } from '../shared/extract/modelFolder.ts';
import { MODEL_FOLDER } from './lambdaFunction/bundleFunction.ts';

interface FunctionResource {
  readonly Properties: {
    readonly Code: { readonly S3Key: string };
    readonly Environment?: { readonly Variables: Readonly<Record<string, unknown>> };
  };
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'claimwire-synth-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the app as `cdk synth -c model=…` does; the assembly lies in a folder of the test's. */
function synth(name: string, context: Record<string, unknown>) {
  const assembly = join(folder, name);
  const { status, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, 'app.ts')], {
    encoding: 'utf8',
    timeout: 150_000,
    env: { ...process.env, CDK_OUTDIR: assembly, CDK_CONTEXT_JSON: JSON.stringify(context) },
  });
  return { status, stderr, assembly };
}

/** The code of the ingest function, where CDK would upload it from. */
function ingestCode(assembly: string): string {
  const { Resources } = JSON.parse(readFileSync(join(assembly, 'claimwire-dev.template.json'), 'utf8'));
  const [ingest] = Object.values<Partial<FunctionResource>>(Resources).filter(
    ({ Properties }) => Properties?.Environment?.Variables.POWERTOOLS_SERVICE_NAME === 'ingest',
  );
  expect(ingest?.Properties?.Environment?.Variables.CLAIMWIRE_MODEL_DIR).toBe(MODEL_FOLDER);
  return join(assembly, `asset.${ingest?.Properties?.Code.S3Key.replace(/\.zip$/, '')}`);
}

const contents = (model: string) => MODEL_FILES.map((file) => readFileSync(join(model, file), 'utf8'));

describe('the app', { timeout: 180_000 }, () => {
  it('deploys the model in the folder that -c model names, and nothing else of the folder', () => {
    const own = join(folder, 'own');
    mkdirSync(own);
    for (const file of [...MODEL_FILES, 'notes.txt']) writeFileSync(join(own, file), `my ${file}`);
    const { status, stderr, assembly } = synth('with-own', { model: own });
    expect(status, stderr).toBe(0);
    const deployed = join(ingestCode(assembly), MODEL_FOLDER);
    expect(contents(deployed)).toEqual(contents(own));
    expect(readdirSync(deployed).sort()).toEqual([...MODEL_FILES].sort());
  });

  it('ends with the models there are when there is none of that name', () => {
    const { status, stderr } = synth('with-none', { model: 'tiny', 'aws:cdk:bundling-stacks': [] });
    expect(status).not.toBe(0);
    expect(stderr).toMatch(
      /There is no model "tiny": .*tiny lacks model\.onnx, .* Choose one of default, fast, or/,
    );
  });
});
