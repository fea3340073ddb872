import { ResponseType, type RestApi } from 'aws-cdk-lib/aws-apigateway';

interface GatewayProblem {
  readonly id: string;
  readonly on: ResponseType;
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const PROBLEMS: readonly GatewayProblem[] = [
  {
    id: 'KeyRefused',
    on: ResponseType.INVALID_API_KEY,
    status: 403,
    code: 'key.invalid',
    title: 'No valid API key',
    detail: 'Send a key of this API in the header x-api-key.',
  },
  {
    id: 'MethodRefused',
    // API Gateway's name for a method that is not there; every path is.
    on: ResponseType.MISSING_AUTHENTICATION_TOKEN,
    status: 405,
    code: 'method.notAllowed',
    title: 'Method not allowed',
    detail: 'This address answers GET only.',
    headers: { Allow: 'GET' },
  },
  {
    id: 'Throttled',
    on: ResponseType.THROTTLED,
    status: 429,
    code: 'requests.tooMany',
    title: 'Too many requests',
    detail: 'Wait a second and go on more slowly.',
    headers: { 'Retry-After': '1' },
  },
  {
    id: 'QuotaUsedUp',
    on: ResponseType.QUOTA_EXCEEDED,
    status: 429,
    code: 'requests.quotaUsedUp',
    title: 'Quota used up',
    detail: 'This key has made all its requests of the day. Days begin at midnight UTC.',
  },
  {
    id: 'Refused',
    on: ResponseType.DEFAULT_4XX,
    status: 400,
    code: 'request.refused',
    title: 'Request refused',
    detail: 'The request is not one that this API can take. /openapi.json describes what it takes.',
  },
  {
    id: 'Failed',
    on: ResponseType.DEFAULT_5XX,
    status: 503,
    code: 'service.busy',
    title: 'Busy',
    detail: 'The API did not answer in time. Try again in a few seconds.',
    headers: { 'Retry-After': '2' },
  },
];

/**
 * Has API Gateway tell what it refuses on its own (no key, over the limit, no such method, no answer) as the function tells
 * its errors: as problem documents (RFC 9457), of the form of shared/api/problemOf.ts.
 */
export function addProblemResponses(api: RestApi): void {
  for (const { id, on, status, code, title, detail, headers } of PROBLEMS) {
    const problem = {
      type: `urn:claimwire:problem:${code}`,
      title,
      status,
      detail,
      instance: 'urn:claimwire:request:$context.requestId',
      code,
    };
    api.addGatewayResponse(id, {
      type: on,
      statusCode: String(status),
      // API Gateway wants constants in quotes.
      responseHeaders: Object.fromEntries(
        Object.entries({ ...headers, 'Content-Type': 'application/problem+json' }).map(([name, value]) => [
          name,
          `'${value}'`,
        ]),
      ),
      templates: { 'application/json': JSON.stringify(problem) },
    });
  }
}
