import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { testStack } from '../../infra/testStack.ts';

// biome-ignore lint/suspicious/noExplicitAny: a template is whatever CloudFormation takes
type Json = any;
interface Resource {
  readonly Type: string;
  readonly Properties: Json;
}

const stages = ['dev', 'prod'] as const;
const templates = Object.fromEntries(
  stages.map((stage) => [stage, Template.fromStack(testStack(stage).stack).toJSON()]),
) as Record<(typeof stages)[number], { readonly Resources: Record<string, Resource> }>;

const list = <T>(one: T | readonly T[]): readonly T[] => (Array.isArray(one) ? one : [one as T]);

/** A resource's ARN as a person writes it, references by logical id without its hash. */
function readable(value: Json): string {
  if (typeof value === 'string') return value;
  if (value['Fn::Join']) return value['Fn::Join'][1].map(readable).join('');
  if (value['Fn::Sub']) return String(value['Fn::Sub']);
  const id = String(value['Fn::GetAtt']?.[0] ?? value.Ref);
  return `<${id.replace(/[0-9A-F]{8}$/, '')}>`;
}

describe.each(stages)('the policies of %s', (stage) => {
  const resources = Object.entries(templates[stage].Resources);
  const ofType = (type: string) => resources.filter(([, { Type }]) => Type === type);

  it('give each function a role of its own, that only Lambda may take', () => {
    const roles = ofType('AWS::Lambda::Function').map(([, { Properties }]) => readable(Properties.Role));
    expect(new Set(roles).size).toBe(roles.length);
    for (const [id, { Properties }] of ofType('AWS::IAM::Role')) {
      const principals = Properties.AssumeRolePolicyDocument.Statement.map(
        (each: Json) => each.Principal.Service,
      );
      expect(principals, id).toEqual([
        /^QueryApiCloudWatchRole/.test(id) ? 'apigateway.amazonaws.com' : 'lambda.amazonaws.com',
      ]);
    }
  });

  it('let nobody outside the account in: no bucket, queue or function policy allows everyone', () => {
    const policies = ['AWS::S3::BucketPolicy', 'AWS::SQS::QueuePolicy'].flatMap((type) => ofType(type));
    for (const [id, { Properties }] of policies) {
      for (const { Effect, Principal } of Properties.PolicyDocument.Statement) {
        if (Effect === 'Allow') expect(JSON.stringify(Principal), id).not.toContain('"*"');
      }
    }
    for (const [id, { Properties }] of ofType('AWS::Lambda::Permission')) {
      expect(Properties.Principal, id).toMatch(
        /^(apigateway|events|sns|cloudwatch|lambda\.alarms\.cloudwatch)\.amazonaws\.com$/,
      );
      expect(Properties.SourceArn, id).toBeDefined();
    }
    expect(ofType('AWS::Lambda::Url')).toEqual([]);
  });

  it('grant no role a wildcard of actions, and none of resources but object keys', () => {
    for (const [id, { Properties }] of [...ofType('AWS::IAM::Role'), ...ofType('AWS::IAM::Policy')]) {
      const documents = Properties.PolicyDocument
        ? [Properties.PolicyDocument]
        : (Properties.Policies ?? []).map((policy: Json) => policy.PolicyDocument);
      for (const { Effect, Action, Resource, NotAction, NotResource } of documents.flatMap(
        (each: Json) => each.Statement,
      )) {
        expect([Effect, NotAction, NotResource], id).toEqual(['Allow', undefined, undefined]);
        for (const action of list<string>(Action)) expect(action, id).toMatch(/^[a-z0-9-]+:[A-Za-z]+$/);
        for (const resource of list(Resource).map(readable)) {
          expect(resource.replace(/^<ArticleStore(?:Uploads|Texts)>\/(?:texts\/)?\*$/, ''), id).not.toContain(
            '*',
          );
        }
      }
    }
  });

  it('let the ingest function write the ledger, and no function change an upload or remove anything from S3', () => {
    const s3 = ofType('AWS::IAM::Role')
      .flatMap(([, { Properties }]) => Properties.Policies ?? [])
      .flatMap((policy: Json) => policy.PolicyDocument.Statement)
      .filter(({ Action }: Json) => list<string>(Action).some((action) => action.startsWith('s3:')))
      .flatMap(({ Action, Resource }: Json) =>
        list<string>(Action).flatMap((action) =>
          list(Resource).map((resource) => `${action} ${readable(resource)}`),
        ),
      );
    expect([...new Set(s3)].sort()).toEqual([
      's3:GetObject <ArticleStoreTexts>/texts/*',
      's3:GetObject <ArticleStoreUploads>/*',
      's3:GetObjectVersion <ArticleStoreUploads>/*',
      's3:ListBucket <ArticleStoreTexts>',
      's3:ListBucket <ArticleStoreUploads>',
      's3:PutObject <ArticleStoreTexts>/texts/*',
    ]);
  });

  it('put no secret into the template: no value that looks like a key, and none in an environment variable', () => {
    const text = JSON.stringify(templates[stage]);
    expect(text).not.toMatch(/AKIA[0-9A-Z]{16}|-----BEGIN|resolve:(?:secretsmanager|ssm-secure)/);
    for (const [id, { Properties }] of ofType('AWS::Lambda::Function')) {
      const names = Object.keys(Properties.Environment?.Variables ?? {});
      expect(
        names.filter((name) => /secret|password|token|key/i.test(name) && !/_ID$/.test(name)),
        id,
      ).toEqual([]);
    }
  });

  it('give the API no way in but a key: no method without it, no authorizer, no CORS for browsers of others', () => {
    const methods = ofType('AWS::ApiGateway::Method').map(([, { Properties }]) => Properties);
    expect(
      methods.map(({ HttpMethod, ApiKeyRequired, AuthorizationType }) => [
        HttpMethod,
        ApiKeyRequired,
        AuthorizationType,
      ]),
    ).toEqual(methods.map(() => ['GET', true, 'NONE']));
    expect(ofType('AWS::ApiGateway::UsagePlanKey')).toHaveLength(1);
    expect(JSON.stringify(templates[stage])).not.toContain('Access-Control-Allow-Origin');
    // The body of a request is never read; API Gateway bounds URL and headers at 10,240 bytes.
    expect(methods.every(({ RequestModels }) => RequestModels === undefined)).toBe(true);
  });
});
