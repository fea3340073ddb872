import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SHIPPED_MODELS } from '../shared/extract/modelFolder.ts';
import { completeSbom } from './completeSbom.ts';

/** `npm run sbom`: what Claimwire is shipped with, as CycloneDX, into dist/sbom.json or the file that is named. */
const root = join(import.meta.dirname, '..');
const target = process.argv[2] ?? join(root, 'dist', 'sbom.json');
// Without --omit=dev: npm 11 then leaves out shipped packages that a tool needs too, such as @smithy/core.
const written = execFileSync(
  'npm',
  ['sbom', '--sbom-format=cyclonedx', '--sbom-type=application', '--package-lock-only'],
  { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 64 * 1024 * 1024 },
);
mkdirSync(dirname(target), { recursive: true });
const sbom = completeSbom(JSON.parse(written), {
  'claimwire-model': join(SHIPPED_MODELS.default, 'model.onnx'),
  'claimwire-model-fast': join(SHIPPED_MODELS.fast, 'model.onnx'),
});
writeFileSync(target, `${JSON.stringify(sbom, null, 2)}\n`);
console.log(`${sbom.components.length} components in ${target}`);
