/**
 * `npm run calibrate`: fits the confidence of claims to annotated articles that the model was not trained on, and writes
 * the curves into the model's decoding.json.
 */
import { copyFile, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { CommandError, EXIT } from '../cli/exitCodes.ts';
import { runProgram } from '../cli/runProgram.ts';
import { progressLine } from '../cli/terminal/progress.ts';
import { terminalWidth } from '../cli/terminal/style.ts';
import { writeLine } from '../cli/terminal/writeLine.ts';
import { articleFromText } from '../shared/article/articleFromText.ts';
import { calibrate, type Judged } from '../shared/evaluate/calibration.ts';
import { scoreExample } from '../shared/evaluate/scoreExample.ts';
import { type CalibrationCurve, calibrated, fitCurve } from '../shared/extract/calibrate.ts';
import { modelFolder, SHIPPED_MODELS } from '../shared/extract/modelFolder.ts';
import { extractAll } from './extractAll.ts';
import { readData } from './readData.ts';

interface Flags {
  readonly data: readonly string[];
  readonly nested: readonly string[];
  readonly model: string;
}

const program = new Command()
  .name('npm run calibrate --')
  .description(
    'Fits confidence to the share of claims that are right (source, cue and content exactly), and writes it into the model folder’s decoding.json.',
  )
  .addOption(
    new Option(
      '--data <paths...>',
      'annotated articles, not trained on: for outermost claims',
    ).makeOptionMandatory(),
  )
  .addOption(
    new Option(
      '--nested <paths...>',
      'annotated articles with nesting: for claims inside others',
    ).makeOptionMandatory(),
  )
  .addOption(
    new Option('--model <folder>', 'the model: fast, or a folder')
      .default(SHIPPED_MODELS.default)
      .argParser(modelFolder),
  )
  .helpOption('-h, --help', 'print help')
  .configureHelp({ helpWidth: terminalWidth() })
  .allowExcessArguments(false)
  .exitOverride()
  .action(run);

async function run({ data, nested, model }: Flags): Promise<void> {
  const file = join(model, 'decoding.json');
  const { calibration: _, ...decoding } = JSON.parse(await readFile(file, 'utf8'));
  const plain = await mkdtemp(join(tmpdir(), 'claimwire-model-'));
  try {
    for (const name of ['model.onnx', 'vocab.txt']) await copyFile(join(model, name), join(plain, name));
    await writeFile(join(plain, 'decoding.json'), JSON.stringify(decoding));
    const outermost = await judge(data, plain, false);
    const inner = await judge(nested, plain, true);
    const calibration = { outermost: curveOf(outermost), nested: curveOf(inner) };
    await writeFile(`${file}.new`, `${JSON.stringify({ ...decoding, calibration })}\n`);
    await rename(`${file}.new`, file);
    for (const [name, judged] of [
      ['outermost', outermost],
      ['nested', inner],
    ] as const) {
      const after = judged.map(
        ({ probability, right }): Judged => ({
          confidence: calibrated(probability, calibration[name]),
          right,
        }),
      );
      const before = judged.map(({ probability, right }): Judged => ({ confidence: probability, right }));
      await writeLine(
        `${name}: ${judged.length} claims; expected calibration error ${calibrate(before).error.toFixed(3)} before, ` +
          `${calibrate(after).error.toFixed(3)} after, on the claims it was fitted to`,
      );
    }
  } finally {
    await rm(plain, { recursive: true });
  }
}

function curveOf(judged: Parameters<typeof fitCurve>[0]): CalibrationCurve {
  try {
    return fitCurve(judged);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new CommandError(error.message, EXIT.usage, error);
  }
}

/** The model's own probability of each claim it finds, and whether the claim is right. */
async function judge(paths: readonly string[], model: string, nested: boolean) {
  const examples = await readData(paths);
  const progress = progressLine();
  const { extractions } = await extractAll(examples, {
    model,
    jobs: availableParallelism(),
    onDone: (done) => progress.show(`${done} of ${examples.length} articles`),
  }).finally(() => progress.clear());
  return examples.flatMap((example, i) => {
    const article = articleFromText(example.text, example.metadata);
    return scoreExample(example, article, extractions[i]!, 'first').attributions.flatMap(({ judged }) =>
      judged
        .filter((claim) => claim.nested === nested)
        .map(({ confidence, exact }) => ({ probability: confidence, right: exact })),
    );
  });
}

await runProgram(program, 'calibrate');
