import type { SQSBatchResponse } from 'aws-lambda';
import { createIngestHandler } from '../../lambdas/ingest/createIngestHandler.ts';
import type { Upload } from '../../shared/article/upload.ts';
import type { Extractor } from '../../shared/extract/extraction.ts';
import { createDenyList } from '../../shared/ingest/createDenyList.ts';
import { createLedger } from '../../shared/ledger/createLedger.ts';
import { articleId } from '../../shared/ledger/keys.ts';
import { createMemoryTable } from '../memoryTable.ts';

export interface Delivery {
  /** Body of the queue message. */
  readonly body: string;
  /** The object that a read of any key gives. */
  readonly upload: Upload;
}

export interface Ingested {
  readonly response: SQSBatchResponse;
  /** Status of the article at `upload.name` in the bucket `uploads`; null when the ledger has none. */
  readonly status: string | null;
  readonly refusal: { readonly code: string; readonly message: string } | null;
  readonly textsKept: number;
}

/** Finds nothing: what it costs and finds is not at stake here. */
const extractor: Extractor = {
  version: '0.1.0+0a1b2c3d',
  extract: async () => ({ claims: [], setAside: [], entities: [] }),
};

/** One message through the ingest function, on a store that holds one object and an empty ledger. */
export async function deliver({ body, upload }: Delivery): Promise<Ingested> {
  const table = createMemoryTable();
  const ledger = createLedger(table);
  const texts = new Map<string, string>();
  const handler = createIngestHandler({
    store: {
      readUpload: async () => upload,
      holds: async () => true,
      keepText: async (hash, text) => void texts.set(hash, text),
    },
    extractor,
    ledger,
    denyList: createDenyList(table),
  });
  const message = {
    messageId: 'm1',
    body,
    eventSource: 'aws:sqs',
    attributes: { ApproximateReceiveCount: '1' },
  };
  const response = await handler({ Records: [message] } as never, { awsRequestId: 'request-1' } as never);
  const head = (await ledger.article(articleId('uploads', upload.name)))?.head ?? null;
  return { response, status: head?.status ?? null, refusal: head?.refusal ?? null, textsKept: texts.size };
}
