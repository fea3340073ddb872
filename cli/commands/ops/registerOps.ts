import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ExitCode } from '../../exitCodes.ts';

type Run = <Arguments extends unknown[]>(
  action: (...args: Arguments) => Promise<ExitCode> | Promise<void>,
) => (...args: Arguments) => Promise<void>;

/** A command that works on a deployment's own parts, not on its API. */
const operating = (command: Command): Command =>
  command
    .addOption(new Option('--data <folder>', 'data folder of the embedded stack').env('CLAIMWIRE_DATA'))
    .addOption(new Option('--region <region>', 'AWS region of a deployment').env('AWS_REGION'));

const SETTINGS = {
  bucket: ['--bucket <name>', 'bucket of uploads', 'CLAIMWIRE_BUCKET'],
  texts: ['--texts-bucket <name>', 'bucket of document texts', 'CLAIMWIRE_TEXTS_BUCKET'],
  table: ['--table <name>', 'the ledger’s table', 'CLAIMWIRE_TABLE'],
  queue: ['--queue-url <url>', 'ingest queue', 'CLAIMWIRE_QUEUE_URL'],
  dlq: ['--dlq-url <url>', 'dead-letter queue', 'CLAIMWIRE_DLQ_URL'],
} as const;

/** With the settings of the parts that it works on. */
function on(command: Command, ...parts: (keyof typeof SETTINGS)[]): Command {
  for (const part of parts) {
    const [flags, description, variable] = SETTINGS[part];
    command.addOption(new Option(flags, `${description} of a deployment`).env(variable));
  }
  return operating(command);
}

const asJson = (command: Command): Command =>
  command.option('--json', 'for programs: one JSON object a line');

const number =
  (least: number, most: number, isWhole: boolean) =>
  (value: string): number => {
    const parsed = Number(value);
    if (value.trim() === '' || !(parsed >= least && parsed <= most) || (isWhole && parsed % 1 !== 0))
      throw new InvalidArgumentError(
        `It must be a ${isWhole ? 'whole ' : ''}number from ${least} to ${most}.`,
      );
    return parsed;
  };

const limited = (command: Command, standard: number): Command =>
  command.addOption(
    new Option('--limit <n>', 'how many to show').argParser(number(1, 1_000_000, true)).default(standard),
  );

/**
 * Adds the operators' commands: `claimwire ops …`.
 *
 * @param run makes of an action what the command line calls: its exit code becomes the process's
 */
export function registerOps(program: Command, run: Run): void {
  const ops = program
    .command('ops')
    .summary('for operators: dead letters, reprocessing, quarantine, deny list, names, audit')
    .description(
      'Commands for whoever runs a Claimwire. They work on its queues, buckets and table: those that are named by option or environment, else those of the stack that "claimwire connect" named, else those of the running embedded stack; with AWS’s usual credentials.',
    )
    .addHelpText(
      'after',
      `
Settings of a deployment, with the outputs of "cdk deploy" that hold them:
  CLAIMWIRE_BUCKET        ArticlesBucketName
  CLAIMWIRE_TEXTS_BUCKET  TextsBucketName
  CLAIMWIRE_TABLE         TableName
  CLAIMWIRE_QUEUE_URL     QueueUrl
  CLAIMWIRE_DLQ_URL       DeadLetterQueueUrl

The rights each command needs: docs/decisions/08-operations-commands.md`,
    );
  registerDlq(ops, run);
  registerReprocess(ops, run);
  registerQuarantine(ops, run);
  registerDeny(ops, run);
  registerEntity(ops, run);
  registerVerify(ops, run);
}

function registerEntity(ops: Command, run: Run): void {
  const entity = ops
    .command('entity')
    .summary('what names mean: why, merge, split')
    .description(
      'Which names mean the same over all articles. Articles show it (“Institute for the Study of War (ISW)”); where they are wrong, or say nothing, an operator decides. Nothing is moved: claims stay where they are, and every decision can be taken back.',
    );
  const noting = (command: Command) => command.option('--note <text>', 'why, for those who come later');
  asJson(
    on(
      entity
        .command('why')
        .summary('what a name means, and how that came')
        .description(
          'Shows what a name, key or id means, all names that lead there, the articles that show it, and what was decided.',
        )
        .argument('<name>'),
      'table',
    ),
  )
    .addHelpText('after', '\nExample:\n  claimwire ops entity why ISW')
    .action(run(async (name, flags) => (await import('./entity.ts')).entityWhy(name, flags)));
  on(
    noting(
      entity
        .command('merge')
        .summary('have a name mean the same as another')
        .description(
          'From now on the name means what the other one means, in all articles, old and new. A name merged with itself has one bearer again, whatever told its bearers apart.',
        )
        .argument('<name>')
        .argument('<into>'),
    ),
    'table',
  )
    .addHelpText(
      'after',
      `
Examples:
  claimwire ops entity merge "Wagner" "Wagner Group"
  claimwire ops entity merge "John Smith" "John Smith"`,
    )
    .action(run(async (name, into, flags) => (await import('./entity.ts')).entityMerge(name, into, flags)));
  on(
    noting(
      entity
        .command('split')
        .summary('have a name mean something else')
        .description(
          'Undoes a merge, or what articles showed: with --from, the name does not mean that any more. With --article, the name’s bearer in those articles is another one than in the rest. With neither, it is another one in every article.',
        )
        .argument('<name>')
        .addOption(new Option('--from <name>', 'what it does not mean').conflicts('article'))
        .option('--article <ids...>', 'articles whose bearer of the name is another one'),
    ),
    'table',
  )
    .addHelpText(
      'after',
      `
Examples:
  claimwire ops entity split ISW --from "Institute for the Study of War"
  claimwire ops entity split "Jane Doe" --article 5f2c8a90b1d34e67a8c9f012`,
    )
    .action(run(async (name, flags) => (await import('./entity.ts')).entitySplit(name, flags)));
}

function registerDlq(ops: Command, run: Run): void {
  const dlq = ops
    .command('dlq')
    .summary('events that failed too often: list, redrive, discard')
    .description(
      'An event that failed too often waits among the dead letters, for 14 days at most. Find out why (the ingest log has the message’s id), mend it, and redrive.',
    );
  asJson(
    limited(
      on(
        dlq
          .command('list')
          .summary('what waits there')
          .description(
            'Lists dead letters: how old each is, how often it was received, and which object it is about. Looking takes nothing away; for a second or two after it, others may not see them.',
          ),
        'dlq',
      ),
      100,
    ),
  ).action(run(async (flags) => (await import('./dlq.ts')).dlqList(flags)));
  on(
    dlq
      .command('redrive')
      .summary('send them back to the ingest queue')
      .description(
        'Sends dead letters back to the ingest queue: those named, or all. One that was overtaken meanwhile changes nothing, and neither does one that is sent twice: the newest version of an object wins.',
      )
      .argument('[messages...]', 'ids, as "dlq list" shows them'),
    'dlq',
    'queue',
  )
    .addHelpText('after', '\nExample:\n  claimwire ops dlq redrive')
    .action(run(async (ids, flags) => (await import('./dlq.ts')).dlqRedrive(ids, flags)));
  on(
    dlq
      .command('discard')
      .summary('delete them for good')
      .description(
        'Deletes dead letters. What they told of stays unknown to the ledger until "claimwire ops verify --repair" finds it.',
      )
      .argument('[messages...]', 'ids, as "dlq list" shows them')
      .option('--all', 'all of them')
      .option('--yes', 'really: --all asks for it'),
    'dlq',
  )
    .addHelpText('after', '\nExample:\n  claimwire ops dlq discard --all --yes')
    .action(run(async (ids, flags) => (await import('./dlq.ts')).dlqDiscard(ids, flags)));
}

function registerReprocess(ops: Command, run: Run): void {
  asJson(
    on(
      ops
        .command('reprocess')
        .summary('have articles processed again, by a newer extractor')
        .description(
          'Sends the ingest queue an event for each article that is selected, with its own version and sequencer. A newer extractor’s outcome replaces what is recorded; the same extractor’s changes nothing. Newest articles first. Ctrl-C stops it; the same command goes on where it stopped.',
        )
        .option('--all', 'all articles')
        .option('--publisher <name>', 'those of this publisher')
        .option('--before <version>', 'those that an extractor of a lower version recorded, such as 0.2.0')
        .option('--from <date>', 'those of this day or later: 2026-11-22, or 2026-11-22T18:30:00Z')
        .option('--to <date>', 'those of this day or earlier; a time itself is not included')
        .addOption(
          new Option('--rate <n>', 'articles a second at most')
            .argParser(number(0.1, 10_000, false))
            .default(10),
        )
        .option('--checkpoint <file>', 'where to note how far it is (default: in the data folder)')
        .option('--dry-run', 'only count them'),
      'table',
      'queue',
    ),
  )
    .addHelpText(
      'after',
      `
Examples:
  claimwire ops reprocess --before 0.2.0 --dry-run
  claimwire ops reprocess --before 0.2.0 --rate 5
  claimwire ops reprocess --publisher "The Harbour Courier" --from 2026-01-01

New uploads wait behind what is sent: stay below what ingestion takes (about
one article a second for each function at work), or they wait long.
Exit code 1 when it was stopped before the end.`,
    )
    .action(run(async (flags) => (await import('./reprocess.ts')).reprocess(flags)));
}

function registerQuarantine(ops: Command, run: Run): void {
  const quarantine = ops
    .command('quarantine')
    .summary('articles that were refused: list, show, retry')
    .description(
      'An upload that can never be read as it is, or that is denied, is recorded as refused, with the reason. After a fix of the code it can be tried again; a fix of the article is a new upload.',
    );
  const code = (command: Command) =>
    command.option('--code <code>', 'only those refused for this: article.empty, …');
  asJson(
    limited(
      on(
        code(
          quarantine
            .command('list')
            .summary('refused articles')
            .description('Lists refused articles, newest first, with the code of the reason.'),
        ).option('--all', 'show all there are'),
        'table',
      ),
      50,
    ),
  )
    .addHelpText('after', '\nExample:\n  claimwire ops quarantine list --code article.noArticle')
    .action(run(async (flags) => (await import('./quarantine.ts')).quarantineList(flags)));
  asJson(
    on(
      quarantine
        .command('show')
        .summary('one refused article, with the whole reason')
        .description('Shows one refused article: its object, its version and why it was refused.')
        .argument('<id>', 'as "quarantine list" shows it'),
      'table',
    ),
  ).action(run(async (id, flags) => (await import('./quarantine.ts')).quarantineShow(id, flags)));
  asJson(
    on(
      code(
        quarantine
          .command('retry')
          .summary('have them taken in again')
          .description(
            'Copies objects of refused articles onto themselves: each gets a new version and is taken in like any upload. Says when an object is gone.',
          )
          .argument('[ids...]', 'as "quarantine list" shows them')
          .option('--all', 'all refused articles'),
      ),
      'table',
      'bucket',
    ),
  )
    .addHelpText('after', '\nExample:\n  claimwire ops quarantine retry --all --code article.noArticle')
    .action(run(async (ids, flags) => (await import('./quarantine.ts')).quarantineRetry(ids, flags)));
}

function registerDeny(ops: Command, run: Run): void {
  const deny = ops
    .command('deny')
    .summary('what must not be kept: add, remove, list')
    .description(
      'A publisher or an address on the deny list: its uploads are refused (article.denied) before anything is taken out of them, from the very next article on.',
    );
  const named = (command: Command) =>
    command
      .option('--publisher <name>', 'a publisher, however its letters and accents are written')
      .option('--url <url>', 'an article’s address; scheme, www., fragment and last slash do not matter');
  asJson(
    on(
      named(
        deny
          .command('add')
          .summary('deny, and remove what is there')
          .description(
            'Denies a publisher or an address, and removes all that is there of everything on the list: articles from the ledger, their uploads with all versions, and kept texts that no other article stands on. Run again, it removes uploads that were refused since. What it removes cannot be had back.',
          ),
      ),
      'table',
      'bucket',
      'texts',
    ),
  )
    .addHelpText(
      'after',
      `
Examples:
  claimwire ops deny add --publisher "The Harbour Courier"
  claimwire ops deny add --url https://example.org/story

Names of entities stay in the directory, and backups of the table hold what
they held.`,
    )
    .action(run(async (flags) => (await import('./deny.ts')).denyAdd(flags)));
  on(
    named(
      deny
        .command('remove')
        .summary('deny no longer')
        .description(
          'Takes a publisher or an address off the list. What was refused meanwhile and still lies in the bucket comes in with "claimwire ops quarantine retry --all --code article.denied".',
        ),
    ),
    'table',
  ).action(run(async (flags) => (await import('./deny.ts')).denyRemove(flags)));
  asJson(
    on(
      deny.command('list').summary('what is denied').description('Lists the deny list, with dates.'),
      'table',
    ),
  ).action(run(async (flags) => (await import('./deny.ts')).denyList(flags)));
}

function registerVerify(ops: Command, run: Run): void {
  asJson(
    on(
      ops
        .command('verify')
        .summary('check ledger and buckets against each other, and repair')
        .description(
          'Reads the whole table and both buckets, and tells what does not fit together: objects without a record, records without an object, items of no current edition, items that are missing, entries of lists that disagree with their article, texts that are missing, articles that are denied. It runs beside the work.',
        )
        .option('--repair', 'mend what is found')
        .addOption(
          new Option('--grace <minutes>', 'leave younger objects alone: they may be on their way')
            .argParser(number(0, 100_000, false))
            .default(60),
        ),
      'table',
      'bucket',
      'texts',
    ),
  )
    .addHelpText(
      'after',
      `
Examples:
  claimwire ops verify
  claimwire ops verify --repair --json > audit.jsonl

What each finding is mended by:
  reingest  the object is copied onto itself, and so taken in anew
  delete    the item is deleted
  withdraw  the article is taken out of the ledger
  remove    what is denied is removed, as "ops deny add" does

Work off the queue and the dead letters first: what waits there is not
recorded yet. Exit code 1 when something is wrong and was not repaired.`,
    )
    .action(run(async (flags) => (await import('./verify.ts')).verify(flags)));
}
