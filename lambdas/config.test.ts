import { expect, it } from 'vitest';
import { ingestConfig, queryConfig } from './config.ts';

it('gives the settings when all variables are there', () => {
  const environment = {
    CLAIMWIRE_TABLE: 'ledger',
    CLAIMWIRE_TEXTS_BUCKET: 'texts',
    CLAIMWIRE_MODEL_DIR: 'model',
    CLAIMWIRE_QUEUE_URL: 'https://sqs.eu-central-1.amazonaws.com/123456789012/uploads',
    CLAIMWIRE_WATCHED_PUBLISHERS: 'harbour-courier,meridian-press',
    PATH: '/bin',
  };
  expect(ingestConfig(environment)).toEqual({
    CLAIMWIRE_TABLE: 'ledger',
    CLAIMWIRE_TEXTS_BUCKET: 'texts',
    CLAIMWIRE_MODEL_DIR: 'model',
    CLAIMWIRE_QUEUE_URL: 'https://sqs.eu-central-1.amazonaws.com/123456789012/uploads',
    CLAIMWIRE_WATCHED_PUBLISHERS: ['harbour-courier', 'meridian-press'],
  });
  expect(ingestConfig({ ...environment, CLAIMWIRE_WATCHED_PUBLISHERS: '' })).toMatchObject({
    CLAIMWIRE_WATCHED_PUBLISHERS: [],
  });
});

it('names every variable that is wrong, and what it should hold', () => {
  expect(() => queryConfig({ CLAIMWIRE_TABLE: 'x' })).toThrow(
    'The function is not configured: CLAIMWIRE_TABLE (name of the ledger table) is not valid; ' +
      'CLAIMWIRE_TEXTS_BUCKET (name of the bucket that keeps the document texts) is not set; ' +
      'CLAIMWIRE_CURSOR_SECRET_ID (name or ARN of the secret that signs cursors) is not set.',
  );
});
