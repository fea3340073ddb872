import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { S3Client } from '@aws-sdk/client-s3';
import { CREDENTIALS } from '../../local/names.ts';
import { type Embedded, type EmbeddedOptions, startEmbedded } from '../../local/startEmbedded.ts';
import type { ArticleHead, ArticleRecord } from '../../shared/ledger/ledger.ts';

/** An embedded stack on free ports with its data in a temporary folder. */
export interface Temporary {
  readonly stack: Embedded;
  readonly s3: S3Client;
  /** What the API answers, as JSON. */
  api(path: string): Promise<{ status: number; body: never }>;
  /** The article, as soon as what the API says of it fulfils the condition. */
  article(id: string, condition: (head: ArticleHead) => boolean): Promise<ArticleRecord>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export async function startTemporary(options: Partial<EmbeddedOptions> = {}): Promise<Temporary> {
  const dataDir = await mkdtemp(join(tmpdir(), 'claimwire-e2e-'));
  const start = () => startEmbedded({ dataDir, ports: { api: 0, s3: 0, dynamodb: 0 }, ...options });
  const clientOf = ({ s3Endpoint, region }: Embedded) =>
    new S3Client({ endpoint: s3Endpoint, region, credentials: CREDENTIALS, forcePathStyle: true });
  let stack = await start();
  let s3 = clientOf(stack);

  const api = async (path: string) => {
    const response = await fetch(stack.apiUrl + path);
    return { status: response.status, body: (await response.json()) as never };
  };
  return {
    get stack() {
      return stack;
    },
    get s3() {
      return s3;
    },
    api,
    async article(id, condition) {
      for (let tries = 0; tries < 400; tries += 1) {
        const { status, body } = await api(`/articles/${id}`);
        if (status === 200 && condition((body as ArticleRecord).head)) return body;
        await sleep(50);
      }
      throw new Error(`Nothing of the kind became of the article ${id} in 20 s.`);
    },
    async restart() {
      s3.destroy();
      await stack.stop();
      stack = await start();
      s3 = clientOf(stack);
    },
    async stop() {
      s3.destroy();
      await stack.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
