import type { APIGatewayProxyEvent } from 'aws-lambda';

/** What API Gateway (REST, proxy integration) sends for a request: the path as it came, the query decoded. */
export function proxyEvent(
  url: string,
  { method = 'GET', apiKey = null }: { method?: string; apiKey?: string | null } = {},
): APIGatewayProxyEvent {
  const [path = '/', query = ''] = url.split('?');
  const parameters = new URLSearchParams(query);
  const names = [...new Set(parameters.keys())];
  const headers = {
    Host: 'a1b2c3.execute-api.eu-central-1.amazonaws.com',
    'X-Forwarded-Proto': 'https',
    'User-Agent': 'curl/8.5.0',
    ...(apiKey !== null && { 'x-api-key': apiKey }),
  };
  return {
    resource: '/{proxy+}',
    path,
    httpMethod: method,
    headers,
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    queryStringParameters:
      names.length === 0
        ? null
        : Object.fromEntries(names.map((name) => [name, parameters.getAll(name).at(-1)!])),
    multiValueQueryStringParameters:
      names.length === 0 ? null : Object.fromEntries(names.map((name) => [name, parameters.getAll(name)])),
    pathParameters: { proxy: path.slice(1) },
    stageVariables: null,
    body: null,
    isBase64Encoded: false,
    requestContext: {
      accountId: '123456789012',
      apiId: 'a1b2c3',
      authorizer: null,
      domainName: 'a1b2c3.execute-api.eu-central-1.amazonaws.com',
      httpMethod: method,
      identity: { apiKey, sourceIp: '192.0.2.7' } as never,
      path: `/dev${path}`,
      protocol: 'HTTP/1.1',
      requestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
      requestTimeEpoch: 1_673_424_000_000,
      resourceId: 'res123',
      resourcePath: '/{proxy+}',
      stage: 'dev',
    },
  };
}
