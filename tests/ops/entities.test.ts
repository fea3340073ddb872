import type { Server } from 'node:http';
import stringWidth from 'string-width';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createQueryHandler } from '../../lambdas/query/createQueryHandler.ts';
import { listen } from '../../local/listen.ts';
import { serveApi } from '../../local/serveApi.ts';
import { createDynamoTable } from '../../shared/aws/dynamoTable.ts';
import { createLedger } from '../../shared/ledger/createLedger.ts';
import type { EntityRecord, ListedClaim } from '../../shared/ledger/ledger.ts';
import { runCli } from '../e2e/runCli.ts';
import { namedArticle } from '../namedArticle.ts';
import { startDynalite } from '../startDynalite.ts';

const INSTITUTE = 'Institute for Sea Warfare';
let server: Awaited<ReturnType<typeof startDynalite>>;
let api: Server;
let environment: Record<string, string>;

beforeAll(async () => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'ERROR');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
  server = await startDynalite();
  const ledger = createLedger(createDynamoTable(server));
  const text = `The ${INSTITUTE} (ISW) met in Ukraine.`;
  await ledger.record(
    namedArticle('introduced', text, [
      [INSTITUTE, 'organization', 'ISW'],
      ['Ukraine', 'location'],
    ]),
  );
  await ledger.record(
    namedArticle('alone', 'ISW met Ukrainians.', [
      ['ISW', 'organization'],
      ['Ukrainians', 'group'],
    ]),
  );
  await ledger.record(namedArticle('seat', 'Kyiv said so.', [['Kyiv', 'location']]));
  api = serveApi(
    createQueryHandler({ ledger, store: { readText: async () => null }, cursorSecret: async () => 'secret' }),
    () => {},
  );
  const { hostname, port } = await server.client.config.endpoint!();
  environment = {
    CLAIMWIRE_API_URL: await listen(api, 0),
    CLAIMWIRE_TABLE: server.tableName,
    AWS_ENDPOINT_URL_DYNAMODB: `http://${hostname}:${port}`,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  };
});
afterAll(async () => {
  api.closeAllConnections();
  await new Promise((done) => api.close(done));
  await server.stop();
  vi.unstubAllEnvs();
});

const run = (...args: string[]) => runCli(args, { environment });
const said = async (source: string) => {
  const { stdout } = await run('claims', '--source', source, '--json');
  const claims = stdout.split('\n').filter(Boolean);
  return claims.map((line) => (JSON.parse(line) as ListedClaim).standalone).sort();
};
const BOTH = ['ISW in alone', `${INSTITUTE} in introduced`];

describe('claimwire claims, entity and ops entity', () => {
  it('find the same by every name', async () => {
    expect(await said('ISW')).toEqual(BOTH);
    expect(await said(INSTITUTE)).toEqual(BOTH);
    expect(await said('Ukrainian')).toEqual(['Kyiv in seat', 'Ukraine in introduced', 'Ukrainians in alone']);
    expect(await said('Government of Ukraine')).toEqual(['Kyiv in seat', 'Ukraine in introduced']);
  });

  it('tell what a name means, within 80 columns', async () => {
    const { code, stdout } = await run('entity', 'ISW');
    expect(code).toBe(0);
    expect(stdout).toContain('introduced in brackets');
    for (const line of stdout.split('\n')) expect(stringWidth(line), line).toBeLessThanOrEqual(80);
    const unknown = await run('entity', 'Nobody');
    expect(unknown.code).toBe(1);
    expect(unknown.stderr).toContain('No article names "Nobody"');
  });

  it('split, merge and say why', async () => {
    const split = await run('ops', 'entity', 'split', 'ISW', '--from', INSTITUTE, '--note', 'another one');
    expect([split.code, split.stdout]).toEqual([0, 'isw means isw.\n']);
    expect(await said('ISW')).toEqual(['ISW in alone']);
    expect((await run('ops', 'entity', 'merge', 'ISW', INSTITUTE)).code).toBe(0);
    expect(await said('ISW')).toEqual(BOTH);
    const { stdout } = await run('ops', 'entity', 'why', 'ISW', '--json');
    const { history } = JSON.parse(stdout) as EntityRecord;
    expect(history.map(({ what, note }) => [what, note])).toEqual([
      ['learned', null],
      ['split', 'another one'],
      ['merged', null],
    ]);
  });

  it('leave places to the gazetteer', async () => {
    const { code, stderr } = await run('ops', 'entity', 'split', 'Ukraine');
    expect(code).toBe(2);
    expect(stderr).toContain('gazetteer');
  });
});
