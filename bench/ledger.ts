/** Write and read units of the ledger for articles of some sizes, and medians of time on dynalite. `node bench/ledger.ts` */
import { createDynamoTable } from '../shared/aws/dynamoTable.ts';
import { createLedger } from '../shared/ledger/createLedger.ts';
import { articleId } from '../shared/ledger/keys.ts';
import { layOut } from '../shared/ledger/layOut.ts';
import { storedSize } from '../shared/ledger/storedSize.ts';
import { articleRequest } from '../tests/articleRequest.ts';
import { measureCapacity } from '../tests/measureCapacity.ts';
import { type NamedEntity, namedArticle } from '../tests/namedArticle.ts';
import { startDynalite } from '../tests/startDynalite.ts';

const REPEATS = 30;
const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

const server = await startDynalite();
const units = measureCapacity(server.client);
const ledger = () => createLedger(createDynamoTable(server));

async function measure(what: string, work: (round: number) => Promise<unknown>, repeats = REPEATS) {
  const times: number[] = [];
  const written: number[] = [];
  const read: number[] = [];
  for (let round = 0; round < repeats; round++) {
    units.reset();
    const start = performance.now();
    await work(round);
    times.push(performance.now() - start);
    written.push(units.written());
    read.push(units.read());
  }
  console.log(
    `${what.padEnd(58)} ${median(written).toFixed(1).padStart(8)} WRU ${median(read).toFixed(1).padStart(7)} RRU ${median(times).toFixed(1).padStart(8)} ms`,
  );
}

const size = (items: readonly unknown[]) => items.reduce<number>((sum, item) => sum + storedSize(item), 0);
const sample = layOut(articleRequest());
const edges = sample.contents.filter(({ pk }) => pk.startsWith('N#'));
const ofKind = (kind: string) => sample.contents.filter(({ sk }) => sk.includes(`#${kind}#`));
console.log('Stored bytes of an article of 24 claims and 15 entities (items, bytes):');
for (const [name, items] of Object.entries({
  head: [sample.headItem],
  manifest: sample.manifests,
  claims: ofKind('claims'),
  entities: ofKind('entities'),
  blocks: ofKind('blocks'),
  edges,
})) {
  console.log(`  ${name.padEnd(10)} ${String(items.length).padStart(3)} ${String(size(items)).padStart(7)}`);
}

console.log(`\nMedians of ${REPEATS}, capacity as dynalite returns it:`);
const key = (round: number) => `bench/${round}.txt`;
await measure(
  'record, 24 claims, 15 entities, none known',
  (round) => ledger().record(articleRequest({ key: key(round) })),
  1,
);
await measure('record, 24 claims, 15 entities, all known', (round) =>
  ledger().record(articleRequest({ key: key(round + 1) })),
);
await measure('record, 24 claims and 13 narrated, 15 entities, all known', (round) =>
  ledger().record(articleRequest({ key: `narrated/${round}.txt`, narrated: 13, publisher: 'Own Voice' })),
);
await measure('record again, same event', (round) =>
  ledger().record(articleRequest({ key: key(round + 1) })),
);
await measure('record a newer version over it', (round) =>
  ledger().record(articleRequest({ key: key(round + 1), sequencer: '0067' })),
);
await measure('record a late event (superseded)', (round) =>
  ledger().record(articleRequest({ key: key(round + 1) })),
);
await measure(
  'record, 500 claims, 150 entities',
  (round) =>
    ledger().record(articleRequest({ key: `big/${round}`, claims: 500, entities: 150, publisher: 'Big' })),
  3,
);
await measure(
  'record, 5,000 claims, 1,000 entities',
  (round) =>
    ledger().record(
      articleRequest({ key: `huge/${round}`, claims: 5_000, entities: 1_000, publisher: 'Huge' }),
    ),
  3,
);
/** Fifteen organizations, of which the first so many are introduced with their initials. */
const introduced = (key: string, aliases: number) => {
  const named = Array.from({ length: 15 }, (_, index): NamedEntity => {
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].slice(index, index + 3);
    return [letters.map((letter) => `${letter}arren`).join(' '), 'organization', letters.join('')];
  });
  const text = named
    .map(([name, , short], index) => (index < aliases ? `${name} (${short})` : name))
    .join(' met ');
  return namedArticle(key, text, named);
};
await measure('record, 15 claims of 15 entities, no alias', (round) =>
  ledger().record(introduced(`plain/${round}`, 0)),
);
await measure(
  'record, 15 claims of 15 entities, 4 aliases, new',
  () => ledger().record(introduced('alias/0', 4)),
  1,
);
await measure('record, 15 claims of 15 entities, 4 aliases, known', (round) =>
  ledger().record(introduced(`alias/${round + 1}`, 4)),
);
await measure('withdraw it, others show its aliases', (round) =>
  ledger().withdraw({ ...introduced(`alias/${round + 1}`, 4).version, sequencer: '0068' }, '0.1.0+0a1b2c3d'),
);
await measure('claims, of a source without aliases, 20', () =>
  ledger().claims({ limit: 20, source: 'Garren Harren Iarren' }),
);
await measure('claims, of a source by its full name, 20', () =>
  ledger().claims({ limit: 20, source: 'Aarren Barren Carren' }),
);
await measure('claims, of a source by an alias, 20', () => ledger().claims({ limit: 20, source: 'ABC' }));
await measure('claims, of a country (9 names), 20', () => ledger().claims({ limit: 20, source: 'USA' }));
await measure('entity, by an alias', () => ledger().entity('ABC'));
await measure('article, 24 claims', (round) => ledger().article(articleId('uploads', key(round + 1))));
await measure('article, 5,000 claims', () => ledger().article(articleId('uploads', 'huge/0')), 5);
await measure('articles, latest 20', () => ledger().articles({ limit: 20 }));
await measure('articles, of a publisher, 20', () =>
  ledger().articles({ limit: 20, publisher: 'Selby Evening Mail' }),
);
await measure('claims, latest 20', () => ledger().claims({ limit: 20, publisher: 'Selby Evening Mail' }));
await measure('claims, attributed, latest 20, 13 narrated an article', () =>
  ledger().claims({ limit: 20, publisher: 'Own Voice', kind: 'attributed' }),
);
await measure('claims, narrated, latest 20', () =>
  ledger().claims({ limit: 20, publisher: 'Own Voice', kind: 'narrated' }),
);
await measure('claims, of a source, 20', () => ledger().claims({ limit: 20, source: 'Tomas Vey' }));
await measure('claims, of an entity, 20', () => ledger().claims({ limit: 20, entity: 'Marren Island' }));
await measure('articles, of an entity, 20', () =>
  ledger().articlesOfEntity({ limit: 20, entity: 'Marren Island' }),
);
await measure('entities, by prefix, 20', () => ledger().entities({ limit: 20, prefix: 'Har' }));
await measure('withdraw', (round) =>
  ledger().withdraw(
    { ...articleRequest({ key: key(round + 1) }).version, sequencer: '0068' },
    '0.1.0+0a1b2c3d',
  ),
);
await server.stop();
