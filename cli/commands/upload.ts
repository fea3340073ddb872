import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { S3Client } from '@aws-sdk/client-s3';
import type { UploadMetadata } from '../../shared/aws/putArticle.ts';
import { CommandError, EXIT, type ExitCode } from '../exitCodes.ts';
import { findArticles } from '../findArticles.ts';
import { apiTarget, bucketTarget, type TargetFlags } from '../target.ts';
import { columns } from '../terminal/columns.ts';
import { printable } from '../terminal/printable.ts';
import { style, terminalWidth } from '../terminal/style.ts';
import { writeLine } from '../terminal/writeLine.ts';
import { type UploadResult, uploadArticle } from '../uploadArticle.ts';

export interface UploadFlags extends TargetFlags {
  readonly publisher?: string;
  readonly title?: string;
  readonly published?: string;
  readonly url?: string;
  readonly key?: string;
  readonly prefix?: string;
  /** False with --no-wait. */
  readonly wait: boolean;
  readonly json?: boolean;
}

/** Enough to keep the queue filled; the model works on one article at a time. */
const AT_ONCE = 4;

/**
 * Uploads articles and tells what became of each. @returns exit code 1 when one was refused or is late
 */
export async function upload(paths: readonly string[], flags: UploadFlags): Promise<ExitCode> {
  const target = bucketTarget(flags, process.env);
  const api = flags.wait ? apiTarget(flags, process.env) : null;
  const jobs = await jobsOf(paths, flags);
  const metadata = metadataOf(flags);
  const client = new S3Client(target.client);
  const results: UploadResult[] = [];
  const showsProgress = process.stderr.isTTY && jobs.length > 1;

  const work = jobs[Symbol.iterator]();
  const worker = async () => {
    for (const { key, read } of work) {
      const bytes = await read();
      const result = await uploadArticle({ client, bucket: target.bucket }, api, { key, bytes, metadata });
      results.push(result);
      if (showsProgress) process.stderr.write('\r\u001b[K');
      await writeLine(flags.json === true ? JSON.stringify(result) : lineOf(result));
      if (showsProgress && results.length < jobs.length)
        process.stderr.write(`${results.length}/${jobs.length}`);
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  } finally {
    client.destroy();
  }
  const bad = results.filter(({ status }) => status === 'refused' || status === 'late').length;
  if (bad > 0 && jobs.length > 1)
    process.stderr.write(`${bad} of ${jobs.length} articles were not processed.\n`);
  return bad > 0 ? EXIT.someFailed : EXIT.done;
}

interface Job {
  readonly key: string;
  readonly read: () => Promise<Uint8Array>;
}

async function jobsOf(paths: readonly string[], { key, prefix = '' }: UploadFlags): Promise<Job[]> {
  const fromInput = paths.includes('-') ? [await inputJob()] : [];
  const files = await findArticles(paths.filter((path) => path !== '-'));
  const jobs = [...fromInput, ...files.map((file) => ({ key: file.key, read: () => readFile(file.path) }))];
  if (key === undefined) return jobs.map((job) => ({ ...job, key: prefix + job.key }));
  if (jobs.length > 1) {
    throw new CommandError(
      `--key names one article, but there are ${jobs.length}. Use --prefix.`,
      EXIT.usage,
    );
  }
  return jobs.map((job) => ({ ...job, key: prefix + key }));
}

async function inputJob(): Promise<Job> {
  const bytes = await buffer(process.stdin);
  // The same input again is the same article again.
  const name = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  return { key: `stdin-${name}`, read: async () => bytes };
}

function metadataOf({ publisher, title, published, url }: UploadFlags): UploadMetadata {
  if (url !== undefined && !URL.canParse(url)) {
    throw new CommandError(
      `--url must be a whole URL, such as https://example.org/story, not "${url}".`,
      EXIT.usage,
    );
  }
  if (published !== undefined && !/^\d{4}-\d{2}-\d{2}/.test(published)) {
    throw new CommandError(
      `--published must be a date or a date-time, such as 2026-11-22 or 2026-11-22T18:30:00Z, not "${published}".`,
      EXIT.usage,
    );
  }
  return {
    ...(publisher === undefined ? {} : { publisher }),
    ...(title === undefined ? {} : { title }),
    ...(published === undefined ? {} : { published }),
    ...(url === undefined ? {} : { url }),
  };
}

/** "24 claims, 17 narrated": the first are those that `claimwire claims` lists without a kind. */
function countOf(claims: number, narrated: number): string {
  const attributed = claims - narrated;
  const count = `${attributed} ${attributed === 1 ? 'claim' : 'claims'}`;
  return narrated === 0 ? count : `${count}, ${narrated} narrated`;
}

function lineOf({ id, key, status, claims, narrated, reason }: UploadResult): string {
  const colour = { processed: 'green', uploaded: 'green', refused: 'red', late: 'yellow' } as const;
  const count = claims === null || status === 'refused' ? '' : `  ${countOf(claims, narrated ?? 0)}`;
  const why =
    status === 'late'
      ? 'Uploaded, but nothing has come of it yet. See "claimwire status".'
      : printable(reason ?? '');
  const line = `${style(colour[status], status)}${' '.repeat(9 - status.length)}  ${id}  ${printable(key)}${count}`;
  const below = why === '' ? [] : columns([{ width: 9 }, { width: null }], ['', why], terminalWidth());
  return [line, ...below].join('\n');
}
