import { ParameterValidationError, Router } from '@aws-lambda-powertools/event-handler/http';
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { createOpenApiDocument } from '../../shared/api/createOpenApiDocument.ts';
import { createQueryApi, type Parameters, type QueryDependencies } from '../../shared/api/createQueryApi.ts';
import { parseParameters } from '../../shared/api/parseParameters.ts';
import { problemOf } from '../../shared/api/problemOf.ts';
import { emptyQuery } from '../../shared/api/schemasRequest.ts';
import { ClaimwireError, PermanentError } from '../../shared/errors.ts';

/** As long as a throttled table usually needs. */
const RETRY_AFTER_SECONDS = '2';
const HEADERS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

interface Answer {
  readonly response: Response;
  /** How many items, claims or articles it gives. */
  readonly results?: number;
}

/**
 * The query function: answers the requests that API Gateway (REST, proxy) brings. What it answers is in its OpenAPI document;
 * errors are problem documents (RFC 9457). Parameter values and keys are never logged.
 */
export function createQueryHandler(deps: QueryDependencies) {
  const logger = new Logger();
  const metrics = new Metrics();
  const api = createQueryApi(deps);
  const router = new Router<{ store: { request: { results: number } } }>({ logger });
  let openApiDocument: string | undefined;

  router.use(async ({ reqCtx, next }) => {
    const started = performance.now();
    await next();
    const route = reqCtx.route ?? 'unknown';
    const { status } = reqCtx.res;
    const results = reqCtx.get('results');
    const milliseconds = Math.round(performance.now() - started);
    logger.info('answered', { route, status, milliseconds, ...(results !== undefined && { results }) });
    metrics.addDimension('route', route);
    metrics.addMetric('Latency', MetricUnit.Milliseconds, milliseconds);
    metrics.addMetric('ClientErrors', MetricUnit.Count, status >= 400 && status < 500 ? 1 : 0);
    metrics.addMetric('ServerErrors', MetricUnit.Count, status >= 500 ? 1 : 0);
    if (results !== undefined) metrics.addMetric('Results', MetricUnit.Count, results);
    metrics.publishStoredMetrics();
  });

  function get(path: `/${string}`, answer: (path: Parameters, query: Parameters) => Promise<Answer>): void {
    router.get(path, async ({ params, req, set, context }) => {
      try {
        const { response, results } = await answer(Object.entries(params), new URL(req.url).searchParams);
        if (results !== undefined) set('results', results);
        return response;
      } catch (error) {
        return refuse(error, context);
      }
    });
    router.post(path, async ({ context }) =>
      refuse(new PermanentError('method.notAllowed', 'This address answers GET only.'), context),
    );
  }

  const refuseUnknown = async (_error: Error, { context }: { context: Context }) =>
    refuse(
      new PermanentError(
        'route.unknown',
        'There is nothing at this address; /openapi.json lists what there is.',
      ),
      context,
    );
  router.notFound(refuseUnknown);
  // The router's own refusal of a blank path parameter, raised before any route is chosen.
  router.errorHandler(ParameterValidationError, refuseUnknown);

  get('/articles', async (_path, query) => list(await api.listArticles(query)));
  get('/claims', async (_path, query) => list(await api.listClaims(query)));
  get('/entities', async (_path, query) => list(await api.listEntities(query)));
  get('/entities/:id', async (path, query) => ({
    response: answerJson(await api.getEntity(path, query)),
    results: 1,
  }));
  get('/articles/:id', async (path, query) => ({
    response: answerJson(await api.getArticle(path, query)),
    results: 1,
  }));
  get('/articles/:id/versions', async (path, query) => list(await api.listVersions(path, query)));
  get('/articles/:id/text', async (path, query) => {
    const { text, textHash } = await api.getArticleText(path, query);
    const headers = { ...HEADERS, 'content-type': 'text/plain; charset=utf-8', etag: `"${textHash}"` };
    return { response: new Response(text, { headers }), results: 1 };
  });
  get('/health', async (_path, query) => {
    parseParameters(emptyQuery, query);
    return { response: answerJson({ status: 'ok' }) };
  });
  get('/openapi.json', async (_path, query) => {
    parseParameters(emptyQuery, query);
    openApiDocument ??= JSON.stringify(createOpenApiDocument());
    const headers = { ...HEADERS, 'content-type': 'application/json', 'cache-control': 'max-age=300' };
    return { response: new Response(openApiDocument, { headers }) };
  });

  /** The problem document of an error; failures of ours are logged whole, they are not told. */
  function refuse(error: unknown, { awsRequestId }: Context): Response {
    const problem = problemOf(error, awsRequestId);
    const code = error instanceof ClaimwireError ? error.code : 'unexpected';
    if (problem.status >= 500) logger.error('request failed', { code, error: error as Error });
    return new Response(JSON.stringify(problem), {
      status: problem.status,
      headers: {
        ...HEADERS,
        'content-type': 'application/problem+json',
        ...(problem.status === 405 && { allow: 'GET' }),
        ...(problem.status === 503 && { 'retry-after': RETRY_AFTER_SECONDS }),
      },
    });
  }

  return (event: APIGatewayProxyEvent, context: Context): Promise<APIGatewayProxyResult> => {
    logger.addContext(context);
    return router.resolve(routable(event), context);
  };
}

/**
 * The event as the router needs it. It makes a Request of it, which throws for a GET with a body or an odd host, and of a
 * method it does not know, without a problem document; nothing here reads a body or a header, and every method but GET
 * gets one answer. Gateways differ in whether the path comes percent-encoded: it is decoded, where it can be, and encoded.
 */
function routable(event: APIGatewayProxyEvent): APIGatewayProxyEvent {
  const segments = event.path.split('/').filter((segment) => segment !== '');
  return {
    ...event,
    httpMethod: event.httpMethod === 'GET' ? 'GET' : 'POST',
    path: `/${segments.map((segment) => encodeURIComponent(decode(segment))).join('/')}`,
    body: null,
    isBase64Encoded: false,
    headers: { host: 'api' },
    multiValueHeaders: {},
  };
}

const decode = (segment: string): string => {
  try {
    return decodeURIComponent(segment).toWellFormed();
  } catch {
    return segment.toWellFormed();
  }
};

const answerJson = (body: object): Response =>
  new Response(JSON.stringify(body), { headers: { ...HEADERS, 'content-type': 'application/json' } });

const list = (answer: { readonly items: readonly unknown[] }): Answer => ({
  response: answerJson(answer),
  results: answer.items.length,
});
