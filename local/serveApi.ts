import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { isLocalRequest } from './isLocalRequest.ts';
import { lambdaContext } from './lambdaContext.ts';

/** API Gateway's time limit for an integration. */
const INVOCATION_SECONDS = 29;
/** Nothing in the API takes a large body. */
const MAX_BODY_BYTES = 64 * 1024;

type Handler = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

/**
 * Does what API Gateway's REST proxy integration does: turns each request into an event for the handler, and its result into the
 * response. Asks for no API key, and answers only requests from this machine.
 *
 * @param onError told when the handler throws; the client gets status 502
 */
export function serveApi(handler: Handler, onError: (error: unknown) => void): Server {
  return createServer((request, response) => {
    respond(request, response).catch((error: unknown) => {
      onError(error);
      if (response.headersSent) response.destroy();
      else problem(response, 502, 'Bad gateway', 'The query handler failed. Its error is in the log.');
    });
  });

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isLocalRequest(request.headers)) {
      problem(response, 403, 'Forbidden', 'The embedded API answers requests from this machine only.');
      return;
    }
    const body = await readBody(request);
    if (body === null) {
      problem(response, 413, 'Payload too large', `A body may have ${MAX_BODY_BYTES} bytes.`);
      return;
    }
    const result = await handler(
      toEvent(request, body),
      lambdaContext('claimwire-query', INVOCATION_SECONDS),
    );
    response.statusCode = result.statusCode;
    for (const [name, value] of Object.entries({ ...result.headers, ...result.multiValueHeaders })) {
      response.setHeader(name, Array.isArray(value) ? value.map(String) : String(value));
    }
    response.end(Buffer.from(result.body, result.isBase64Encoded ? 'base64' : 'utf8'));
  }
}

function toEvent(request: IncomingMessage, body: string): APIGatewayProxyEvent {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const method = request.method ?? 'GET';
  const now = new Date();
  const query = [...url.searchParams];
  const headers = Object.entries(request.headersDistinct).map(
    ([name, values]) => [name, values ?? []] as const,
  );
  return {
    resource: '/{proxy+}',
    path: url.pathname,
    httpMethod: method,
    headers: Object.fromEntries(headers.map(([name, values]) => [name, values.at(-1)])),
    multiValueHeaders: Object.fromEntries(headers),
    queryStringParameters: query.length > 0 ? Object.fromEntries(query) : null,
    multiValueQueryStringParameters:
      query.length > 0
        ? Object.fromEntries(query.map(([name]) => [name, url.searchParams.getAll(name)]))
        : null,
    pathParameters: { proxy: url.pathname.slice(1) },
    stageVariables: null,
    body: body === '' ? null : body,
    isBase64Encoded: false,
    requestContext: {
      accountId: '000000000000',
      apiId: 'embedded',
      authorizer: null,
      protocol: 'HTTP/1.1',
      httpMethod: method,
      identity: { sourceIp: request.socket.remoteAddress ?? '127.0.0.1' } as never,
      path: url.pathname,
      stage: 'embedded',
      requestId: randomUUID(),
      requestTime: now.toISOString(),
      requestTimeEpoch: now.getTime(),
      resourceId: 'embedded',
      resourcePath: '/{proxy+}',
    },
  };
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function problem(response: ServerResponse, status: number, title: string, detail: string): void {
  response.writeHead(status, { 'content-type': 'application/problem+json', connection: 'close' });
  response.end(JSON.stringify({ type: 'about:blank', title, status, detail }));
}
