/**
 * `npm run evaluate`: scores the extractor that ships on annotated articles, raw text in, spans out.
 * Which data there are and what the figures were: docs/quality.md.
 */
import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { Command, InvalidArgumentError, Option } from 'commander';
import { CommandError, EXIT } from '../cli/exitCodes.ts';
import { runProgram } from '../cli/runProgram.ts';
import { progressLine } from '../cli/terminal/progress.ts';
import { terminalWidth } from '../cli/terminal/style.ts';
import { writeLine } from '../cli/terminal/writeLine.ts';
import { articleFromText } from '../shared/article/articleFromText.ts';
import { report } from '../shared/evaluate/report.ts';
import { type Annotators, scoreExample } from '../shared/evaluate/scoreExample.ts';
import { modelFolder, SHIPPED_MODELS } from '../shared/extract/modelFolder.ts';
import { errorList } from './errorList.ts';
import { extractAll } from './extractAll.ts';
import { readData } from './readData.ts';
import { markdownTable, tables, textTable } from './tables.ts';

interface Flags {
  readonly data: readonly string[];
  readonly annotators: Annotators;
  readonly model: string;
  readonly limit?: number;
  readonly errors?: number;
  readonly jobs: number;
  readonly json?: string;
  readonly markdown?: boolean;
}

const whole = (value: string): number => {
  if (!/^[1-9]\d{0,6}$/.test(value)) throw new InvalidArgumentError('It must be a whole number from 1.');
  return Number(value);
};

const program = new Command()
  .name('npm run evaluate --')
  .description(
    'Scores the extractor on annotated articles: attributions, nesting, entities and confidence. The text is all that the extractor is given, with title, publisher and date where the data has them.',
  )
  .addOption(
    new Option(
      '--data <paths...>',
      'annotated articles: JSON Lines in the form of PolNeAR, GUM or Worldwide newswire, inline markup, or folders of such files',
    ).makeOptionMandatory(),
  )
  .addOption(
    new Option('--annotators <whose>', 'score against the first annotator, or against each one’s copy')
      .choices(['first', 'all'])
      .default('first'),
  )
  .addOption(
    new Option('--model <folder>', 'another model than the one that ships: fast, or a folder')
      .default(SHIPPED_MODELS.default)
      .argParser(modelFolder),
  )
  .addOption(new Option('--limit <n>', 'only the first articles').argParser(whole))
  .addOption(new Option('--errors <n>', 'list the worst errors with their text').argParser(whole))
  .addOption(
    new Option('--jobs <n>', 'articles at the same time').argParser(whole).default(availableParallelism()),
  )
  .option('--json <file>', 'write all figures to a file, or to stdout (-) instead of the tables')
  .option('--markdown', 'print the tables as Markdown')
  .helpOption('-h, --help', 'print help')
  .configureHelp({ helpWidth: terminalWidth() })
  .allowExcessArguments(false)
  .exitOverride()
  .addHelpText(
    'after',
    `
Examples:
  npm run evaluate -- --data tests/fixtures/gold
  npm run evaluate -- --data ../shared/polnear/dev.jsonl --errors 20
  npm run evaluate -- --data dev.jsonl --json figures.json --model /tmp/model

Exit codes: 0 done · 2 wrong options, data or model`,
  )
  .action(evaluate);

async function evaluate(flags: Flags): Promise<void> {
  const examples = (await readData(flags.data)).slice(0, flags.limit);
  const progress = progressLine();
  const { version, extractions } = await extractAll(examples, {
    model: flags.model,
    jobs: flags.jobs,
    onDone: (done) => progress.show(`${done} of ${examples.length} articles`),
  }).finally(() => progress.clear());
  const outcomes = examples.map((example, i) =>
    scoreExample(example, articleFromText(example.text, example.metadata), extractions[i]!, flags.annotators),
  );
  const figures = report(outcomes);

  if (flags.json !== undefined) {
    const settings = { extractorVersion: version, data: flags.data, annotators: flags.annotators };
    const json = JSON.stringify({ ...settings, ...figures }, null, 2);
    if (flags.json === '-') return writeLine(json);
    await writeFile(flags.json, `${json}\n`).catch((error: Error) => {
      throw new CommandError(`${flags.json} cannot be written: ${error.message}`, EXIT.usage, error);
    });
  }
  const shape = flags.markdown === true ? markdownTable : textTable;
  const parts = [`Extractor ${version}`, ...tables(figures).map(shape)];
  if (flags.errors !== undefined) parts.push(errorList(outcomes, flags.errors, terminalWidth()));
  await writeLine(parts.join('\n\n'));
}

await runProgram(program, 'evaluate');
