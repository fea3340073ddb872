import { describe, expect, it } from 'vitest';
import { PermanentError } from '../errors.ts';
import { readExamples } from './readExamples.ts';

const TEXT = 'Ana Reis said it was late.';
const said = { source: [[0, 8]], cue: [[9, 13]], content: [[14, 25]] };
const lines = (...all: unknown[]) => `${all.map((one) => JSON.stringify(one)).join('\n')}\n`;
const failure = (raw: string): string => {
  try {
    readExamples('data/x.jsonl', raw);
  } catch (error) {
    expect(error).toBeInstanceOf(PermanentError);
    return (error as Error).message;
  }
  throw new Error('it was read');
};

describe('readExamples', () => {
  it('reads PolNeAR’s form: one copy an annotator, nothing nested', () => {
    const raw = lines({
      id: 'a',
      text: TEXT,
      publisher: 'The Courier',
      annotations: [
        { annotator: 'x', attributions: [said] },
        { annotator: 'y', attributions: [] },
      ],
    });
    const [example, ...others] = readExamples('x.jsonl', raw);
    expect(others).toEqual([]);
    expect(example).toMatchObject({ id: 'a', metadata: { publisher: 'The Courier' }, entities: null });
    expect(example!.attributions).toEqual({ nested: false, copies: [[{ ...said, parent: null }], []] });
  });

  it('reads GUM’s form without what has no cue, and hangs what stood in that one step higher', () => {
    const bare = { source: [], cue: [], content: [[0, 25]], parent: 0 };
    const raw = lines({
      id: 'g',
      genre: 'news',
      text: TEXT,
      attributions: [{ ...said, parent: null }, bare, { ...said, parent: 1 }],
    });
    const [example] = readExamples('x.jsonl', raw);
    expect(example).toMatchObject({ genre: 'news', entities: null });
    expect(example!.coreference).toBeUndefined();
    expect(example!.attributions!.copies[0]!.map(({ parent }) => parent)).toEqual([null, 0]);
    expect(example!.attributions!.nested).toBe(true);
  });

  it('reads whom GUM’s mentions mean: by their heads, without days and what is said of a name beside it', () => {
    const mention = (span: number[], cluster: number, named: boolean, more: object = {}) => ({
      ...{ start: span[0], end: span[1], type: 'person', cluster, head: 0, named, link: 'coref' },
      ...more,
    });
    const raw = (entities: object[]) =>
      lines({
        id: 'g',
        text: TEXT,
        attributions: [],
        tokens: [
          [0, 4, 'PROPN'],
          [5, 8, 'PROPN'],
        ],
        entities,
      });
    const [example] = readExamples(
      'x.jsonl',
      raw([
        mention([0, 8], 7, true),
        mention([5, 8], 7, false, { head: 1 }),
        mention([0, 4], 7, false, { link: 'appos' }),
        mention([0, 4], 9, true, { type: 'time' }),
      ]),
    );
    expect(example!.coreference!.entities).toEqual([
      [
        { cluster: 7, span: [0, 8], core: [0, 4], named: true },
        { cluster: 7, span: [5, 8], core: [5, 8], named: false },
      ],
    ]);
    expect(example!.coreference!.types.has('group')).toBe(false);
    expect(() => readExamples('x.jsonl', raw([mention([0, 8], 7, true, { head: 2 })]))).toThrow(
      'x.jsonl:1: entity at 0: no token has the index 2',
    );
  });

  it('reads Worldwide newswire’s form with its own labels', () => {
    const raw = lines({ id: 'n', text: TEXT, entities: [{ start: 0, end: 8, type: 'Person' }] });
    const [{ attributions, entities } = { attributions: undefined, entities: undefined }] = readExamples(
      'x.jsonl',
      raw,
    );
    expect(attributions).toBeNull();
    expect(entities!.mentions).toEqual([{ label: 'Person', span: [0, 8] }]);
    expect([entities!.labels.law, entities!.labels.group, entities!.labels.quantity]).toEqual([
      'Misc',
      'NORP',
      null,
    ]);
  });

  it('reads paragraphs with inline markup', () => {
    const raw = '=== id=t-01 genre=war style=plain\n{s1 Ana} {c1 said} {t1 {s2 Rui} {c2 knew} {t2 it}}.\n';
    const [example] = readExamples('t.txt', raw);
    expect(example).toMatchObject({ id: 't-01', genre: 'war', text: 'Ana said Rui knew it.' });
    expect(example!.attributions!.copies[0]!.map(({ parent }) => parent)).toEqual([null, 0]);
  });

  it('reads annotated articles with names of sources and of entities', () => {
    const raw = [
      'id: late',
      'genre: local',
      'publisher: The Courier',
      'published: 2024-03-05',
      'title: It was late',
      '===',
      '{s1 {e1 Ana Reis}} {c1 said on} {t1 {e2 Monday}} that {r1 she} left.',
      '===',
      'claim 1: name="Ana Reis" entity=1 kind=person polarity=positive stance=assert standalone="Monday"',
      'entity 1: person | Ana Reis',
      'entity 2: date | Monday',
    ].join('\n');
    const [example] = readExamples('late.txt', raw);
    expect(example).toMatchObject({ id: 'late', genre: 'local', metadata: { published: '2024-03-05' } });
    expect(example!.attributions!.copies[0]).toMatchObject([
      {
        name: 'Ana Reis',
        parent: null,
        reading: { stance: 'assert', polarity: 'positive', kind: 'person', time: null },
      },
    ]);
    // Days are not annotated throughout.
    expect(example!.entities!.mentions).toEqual([{ label: 'person', span: [0, 8] }]);
  });

  it.each([
    ['nothing', '\n', /^data\/x\.jsonl:1: the file is empty/],
    ['another form', 'Once upon a time', /^data\/x\.jsonl:1: neither JSON Lines nor inline markup/],
    ['no JSON', `${lines({ id: 'n', text: TEXT, entities: [] })}{"id": }`, /^data\/x\.jsonl:2: not JSON/],
    [
      'no annotation',
      lines({ id: 'a', text: TEXT }),
      /^data\/x\.jsonl:1: not an annotated article: .*"annotations"/,
    ],
    ['no text', lines({ id: 'a', annotations: [] }), /^data\/x\.jsonl:1: text: /],
    [
      'a span outside of the text',
      lines({ id: 'a', text: 'short', annotations: [{ attributions: [said] }] }),
      /^data\/x\.jsonl:1: \[0, 8\) is no span of the text/,
    ],
    [
      'a strange type',
      lines({ id: 'a', text: TEXT, entities: [{ start: 0, end: 8, type: 'Ship' }] }),
      /^data\/x\.jsonl:1: no such type of entity: "Ship"/,
    ],
  ])('says where there is %s', (_, raw, expected) => {
    expect(failure(raw)).toMatch(expected);
  });
});
