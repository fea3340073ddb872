#!/usr/bin/env node
import { Command, InvalidArgumentError, Option } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { STANCES } from '../shared/extract/extraction.ts';
import { modelFolder } from '../shared/extract/modelFolder.ts';
import { registerOps } from './commands/ops/registerOps.ts';
import { EXIT, type ExitCode } from './exitCodes.ts';
import { runProgram } from './runProgram.ts';
import { terminalWidth } from './terminal/style.ts';

// Commands are loaded when they are called: none should wait for what only another needs (the model, the servers).

/** Runs a command; what it returns becomes the exit code. */
const run =
  <Arguments extends unknown[]>(action: (...args: Arguments) => Promise<ExitCode> | Promise<void>) =>
  async (...args: Arguments): Promise<void> => {
    process.exitCode = (await action(...args)) ?? EXIT.done;
  };

const whole =
  (least: number, most: number) =>
  (value: string): number => {
    const number = Number(value);
    if (!/^\d+$/.test(value) || number < least || number > most)
      throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
    return number;
  };

const probability = (value: string): number => {
  const number = Number(value);
  if (value.trim() === '' || !(number >= 0 && number <= 1))
    throw new InvalidArgumentError('It must be a number from 0 to 1; for 80%, give 0.8.');
  return number;
};

const minConfidence = () =>
  new Option('--min-confidence <0..1>', 'only those the model is this sure of').argParser(probability);

const modelOption = () =>
  new Option(
    '--model <folder>',
    'another model: "fast" takes six tenths of the time and finds less; or the folder of your own',
  ).argParser(modelFolder);

const port = whole(0, 65535);
const dataOption = () =>
  new Option('--data <folder>', 'data folder of the embedded stack').env('CLAIMWIRE_DATA');

/** A command that asks the API. */
const asking = (command: Command): Command =>
  command
    .addOption(dataOption())
    .addOption(
      new Option('--api-url <url>', 'a deployed API, not the embedded stack').env('CLAIMWIRE_API_URL'),
    )
    .addOption(new Option('--api-key <key>', 'key of the deployed API').env('CLAIMWIRE_API_KEY'));

const asJson = (command: Command): Command =>
  command.option('--json', 'for programs: one JSON object a line, as the API gives it');

const listing = (command: Command, standard: number): Command =>
  command
    .addOption(new Option('--limit <n>', 'how many to show').argParser(whole(1, 1_000_000)).default(standard))
    .option('--all', 'show all there are');

const inTime = (command: Command): Command =>
  command
    .option('--from <date>', 'articles of this day or later: 2026-11-22, or a time 2026-11-22T18:30:00Z')
    .option('--to <date>', 'articles of this day or earlier; a time itself is not included');

const program = new Command()
  .name('claimwire')
  .description('Who said what: turns news articles into attributed claims in a ledger you can query.')
  .version(packageJson.version, '-V, --version', 'print the version')
  .helpOption('-h, --help', 'print help')
  .helpCommand('help [command]', 'print help for a command')
  .showSuggestionAfterError()
  .showHelpAfterError('("claimwire --help" shows what there is)')
  .configureHelp({ helpWidth: terminalWidth() })
  .exitOverride()
  .addHelpText(
    'after',
    `
Start here:
  npx claimwire up                     run it on this machine, with samples
  npx claimwire upload story.txt       in another terminal: add an article
  npx claimwire claims --source "WHO"  who said what

Exit codes: 0 done · 1 some input was bad or refused, the rest is done
            2 wrong options or settings · 3 Claimwire or AWS not reachable`,
  );

program
  .command('up')
  .summary('run Claimwire on this machine')
  .description(
    'Runs the whole of Claimwire in one process on this machine (127.0.0.1 only): takes in the articles named, prints the claims it found and the address of the API, and keeps running. Data is kept between runs.',
  )
  .argument('[paths...]', 'articles, or folders of them; without any: the sample articles')
  .addOption(dataOption())
  .addOption(new Option('--port <port>', 'port of the API (default: 8710, or a free one)').argParser(port))
  .addOption(
    new Option('--s3-port <port>', 'port of S3 and SQS (default: 8711, or a free one)').argParser(port),
  )
  .addOption(
    new Option('--dynamodb-port <port>', 'port of DynamoDB (default: 8712, or a free one)').argParser(port),
  )
  .option(
    '--inbox <folder>',
    'watched folder: files put there are taken in (default: inbox in the data folder)',
  )
  .option('--no-inbox', 'watch no folder')
  .option('--no-samples', 'leave the sample articles out')
  .addOption(modelOption())
  .addHelpText(
    'after',
    `
Examples:
  claimwire up                           with the sample articles
  claimwire up stories/ extra.html       with your own
  claimwire up --data /srv/claimwire --port 9000 --no-samples
  claimwire up --model fast              what is read from now on

Upload to it with "claimwire upload", with anything that speaks S3
(path-style addresses, any credentials), or by copying files to the inbox.`,
  )
  .action(run(async (paths, flags) => (await import('./commands/up.ts')).up(paths, flags)));

asJson(
  asking(
    program
      .command('upload')
      .summary('add articles')
      .description(
        'Uploads articles and waits until each is processed or refused. A file keeps its name as key: uploaded again, it replaces what it was.',
      )
      .argument(
        '<paths...>',
        'articles (text, Markdown, HTML, JSON; gzip too), folders of them, or - for stdin',
      )
      .option('--title <text>', 'its title, whatever the article itself says')
      .option('--publisher <name>', 'who published it')
      .option('--published <date>', 'when, such as 2026-11-22 or 2026-11-22T18:30:00Z')
      .option('--url <url>', 'its address on the web')
      .option('--key <key>', 'name one article in the bucket')
      .option('--prefix <prefix>', 'put this before all keys, such as "agency/2026/"')
      .option('--no-wait', 'do not wait for the outcome'),
  ),
)
  .addOption(new Option('--bucket <name>', 'bucket of a deployment').env('CLAIMWIRE_BUCKET'))
  .addOption(new Option('--region <region>', 'AWS region of the bucket').env('AWS_REGION'))
  .addHelpText(
    'after',
    `
Examples:
  claimwire upload story.txt --publisher "The Courier" --published 2026-11-22
  claimwire upload stories/ --prefix courier/
  curl -s https://example.org/story | claimwire upload - --key story.html
  claimwire upload story.txt --bucket NAME --api-url https://… --api-key …

AWS credentials are found as the AWS CLI finds them.
Exit code 1 when an article was refused: the reason stands below it.`,
  )
  .action(run(async (paths, flags) => (await import('./commands/upload.ts')).upload(paths, flags)));

asJson(
  asking(
    listing(
      inTime(
        program
          .command('claims')
          .summary('list claims: who, the cue, what')
          .description(
            'Lists claims, newest article first. One of --source, --via, --entity, --publisher or --article may be given.',
          )
          .option('--source <name>', 'only what this source said, by any of its names, or its id')
          .option('--via <name>', 'only what others say through this source, as it tells it')
          .option('--entity <name>', 'only what mentions this entity, by the same')
          .option('--publisher <name>', 'only from articles of this publisher')
          .addOption(
            new Option('--article <id>', 'only those of one article').conflicts([
              'source',
              'via',
              'entity',
              'publisher',
              'from',
              'to',
            ]),
          ),
      )
        .addOption(
          new Option(
            '--kind <kind>',
            'attributed: said by somebody; narrated: stated by the publisher itself',
          )
            .choices(['attributed', 'narrated', 'all'])
            .default('attributed'),
        )
        .addOption(
          new Option('--stance <stance>', 'only what its source denies, fears, promises …').choices(STANCES),
        )
        .addOption(minConfidence()),
      20,
    ),
  ),
)
  .addHelpText(
    'after',
    `
Examples:
  claimwire claims --source "Institute for the Study of War"
  claimwire claims --source ISW --stance warn
  claimwire claims --via Reuters
  claimwire claims --entity Soledar --from 2023-01-01 --to 2023-01-31
  claimwire claims --entity Soledar --kind all
  claimwire claims --all --json | jq -r '.sourceName' | sort | uniq -c

"CNN → Russia" as WHO: what Russia says, as CNN tells it. Both
--source Russia and --via CNN find it; --source CNN finds what CNN itself says.
A narrated claim has the publisher as WHO, and "hedged" as CUE where the
publisher itself is not sure: "The play could open in the spring."`,
  )
  .action(run(async (flags) => (await import('./commands/claims.ts')).claims(flags)));

asJson(
  asking(
    listing(
      inTime(
        program
          .command('articles')
          .summary('list articles')
          .description('Lists articles, newest first, with how many claims each has, or why it was refused.')
          .option('--publisher <name>', 'only of this publisher')
          .option('--entity <name>', 'only those that mention this entity')
          .addOption(new Option('--status <status>', 'only these').choices(['processed', 'refused'])),
      ),
      20,
    ),
  ),
)
  .addHelpText(
    'after',
    `
Examples:
  claimwire articles --publisher "The Harbour Courier"
  claimwire articles --status refused`,
  )
  .action(run(async (flags) => (await import('./commands/articles.ts')).articles(flags)));

asJson(
  asking(
    program
      .command('article')
      .summary('show one article')
      .description('Shows the claims and entities of one article, or its text.')
      .argument('<id>', 'as "claimwire articles" and "claimwire upload" print it')
      .option('--text', 'print the document text that all offsets point into'),
  ),
)
  .addHelpText(
    'after',
    `
Examples:
  claimwire article 5f2c8a90b1d34e67a8c9f012
  claimwire article 5f2c8a90b1d34e67a8c9f012 --text > story.txt`,
  )
  .action(run(async (id, flags) => (await import('./commands/article.ts')).article(id, flags)));

asJson(
  asking(
    listing(
      program
        .command('entities')
        .summary('find entities by the start of their names')
        .description(
          'Lists the persons, organizations, places … whose names start so; letter case and accents do not matter.',
        )
        .argument('<prefix>', 'how the name starts'),
      20,
    ),
  ),
)
  .addHelpText('after', '\nExample:\n  claimwire entities port')
  .action(run(async (prefix, flags) => (await import('./commands/entities.ts')).entities(prefix, flags)));

asJson(
  asking(
    program
      .command('entity')
      .summary('what a name means over all articles, and why')
      .description(
        'Shows who or what a name means over all articles: its id, its other names, and by which rule or article each is one.',
      )
      .argument('<name>', 'a name, a key or an id'),
  ),
)
  .addHelpText(
    'after',
    '\nExamples:\n  claimwire entity ISW\n  claimwire entity Ukrainians\n  claimwire entity country:ua --json',
  )
  .action(run(async (name, flags) => (await import('./commands/entity.ts')).entity(name, flags)));

program
  .command('extract')
  .summary('articles in, claims out, as JSON Lines; needs nothing running')
  .description(
    'Reads articles from stdin, one JSON object a line: {"id", "text", "title"?, "publisher"?, "published"?, "url"?}. Writes for each, in order, one line {"id", "extractorVersion", "claims", "setAside", "entities", "blocks"}; spans are [start, end) in UTF-16 code units of the text. At a terminal it shows how far it is.',
  )
  .addOption(
    new Option('--jobs <n>', 'articles done at the same time (default: one a core)').argParser(whole(1, 256)),
  )
  .addOption(minConfidence())
  .addOption(modelOption())
  .option('-q, --quiet', 'do not show how far it is')
  .addHelpText(
    'after',
    `
Examples:
  echo '{"id":"1","text":"The dam is safe, she said."}' | claimwire extract
  claimwire extract < articles.jsonl > claims.jsonl
  claimwire extract --jobs 2 --min-confidence 0.8 < articles.jsonl
  claimwire extract --model fast < articles.jsonl

Claims keep the ids they have without --min-confidence; the parent of one is
the innermost claim around it that is left.

A line that cannot be done is told on stderr with its number and id, the
rest is done, and the exit code is 1. Each job takes some 150 MB of memory.`,
  )
  .action(run(async (flags) => (await import('./commands/extract.ts')).extract(flags)));

asJson(
  asking(
    program
      .command('status')
      .summary('is it running, where, what waits')
      .description(
        'Says whether Claimwire is running, where, and how many articles wait. Exit code 3 when it is not.',
      ),
  ),
)
  .addHelpText('after', '\nExample:\n  claimwire status --json')
  .action(run(async (flags) => (await import('./commands/status.ts')).status(flags)));

registerOps(program, run);

program
  .command('connect')
  .summary('talk to a deployed stack from now on')
  .description(
    'Reads where a deployed stack is, and its API key, and has the other commands talk to it. Flags and environment variables still come first; --data means the embedded stack.',
  )
  .option('--stack <name>', 'by the outputs that CloudFormation has, such as claimwire-dev')
  .option('--outputs <file>', 'by the file that "cdk deploy --outputs-file" wrote')
  .addOption(new Option('--region <region>', 'AWS region of the stack').env('AWS_REGION'))
  .addOption(new Option('--forget', 'talk to the embedded stack again').conflicts(['stack', 'outputs']))
  .addHelpText(
    'after',
    `
Examples:
  claimwire connect --stack claimwire-dev
  claimwire connect --outputs outputs.json
  claimwire connect --forget

AWS credentials are found as the AWS CLI finds them.`,
  )
  .action(run(async (flags) => (await import('./commands/connect.ts')).connect(flags)));

await runProgram(program, 'claimwire');
