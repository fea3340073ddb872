// Loads one function's handler and runs its invocations, as the runtime in LocalStack's containers does: LocalStack posts to
// /invoke; the answer and the log go back to LOCALSTACK_RUNTIME_ENDPOINT.
import { existsSync, realpathSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';

interface Invocation {
  readonly 'invoke-id': string;
  readonly 'invoked-function-arn': string;
  readonly 'trace-id'?: string;
  readonly payload: string;
}
type Handler = (event: unknown, context: object) => unknown;

const env = process.env;
const upstream = take('LOCALSTACK_RUNTIME_ENDPOINT');
const runtimeId = take('LOCALSTACK_RUNTIME_ID');
const port = Number(take('LOCALSTACK_INTEROP_PORT'));
const maxAnswerBytes = Number(take('LOCALSTACK_MAX_PAYLOAD_SIZE') ?? 6_291_556);
take('LOCALSTACK_FUNCTION_ACCOUNT_ID');
take('LOCALSTACK_POST_INVOKE_WAIT_MS');
const timeoutMs = Number(env.AWS_LAMBDA_FUNCTION_TIMEOUT ?? 3) * 1000;
const memoryMb = env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE ?? '128';
const functionVersion = env.AWS_LAMBDA_FUNCTION_VERSION ?? '$LATEST';

/** A variable that is for this file: the function never sees it. */
function take(name: string): string | undefined {
  const value = env[name];
  delete env[name];
  return value;
}

// CDK's own custom resources answer with https.request({ hostname, path }) and drop the port of the address they were
// given: what is meant for LocalStack goes to its port, over plain HTTP.
const httpsRequest = https.request;
https.request = ((options: http.RequestOptions, ...rest: [() => void]) =>
  options?.hostname === '127.0.0.1' && !options.port && options.path?.startsWith('/_claimwire/')
    ? http.request({ ...options, port: new URL(upstream!).port, protocol: 'http:' }, ...rest)
    : httpsRequest(options, ...rest)) as typeof https.request;

let log: string[] = [];
let requestId = '';
for (const stream of [process.stdout, process.stderr]) {
  const write = stream.write.bind(stream) as (...args: unknown[]) => boolean;
  stream.write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
    log.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'));
    return write(chunk, ...rest);
  };
}
for (const method of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const) {
  const level = method === 'log' ? 'INFO' : method.toUpperCase();
  console[method] = (...args: unknown[]) => {
    const message = format(...args).replaceAll('\n', '\r');
    process.stdout.write(`${new Date().toISOString()}\t${requestId}\t${level}\t${message}\n`);
  };
}

async function post(path: string, body: string | Buffer): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  // No kept connection: a function that is frozen between invocations has none to rely on.
  const options = { method: 'POST', agent: false, headers: { 'content-type': 'application/json' } };
  const request = http.request(`${upstream}${path}`, options, (response) => {
    response.resume();
    response.once('end', resolve);
  });
  request.once('error', reject);
  request.end(body);
  await promise;
}

const describe = (error: unknown) =>
  error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, trace: String(error.stack ?? '').split('\n') }
    : { errorType: typeof error, errorMessage: String(error), trace: [] };

const failure = (name: string, message: string) => Object.assign(new Error(message), { name });

async function loadHandler(setting: string): Promise<Handler> {
  const dot = setting.lastIndexOf('.');
  const base = join(env.LAMBDA_TASK_ROOT!, setting.slice(0, dot));
  const file = ['.js', '.mjs', '.cjs'].map((extension) => base + extension).find((path) => existsSync(path));
  if (file === undefined) throw failure('Runtime.ImportModuleError', `Cannot find module '${setting}'`);
  const module = await import(pathToFileURL(realpathSync(file)).href);
  const name = setting.slice(dot + 1);
  const handler = module[name] ?? module.default?.[name];
  if (typeof handler !== 'function')
    throw failure('Runtime.HandlerNotFound', `${setting} is undefined or not exported`);
  return handler;
}

async function answer(handler: Handler, invocation: Invocation): Promise<Buffer> {
  const deadline = Date.now() + timeoutMs;
  const result = await handler(JSON.parse(invocation.payload || '{}'), {
    callbackWaitsForEmptyEventLoop: true,
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion,
    invokedFunctionArn: invocation['invoked-function-arn'],
    memoryLimitInMB: memoryMb,
    awsRequestId: invocation['invoke-id'],
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  });
  const body = Buffer.from(JSON.stringify(result) ?? 'null');
  if (body.length <= maxAnswerBytes) return body;
  throw failure(
    'Function.ResponseSizeTooLarge',
    `Response payload size exceeded maximum allowed payload size (${maxAnswerBytes} bytes).`,
  );
}

async function invoke(handler: Handler, invocation: Invocation): Promise<void> {
  requestId = invocation['invoke-id'];
  if (invocation['trace-id'] !== undefined) env._X_AMZN_TRACE_ID = invocation['trace-id'];
  log.push(`START RequestId: ${requestId} Version: ${functionVersion}\n`);
  const began = performance.now();
  let body: Buffer;
  let outcome = 'response';
  try {
    body = await answer(handler, invocation);
  } catch (error) {
    outcome = 'error';
    const described = describe(error);
    const logged = JSON.stringify({ ...described, stack: described.trace });
    process.stdout.write(`${new Date().toISOString()}\t${requestId}\tERROR\tInvoke Error \t${logged}\n`);
    body = Buffer.from(JSON.stringify(described));
  }
  const ms = performance.now() - began;
  const usedMb = Math.ceil(process.memoryUsage().rss / 2 ** 20);
  log.push(
    `END RequestId: ${requestId}\n`,
    `REPORT RequestId: ${requestId}\tDuration: ${ms.toFixed(2)} ms\tBilled Duration: ${Math.ceil(ms)} ms\tMemory Size: ${memoryMb} MB\tMax Memory Used: ${usedMb} MB\t\n`,
  );
  const logs = log.join('');
  log = [];
  // The log first: LocalStack attaches the last log it got to the answer that follows.
  await post(`/invocations/${requestId}/logs`, JSON.stringify({ logs }));
  await post(`/invocations/${requestId}/${outcome}`, body);
}

function serve(handler: Handler): Promise<void> {
  const server = http.createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      response.end('OK'); // Taken; what comes of it is posted.
      invoke(handler, JSON.parse(Buffer.concat(parts).toString('utf8'))).catch((error) =>
        end('Runtime error', error, 1),
      );
    });
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(port, '127.0.0.1', resolve);
  return promise;
}

function end(what: string, error: unknown, exitCode: number): never {
  process.stderr.write(`${what} ${JSON.stringify(describe(error))}\n`);
  process.exit(exitCode);
}

process.on('uncaughtException', (error) => end('Uncaught Exception', error, 128));
process.on('unhandledRejection', (error) => end('Unhandled Promise Rejection', error, 128));
try {
  await serve(await loadHandler(env._HANDLER!));
  await post(`/status/${runtimeId}/ready`, '');
} catch (error) {
  await post(`/status/${runtimeId}/error`, JSON.stringify(describe(error))).catch(() => {});
  end('Init error', error, 1);
}
