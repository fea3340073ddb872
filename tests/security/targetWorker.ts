import { parentPort } from 'node:worker_threads';
import type { Article } from '../../shared/article/article.ts';
import { readArticle } from '../../shared/article/readArticle.ts';
import type { Upload } from '../../shared/article/upload.ts';
import { ClaimwireError } from '../../shared/errors.ts';
import { createExtractor } from '../../shared/extract/createExtractor.ts';
import { parseS3Event } from '../../shared/ingest/parseS3Event.ts';
import { type ApiRequest, createTargetApi } from './targetApi.ts';
import { type Delivery, deliver } from './targetIngest.ts';

/** What a thread is asked to put to one part of Claimwire. */
export type Task =
  | { readonly part: 'reader'; readonly upload: Upload }
  | { readonly part: 'extractor'; readonly upload: Upload }
  | { readonly part: 'event'; readonly body: string }
  | { readonly part: 'ingest'; readonly delivery: Delivery }
  | { readonly part: 'api'; readonly request: ApiRequest };

/** What came of it: a value, an error that Claimwire raises on purpose, or a crash. */
export type Outcome =
  | { readonly is: 'value'; readonly value: unknown }
  | { readonly is: 'refusal'; readonly type: string; readonly code: string; readonly told: string }
  | { readonly is: 'crash'; readonly stack: string };

export interface Reply {
  readonly outcome: Outcome;
  /** CPU time of the thread: what a busy machine does not change. */
  readonly milliseconds: number;
}

let extractor: ReturnType<typeof createExtractor> | undefined;
let api: ReturnType<typeof createTargetApi> | undefined;

async function run(task: Task): Promise<unknown> {
  switch (task.part) {
    case 'reader':
      return shapeOf(readArticle(task.upload));
    case 'extractor': {
      const article = readArticle(task.upload);
      extractor ??= createExtractor({ modelDir: 'model' });
      const { claims, entities } = await (await extractor).extract(article);
      return { ...shapeOf(article), claims: claims.length, entities: entities.length };
    }
    case 'event':
      return parseS3Event(task.body);
    case 'ingest':
      return deliver(task.delivery);
    case 'api':
      api ??= createTargetApi();
      return (await api)(task.request);
  }
}

/** What must hold of any article, in short: sent instead of the article, whose layers are large. */
function shapeOf({ text, format, blocks, sentences, tokens }: Article) {
  const ordered = (spans: readonly (readonly [number, number])[]) =>
    spans.every(([start, end], index) => start < end && start >= (spans[index - 1]?.[1] ?? 0)) &&
    (spans.at(-1)?.[1] ?? 0) <= text.length;
  return {
    format,
    length: text.length,
    tokens: tokens.length,
    wellFormed: text.isWellFormed(),
    ordered: [blocks.map(({ span }) => span), sentences, tokens].every(ordered),
  };
}

/** An error with all its causes: what a logger would write of it. */
function told(error: unknown): string {
  const parts: string[] = [];
  for (let each = error; each instanceof Error && parts.length < 5; each = each.cause) {
    parts.push(`${each.name}: ${each.message}`);
  }
  if (error instanceof ClaimwireError) parts.push(JSON.stringify(error.detail));
  return parts.join('\n');
}

parentPort?.on('message', async (task: Task) => {
  const started = process.threadCpuUsage();
  let outcome: Outcome;
  try {
    outcome = { is: 'value', value: await run(task) };
  } catch (error) {
    outcome =
      error instanceof ClaimwireError
        ? { is: 'refusal', type: error.name, code: error.code, told: told(error) }
        : { is: 'crash', stack: error instanceof Error ? String(error.stack) : String(error) };
  }
  const { user, system } = process.threadCpuUsage(started);
  parentPort?.postMessage({ outcome, milliseconds: (user + system) / 1_000 } satisfies Reply);
});
