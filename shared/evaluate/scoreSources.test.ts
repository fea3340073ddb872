import { describe, expect, it } from 'vitest';
import { groupEntities } from '../extract/groupEntities.ts';
import { readGold } from './readGold.ts';
import { type GumSources, scoreGoldSources, scoreGumSources } from './scoreSources.ts';

const GOLD = `id: test
genre: local
publisher: Post
published: 2024-03-05
title: Late
===
{s1 {e1 Ana Reis}} {c1 said} {t1 it was late}. {s2 {r1 She}} {c2 said} {t2 so twice}.

It {c3 is feared} {t3 that it was late}. {s4 {r2 A docker}} {c4 said} {t4 why}.
===
claim 1: name="Ana Reis" entity=1 kind=person polarity=positive stance=assert standalone="It was late"
claim 2: name="Ana Reis" entity=1 kind=person polarity=positive stance=assert standalone="So"
claim 3: name=null entity=null kind=unknown polarity=positive stance=fear standalone="It was late"
claim 4: name="a docker" entity=2 kind=person polarity=positive stance=assert standalone="Why"
entity 1: person | Ana Reis
entity 2: person | a docker
`;

describe('scoreGoldSources', () => {
  const gold = readGold('test.txt', GOLD);
  const entities = groupEntities(gold.text, [{ type: 'person', span: [0, 8] }]);

  it('counts the names and kinds that are right, nobody too', () => {
    expect(scoreGoldSources(gold, entities)).toEqual({ annotated: 4, right: 4, kinds: 4, errors: [] });
  });

  it('tells what is wrong, where, and what would be right', () => {
    const { right, kinds, errors } = scoreGoldSources(gold, [], (_, drafts) =>
      drafts.map(() => ({ sourceName: 'ANA  reis', sourceEntity: null, sourceKind: 'group' })),
    );
    expect([right, kinds]).toEqual([2, 0]);
    expect(errors).toEqual([
      { words: '', at: 0, expected: [null], found: 'ANA  reis' },
      { words: 'A docker', at: gold.text.indexOf('A docker'), expected: ['a docker'], found: 'ANA  reis' },
    ]);
  });
});

describe('scoreGumSources', () => {
  const text = 'Ana Reis met Rui Costa. She said so. A docker said so.';
  const mention = (start: number, end: number, cluster: number, head: number, named: boolean) => ({
    start,
    end,
    cluster,
    head,
    named,
  });
  const gum: GumSources = {
    text,
    tokens: [...text.matchAll(/\w+/g)].map(({ index, 0: word }) => [index, index + word.length]),
    entities: [
      mention(0, 8, 1, 1, true),
      mention(13, 22, 2, 4, true),
      mention(24, 27, 1, 5, false),
      mention(37, 45, 3, 9, false),
    ],
    attributions: [
      { source: [[24, 27]], cue: [[28, 32]], content: [[33, 35]], source_clusters: [1] },
      { source: [[24, 27]], cue: [], content: [[33, 35]], source_clusters: [1] },
      { source: [[37, 45]], cue: [[46, 50]], content: [[51, 53]], source_clusters: [3] },
    ],
  };
  const entities = groupEntities(text, [
    { type: 'person', span: [0, 8] },
    { type: 'person', span: [13, 22] },
  ]);
  const always = (sourceEntity: string | null, sourceName: string) =>
    scoreGumSources(gum, entities, undefined, (_, drafts) =>
      drafts.map(() => ({ sourceName, sourceEntity, sourceKind: 'person' })),
    );

  it('counts sources that have a name and a cue', () => {
    expect(scoreGumSources(gum, entities)).toMatchObject({ annotated: 1, right: 1 });
    expect(scoreGumSources(gum, entities, () => false).annotated).toBe(0);
  });

  it('goes by the entity, and by the name where there is none', () => {
    expect(always('e1', 'x').right).toBe(1);
    expect(always('e2', 'Ana Reis')).toMatchObject({
      right: 0,
      errors: [{ words: 'She', at: 24, expected: ['Ana Reis'], found: 'Ana Reis' }],
    });
    expect(always(null, 'the Ana Reis').right).toBe(1);
  });
});
