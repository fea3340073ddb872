import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problem } from '../../shared/api/schemasResponse.ts';
import type { Upload } from '../../shared/article/upload.ts';
import { cursorsFrom, EVENT, REQUEST, uploads } from './inputs.ts';
import type { ApiAnswer } from './targetApi.ts';
import type { Ingested } from './targetIngest.ts';
import { startWatched, type Watched } from './watched.ts';

/** The same inputs each time, so that a change is what makes a run fail. Another seed tries others. */
const seed = Number(process.env.CLAIMWIRE_FUZZ_SEED ?? 20_240_502);
/** Times as many inputs: CLAIMWIRE_FUZZ_TIMES=20 for a long run. */
const times = Number(process.env.CLAIMWIRE_FUZZ_TIMES ?? 1);

let watched: Watched;
let total = 0;
beforeAll(() => {
  watched = startWatched();
});
afterAll(async () => {
  const { count, kinds, slowest } = watched.summary();
  console.info(
    `${count} inputs, seed ${seed}; slowest ${Math.round(slowest.milliseconds)} ms of CPU: ${slowest.task.slice(0, 160)}\n${JSON.stringify(kinds)}`,
  );
  await watched.stop();
});

/** Tries as many inputs as said. The first that fails is told, not smaller ones: each that hangs takes ten seconds. */
async function each<T>(count: number, inputs: fc.Arbitrary<T>, check: (input: T) => Promise<void>) {
  const numRuns = count * times;
  total += numRuns;
  const run = await fc.check(fc.asyncProperty(inputs, check), { numRuns, seed, endOnFailure: true });
  if (!run.failed) return;
  const input = fc.stringify(run.counterexample).slice(0, 3_000);
  throw new Error(`Seed ${run.seed}, input ${run.numRuns} of ${numRuns}: ${input}`, {
    cause: run.errorInstance,
  });
}

const limits = { timeout: 240_000 * times };

describe('no input makes a part crash, hang or answer with an error of its own:', limits, () => {
  it.each([
    ['bytes of any kind', 4_000, uploads.bytes],
    ['HTML', 3_000, uploads.html],
    ['JSON and ninjs', 3_500, uploads.json],
    ['Markdown and plain text', 3_000, uploads.text],
  ])('the reader, given %s', async (_kind, count, inputs) => {
    await each(count, inputs, async (upload) => {
      const outcome = await watched.put({ part: 'reader', upload });
      if (outcome.is === 'refusal') {
        expect(outcome.type).toBe('PermanentError');
        expect(outcome.code).toMatch(/^article\.\w+$/);
        expect(outcome.told.length).toBeLessThan(3_000 + 3 * upload.name.length);
      } else {
        expect(outcome).toMatchObject({ is: 'value', value: { wellFormed: true, ordered: true } });
      }
    });
  });

  it('the reader of S3 events', async () => {
    await each(4_000, EVENT, async (body) => {
      const outcome = await watched.put({ part: 'event', body });
      if (outcome.is === 'refusal') {
        expect(outcome).toMatchObject({ type: 'PermanentError', code: 'event.malformed' });
        expect(outcome.told.length).toBeLessThan(15_000);
      } else expect(outcome).toMatchObject({ is: 'value', value: expect.any(Array) });
    });
  });

  it('the ingest function, given any object: it is processed or refused, and its message done', async () => {
    const objects: fc.Arbitrary<Upload> = fc.oneof(uploads.bytes, uploads.html, uploads.json, uploads.text);
    await each(1_500, objects, async (anyUpload) => {
      const upload = { ...anyUpload, name: anyUpload.name.toWellFormed() };
      const outcome = await watched.put({ part: 'ingest', delivery: { body: eventOf(upload.name), upload } });
      if (outcome.is !== 'value') throw new Error(JSON.stringify(outcome));
      const { response, status, refusal, textsKept } = outcome.value as Ingested;
      expect(response).toEqual({ batchItemFailures: [] });
      if (upload.name.endsWith('/')) return;
      expect(status).toMatch(/^(processed|refused)$/);
      expect(textsKept).toBe(status === 'processed' ? 1 : 0);
      expect(refusal === null).toBe(status === 'processed');
    });
  });

  it('the ingest function, given any message: it is done or goes back to the queue', async () => {
    const upload = { name: 'a.txt', bytes: new TextEncoder().encode('The pier is safe, the mayor said.') };
    await each(1_000, EVENT, async (body) => {
      const outcome = await watched.put({ part: 'ingest', delivery: { body, upload } });
      if (outcome.is !== 'value') throw new Error(JSON.stringify(outcome));
      const { batchItemFailures } = (outcome.value as Ingested).response;
      expect([[], [{ itemIdentifier: 'm1' }]]).toContainEqual(batchItemFailures);
    });
  });

  it('the query function', async () => {
    await each(4_000, REQUEST, async (request) => {
      const answer = await ask(request);
      if (answer.status < 400) return;
      expect(answer.headers['content-type']).toBe('application/problem+json');
      problem.parse(JSON.parse(answer.body));
      expect(answer.body.length).toBeLessThan(8_000);
    });
  });

  it('the query function, given cursors: only the one it gave out is taken', async () => {
    const first = await ask({ path: '/claims', parameters: [['limit', '3']], method: 'GET' });
    const { cursor } = JSON.parse(first.body) as { cursor: string };
    await each(2_000, cursorsFrom(cursor), async (tried) => {
      const { status, body } = await ask({
        path: '/claims',
        parameters: [['cursor', tried]],
        method: 'GET',
      });
      expect(status, body).toBe(tried === cursor ? 200 : 400);
    });
  });

  it('the extractor, given what the reader made of anything', async () => {
    // Of an article's length: the model takes its time for each word, 0.6 s for a thousand signs that are words.
    const articles = fc
      .oneof(uploads.html, uploads.json, uploads.text)
      .filter(({ bytes }) => bytes.length < 4_000);
    await each(200, articles, async (upload) => {
      const outcome = await watched.put({ part: 'extractor', upload });
      expect(outcome.is).toMatch(/^(value|refusal)$/);
    });
  });

  it('which are 20,000 inputs at least', () => {
    expect(total).toBeGreaterThanOrEqual(20_000);
    expect(watched.summary().count).toBeGreaterThanOrEqual(total);
  });
});

async function ask(request: {
  path: string;
  parameters: readonly (readonly [string, string])[];
  method: string;
}): Promise<ApiAnswer> {
  const outcome = await watched.put({ part: 'api', request });
  if (outcome.is !== 'value') throw new Error(JSON.stringify(outcome));
  const answer = outcome.value as ApiAnswer;
  expect(answer.status).toBeLessThan(500);
  return answer;
}

const eventOf = (key: string): string =>
  JSON.stringify({
    Records: [
      {
        eventSource: 'aws:s3',
        eventName: 'ObjectCreated:Put',
        eventTime: '2024-05-02T08:00:00.000Z',
        s3: { bucket: { name: 'uploads' }, object: { key: encodeURIComponent(key), sequencer: '0066' } },
      },
    ],
  });
