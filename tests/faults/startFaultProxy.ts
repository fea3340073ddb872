import { Agent, createServer, type IncomingHttpHeaders, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { listen } from '../../local/listen.ts';

/** One request to S3 or DynamoDB. */
export interface Call {
  readonly service: 's3' | 'dynamodb';
  /** DynamoDB's operation, or the HTTP method. */
  readonly operation: string;
  /** Path and query. */
  readonly path: string;
  readonly body: Buffer;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What happens to a call: it may be passed on, as it is or changed, answered in another way, or never answered. */
export type Fault = (
  call: Call,
  forward: (changes?: { readonly path?: string; readonly body?: Buffer }) => Promise<Answer>,
) => Promise<Answer>;

export const noFault: Fault = (_call, forward) => forward();

export interface FaultProxy {
  readonly endpoint: string;
  fault: Fault;
  stop(): Promise<void>;
}

/** Stands before an S3 and a DynamoDB server, on one port, and does to each request what `fault` says. */
export async function startFaultProxy(
  targets: Readonly<Record<Call['service'], string>>,
): Promise<FaultProxy> {
  const agent = new Agent({ keepAlive: true });
  const server = createServer(async (incoming, outgoing) => {
    const body = await buffer(incoming).catch(() => null);
    if (body === null) return; // The caller was killed while it sent.
    const target = incoming.headers['x-amz-target'];
    const call: Call = {
      service: target === undefined ? 's3' : 'dynamodb',
      operation: String(target ?? incoming.method).replace(/^.*\./, ''),
      path: incoming.url ?? '/',
      body,
    };
    const forward: Parameters<Fault>[1] = ({ path = call.path, body: sent = body } = {}) =>
      new Promise((resolve, reject) => {
        const { host } = new URL(targets[call.service]);
        const { 'transfer-encoding': _chunked, ...headers } = incoming.headers;
        const passed = request(
          `${targets[call.service]}${path}`,
          { agent, method: incoming.method, headers: { ...headers, host, 'content-length': sent.length } },
          (answer) =>
            buffer(answer).then(
              (bytes) => resolve({ status: answer.statusCode ?? 500, headers: answer.headers, body: bytes }),
              reject,
            ),
        );
        passed.on('error', reject);
        passed.end(sent);
      });
    try {
      const answer = await proxy.fault(call, forward);
      outgoing.writeHead(answer.status, answer.headers);
      outgoing.end(answer.body);
    } catch {
      outgoing.destroy();
    }
  });
  const endpoint = await listen(server, 0);
  const proxy: FaultProxy = {
    endpoint,
    fault: noFault,
    async stop() {
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      agent.destroy();
      await closed;
    },
  };
  return proxy;
}

/** A refusal as DynamoDB sends it. */
export const refusal = (code: string): Answer => ({
  status: 400,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: Buffer.from(
    JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${code}`, message: 'injected' }),
  ),
});

/** "Come back later" as S3 says it. */
export const slowDown: Answer = {
  status: 503,
  headers: { 'content-type': 'application/xml' },
  body: Buffer.from('<?xml version="1.0"?><Error><Code>SlowDown</Code><Message>injected</Message></Error>'),
};
