import * as z from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiResponsesObject } from 'zod-openapi';
import { HISTORY_DAYS, MAX_PAST_VERSIONS } from '../ledger/historyLimits.ts';
import {
  articlePath,
  emptyQuery,
  entityPath,
  listArticlesQuery,
  listClaimsQuery,
  listEntitiesQuery,
  versionQuery,
} from './schemasRequest.ts';
import {
  articleHead,
  articleRecord,
  entityRecord,
  health,
  knownEntity,
  listedClaim,
  listedVersion,
  page,
  problem,
} from './schemasResponse.ts';

/** Version of the API's contract, not of the code behind it. */
const API_VERSION = '0.1.0';

const json = (description: string, schema: z.ZodType) => ({
  description,
  content: { 'application/json': { schema } },
});
const problemResponse = (id: string, description: string, headers?: z.ZodObject) => ({
  id,
  description,
  content: { 'application/problem+json': { schema: problem } },
  ...(headers === undefined ? {} : { headers }),
});

const invalid = problemResponse(
  'Invalid',
  'A parameter or the cursor was refused (`parameters.invalid`, `cursor.invalid`).',
);
const unknown = problemResponse(
  'Unknown',
  'There is no such article, version or entity, or it has no text (`article.unknown`, `version.unknown`, `entity.unknown`, `article.textless`).',
);
const failures: ZodOpenApiResponsesObject = {
  403: problemResponse('KeyRefused', 'The API key is missing or not valid (`key.invalid`).'),
  429: problemResponse(
    'TooMany',
    'Too fast, or the quota of the day is used up (`requests.tooMany`, `requests.quotaUsedUp`).',
  ),
  500: problemResponse('Internal', 'Our fault (`internal`).'),
  503: problemResponse(
    'Busy',
    'Try again (`service.busy`).',
    z.object({
      'retry-after': z.string().meta({ description: 'Seconds to wait.', example: '2' }),
    }),
  ),
};

const get = (
  operation: ZodOpenApiOperationObject & { operationId: string; summary: string },
): { get: ZodOpenApiOperationObject } => ({
  get: { ...operation, responses: { ...operation.responses, 400: invalid, ...failures } },
});

/** The OpenAPI 3.1 document of the query API, made from the schemas that requests are checked with. */
export const createOpenApiDocument = () =>
  createDocument(
    {
      openapi: '3.1.0',
      info: {
        title: 'Claimwire',
        version: API_VERSION,
        description:
          'Who said what: claims and entities found in news articles. Lists are newest first and come in pages; parameters that an operation does not know are refused. Fields may be added to answers, so ignore those you do not know.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      // Relative to this document, so that it is right on every stage and on the embedded stack.
      servers: [{ url: '.', description: 'Where this document was served' }],
      security: [{ apiKey: [] }],
      tags: [
        { name: 'articles', description: 'What was uploaded, and what became of it' },
        { name: 'claims', description: 'Who said what' },
        { name: 'entities', description: 'Who and what is named' },
        { name: 'service', description: 'The API itself' },
      ],
      paths: {
        '/articles': get({
          operationId: 'listArticles',
          tags: ['articles'],
          summary: 'Articles, newest first',
          requestParams: { query: listArticlesQuery },
          responses: { 200: json('A page of articles', page(articleHead)) },
        }),
        '/articles/{id}': get({
          operationId: 'getArticle',
          tags: ['articles'],
          summary: 'An article with its claims, entities and blocks',
          requestParams: { path: articlePath, query: versionQuery },
          responses: { 200: json('One version, whole', articleRecord), 404: unknown },
        }),
        '/articles/{id}/versions': get({
          operationId: 'listVersions',
          tags: ['articles'],
          summary: 'Versions of an article that can be read, newest first',
          description: `The current one, and those it replaced in the last ${HISTORY_DAYS} days, at most ${MAX_PAST_VERSIONS}. Lists of articles and claims hold current versions alone.`,
          requestParams: { path: articlePath, query: emptyQuery },
          responses: { 200: json('All of them, in one page', page(listedVersion)), 404: unknown },
        }),
        '/articles/{id}/text': get({
          operationId: 'getArticleText',
          tags: ['articles'],
          summary: 'The document text that all spans point into',
          requestParams: { path: articlePath, query: versionQuery },
          responses: {
            200: {
              description: 'The text of the version',
              content: { 'text/plain; charset=utf-8': { schema: z.string() } },
              headers: z.object({
                etag: z.string().meta({
                  description:
                    'The `textHash` of the version it belongs to, in quotation marks: spans of a version with another hash do not fit.',
                }),
              }),
            },
            404: unknown,
          },
        }),
        '/claims': get({
          operationId: 'listClaims',
          tags: ['claims'],
          summary: 'Claims, newest first',
          description:
            'At most one of source, via, entity and publisher; with none of them, the latest claims. What somebody is said to say, unless `kind` asks for more.',
          requestParams: { query: listClaimsQuery },
          responses: { 200: json('A page of claims', page(listedClaim)) },
        }),
        '/entities': get({
          operationId: 'listEntities',
          tags: ['entities'],
          summary: 'Entities whose name starts with a prefix, by name',
          requestParams: { query: listEntitiesQuery },
          responses: { 200: json('A page of entities', page(knownEntity)) },
        }),
        '/entities/{id}': get({
          operationId: 'getEntity',
          tags: ['entities'],
          summary: 'What a name means over all articles, with its other names and why',
          requestParams: { path: entityPath, query: emptyQuery },
          responses: { 200: json('The entity', entityRecord), 404: unknown },
        }),
        '/health': get({
          operationId: 'getHealth',
          tags: ['service'],
          summary: 'Whether the API is up',
          requestParams: { query: emptyQuery },
          responses: { 200: json('It is', health) },
        }),
        '/openapi.json': get({
          operationId: 'getOpenApi',
          tags: ['service'],
          summary: 'This document',
          requestParams: { query: emptyQuery },
          responses: { 200: json('An OpenAPI 3.1 document', z.looseObject({ openapi: z.string() })) },
        }),
      },
      components: {
        securitySchemes: {
          apiKey: { type: 'apiKey', in: 'header', name: 'x-api-key', description: 'A key of the API.' },
        },
      },
    },
    {
      override: ({ jsonSchema, io }) => {
        // Fields may be added to answers: a client made from this document must not refuse them.
        if (io === 'output') delete jsonSchema.additionalProperties;
        // zod's patterns for dates are a screenful each and say what the format says; a number has none.
        if (jsonSchema.format !== undefined || jsonSchema.type !== 'string') delete jsonSchema.pattern;
      },
    },
  );
