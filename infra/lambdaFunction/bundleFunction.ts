import { cpSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { buildSync } from 'esbuild';
import { MODEL_FILES } from '../../shared/extract/modelFolder.ts';

export interface FunctionSource {
  /** Module that exports `handler`, relative to the project's root. */
  readonly entry: string;
  /** Folder of the model that lies beside the bundle, with the runtime that runs it; null: neither. */
  readonly model: string | null;
}

export const projectRoot = join(import.meta.dirname, '../..');

/** Lambda unpacks a function under /var/task; the model, whichever it is, lies in this folder of it. */
export const MODEL_FOLDER = 'model';

const NATIVE_PACKAGE = 'onnxruntime-node';
/** What of onnxruntime-node runs on Lambda: 46 MB of the 288 that all platforms take. */
const NATIVE_FILES = ['package.json', 'dist', 'lib', 'bin/napi-v6/linux/x64'];
const NATIVE_DEPENDENCY = 'onnxruntime-common';
const NATIVE_DEPENDENCY_FILES = ['package.json', 'dist/cjs'];

/**
 * Writes what a function needs to run on Lambda (Node 24, x86_64) into a folder: `index.mjs`, its source map, and the
 * model with its runtime where it is asked for. The host's own platform does not matter.
 *
 * @param outputDir an existing folder
 * @throws Error of esbuild, with file and line, when the code cannot be bundled
 */
export function bundleFunction({ entry, model }: FunctionSource, outputDir: string): void {
  buildSync({
    absWorkingDir: projectRoot,
    entryPoints: [entry],
    outfile: join(outputDir, 'index.mjs'),
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    // Packages' ES modules first: only they can be pruned of what is not used.
    mainFields: ['module', 'main'],
    external: [NATIVE_PACKAGE],
    // CommonJS packages in an ES module bundle call `require`, which ES modules have not.
    banner: {
      js: "import { createRequire as createBundleRequire } from 'node:module'; const require = createBundleRequire(import.meta.url);",
    },
    minify: true,
    // Errors are logged and told apart by their class's name.
    keepNames: true,
    // Stack traces of the log point to our lines; the sources themselves stay at home.
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'warning',
  });
  if (model === null) return;

  mkdirSync(join(outputDir, MODEL_FOLDER), { recursive: true });
  for (const file of MODEL_FILES) cpSync(join(model, file), join(outputDir, MODEL_FOLDER, file));
  const runtime = createRequire(join(projectRoot, 'package.json'));
  const native = dirname(dirname(runtime.resolve(NATIVE_PACKAGE)));
  copyPackage(native, NATIVE_PACKAGE, NATIVE_FILES, outputDir);
  const dependency = createRequire(join(native, 'package.json')).resolve(NATIVE_DEPENDENCY);
  copyPackage(dirname(dirname(dirname(dependency))), NATIVE_DEPENDENCY, NATIVE_DEPENDENCY_FILES, outputDir);
}

function copyPackage(from: string, name: string, files: readonly string[], outputDir: string): void {
  for (const file of files) {
    cpSync(join(from, file), join(outputDir, 'node_modules', name, file), {
      recursive: true,
      // The .so's are links or plain files, depending on the package's version.
      dereference: true,
      filter: (path) => !/\.(d\.ts|map)$/.test(path),
    });
  }
}
