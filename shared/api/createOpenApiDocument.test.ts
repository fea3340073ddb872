import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { createOpenApiDocument } from './createOpenApiDocument.ts';

const document = createOpenApiDocument();
const operations = Object.values(document.paths ?? {}).map(({ get }) => get!);

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const result = await validator.validate(JSON.parse(JSON.stringify(document)));
    expect(result.errors).toBeUndefined();
    expect(result.valid).toBe(true);
    expect(validator.version).toBe('3.1');
  });

  it('describes every operation and every parameter', () => {
    for (const { operationId, summary, parameters } of operations) {
      expect(summary, operationId).toBeTruthy();
      for (const parameter of parameters ?? []) {
        expect(parameter, operationId).toMatchObject({ description: expect.stringMatching(/\w/) });
      }
    }
  });

  it('shows what the validation does: bounds, defaults, and one type for a number', () => {
    const limit = operations[0]!.parameters?.find(
      (parameter) => 'name' in parameter && parameter.name === 'limit',
    );
    expect(limit).toMatchObject({
      in: 'query',
      schema: { type: 'integer', minimum: 1, maximum: 100, default: 25 },
    });
    expect(limit).not.toHaveProperty('required', true);
    expect(limit).not.toHaveProperty('schema.pattern');
  });

  it('lists the errors of every operation as problem documents', () => {
    for (const { operationId, responses } of operations) {
      for (const status of ['400', '500', '503']) {
        expect(responses, operationId).toHaveProperty([status, '$ref']);
      }
    }
    for (const response of Object.values(document.components?.responses ?? {})) {
      expect(response).toHaveProperty(
        ['content', 'application/problem+json', 'schema', '$ref'],
        '#/components/schemas/Problem',
      );
    }
  });

  it('lets answers grow: no schema of an answer forbids further fields', () => {
    expect(JSON.stringify(document)).not.toContain('additionalProperties":false');
  });

  it('asks for an API key', () => {
    expect(document.security).toEqual([{ apiKey: [] }]);
    expect(document.components?.securitySchemes?.apiKey).toMatchObject({ in: 'header', name: 'x-api-key' });
  });
});
