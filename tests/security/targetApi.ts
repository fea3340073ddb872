import { createQueryHandler } from '../../lambdas/query/createQueryHandler.ts';
import { createLedger } from '../../shared/ledger/createLedger.ts';
import { articleRequest, version } from '../articleRequest.ts';
import { createMemoryTable } from '../memoryTable.ts';
import { proxyEvent } from '../proxyEvent.ts';

export interface ApiRequest {
  readonly path: string;
  readonly parameters: readonly (readonly [name: string, value: string])[];
  readonly method: string;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** The refused article that every target ledger holds. */
export const REFUSED_KEY = 'news/noise.bin';
export const PUBLISHER = 'Selby Evening Mail';

/** The query function on a ledger that holds twelve articles and one that was refused. */
export async function createTargetApi(): Promise<(request: ApiRequest) => Promise<ApiAnswer>> {
  const ledger = createLedger(createMemoryTable());
  const texts = new Map<string, string>();
  for (let index = 0; index < 12; index++) {
    const request = articleRequest({ key: `news/${index}.txt`, published: `2024-05-${10 + index}` });
    await ledger.record(request);
    texts.set(request.textHash, request.article.text);
  }
  await ledger.refuse(
    version(REFUSED_KEY, '0100'),
    { code: 'article.binary', message: 'news/noise.bin is not text.' },
    '0.1.0+0a1b2c3d',
  );
  const handler = createQueryHandler({
    ledger,
    store: { readText: async (hash) => texts.get(hash) ?? null },
    cursorSecret: async () => 'a secret for tests',
  });

  return async ({ path, parameters, method }) => {
    const grouped = Map.groupBy(parameters, ([name]) => name);
    const { statusCode, headers, body } = await handler(
      {
        ...proxyEvent('/', { method }),
        path,
        queryStringParameters: Object.fromEntries(parameters),
        multiValueQueryStringParameters: Object.fromEntries(
          [...grouped].map(([name, given]) => [name, given.map(([, value]) => value)]),
        ),
      },
      { awsRequestId: 'request-1' } as never,
    );
    return { status: statusCode, headers: headers ?? {}, body };
  };
}
