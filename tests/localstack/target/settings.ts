/** CloudFormation types that LocalStack lacks and that the stack works without: reported as made. Any other one fails the deployment. */
const IGNORED_TYPES = ['AWS::CloudWatch::Dashboard'];

/**
 * LocalStack's variables, however it is started.
 *
 * @param listen address that its port is opened on
 * @param port the same inside and outside of a container, so that every address it gives out holds in both
 */
export const settings = ({ listen, port }: { listen: string; port: number }): Record<string, string> => ({
  GATEWAY_LISTEN: `${listen}:${port}`,
  // An IP address, not a name: SDKs then address buckets by path.
  LOCALSTACK_HOST: `127.0.0.1:${port}`,
  LAMBDA_RUNTIME_EXECUTOR: 'process',
  // After an empty poll the next one comes 10 s later otherwise.
  LAMBDA_EVENT_SOURCE_MAPPING_POLL_INTERVAL_SEC: '0.2',
  LAMBDA_EVENT_SOURCE_MAPPING_MAX_BACKOFF_ON_EMPTY_POLL_SEC: '0.5',
  CFN_IGNORE_UNSUPPORTED_RESOURCE_TYPES: '0',
  CFN_IGNORE_UNSUPPORTED_TYPE_CREATE: IGNORED_TYPES.join(','),
  CFN_IGNORE_UNSUPPORTED_TYPE_UPDATE: IGNORED_TYPES.join(','),
  PROVIDER_OVERRIDE_DYNAMODB: 'v2',
  DYNAMODB_IN_MEMORY: '1',
  // Queue URLs then begin with the endpoint.
  SQS_ENDPOINT_STRATEGY: 'off',
  DNS_ADDRESS: '0',
  DISABLE_EVENTS: '1',
  SKIP_SSL_CERT_DOWNLOAD: '1',
});
