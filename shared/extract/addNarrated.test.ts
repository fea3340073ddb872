import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkAccount } from '../../tests/checkAccount.ts';
import { articleFromText } from '../article/articleFromText.ts';
import { overlaps, type Span } from '../span.ts';
import { addNarrated } from './addNarrated.ts';
import type { BareClaim } from './describeClaims.ts';

const attributed = (
  parts: Partial<Pick<BareClaim, 'id' | 'source' | 'cue' | 'content' | 'parent'>>,
): BareClaim => ({
  id: 'c1',
  kind: 'attributed',
  content: [[0, 1]],
  cue: null,
  cueText: null,
  source: null,
  sourceName: null,
  sourceEntity: null,
  sourceKind: null,
  quoteType: 'indirect',
  hedged: null,
  parent: null,
  confidence: 0.5,
  ...parts,
});

/** The account of a text in which `[…]` marks what one attribution has taken, each pair a span of its content. */
function account(marked: string) {
  const spans: Span[] = [];
  let text = '';
  for (const part of marked.split(/(\[[^\]]*\])/)) {
    const bare = part.replace(/^\[|\]$/g, '');
    if (bare !== part) spans.push([text.length, text.length + bare.length]);
    text += bare;
  }
  const article = articleFromText(text);
  const found = addNarrated(article, spans.length === 0 ? [] : [attributed({ content: spans })]);
  checkAccount(article, found);
  const claims = found.claims.map((claim) => ({
    ...claim,
    words: claim.kind === 'narrated' ? text.slice(...claim.content[0]!) : 'x',
  }));
  return {
    claims,
    setAside: found.setAside,
    narrated: claims
      .filter(({ kind }) => kind === 'narrated')
      .map(({ words, hedged }) => `${hedged ? '? ' : ''}${words}`),
    reasons: found.setAside.map(({ reason, span }) => `${reason}: ${text.slice(...span)}`),
  };
}

describe('addNarrated', () => {
  it('states nothing that breaks off before its time or its complement', () => {
    expect(account('Her visit came a day after [the minister said it was over].').narrated).toEqual([]);
    expect(account('The ferry sank two days after [the owner said it was safe].').narrated).toEqual([
      'The ferry sank',
    ]);
    expect(account('They face a ban of two years if [the court finds that they knew].').narrated).toEqual([
      'They face a ban of two years',
    ]);
  });

  it('makes a claim of each sentence that no attribution touches, with the publisher as the one who states it', () => {
    const { claims } = account(
      'The ferry sank at noon. [Two people drowned, police said.] It was built in 1961.',
    );
    expect(claims.map(({ id, kind, words }) => [id, kind, words])).toEqual([
      ['c1', 'narrated', 'The ferry sank at noon.'],
      ['c2', 'attributed', 'x'],
      ['c3', 'narrated', 'It was built in 1961.'],
    ]);
    expect(claims[0]).toMatchObject({
      source: null,
      sourceName: null,
      sourceKind: null,
      cue: null,
      parent: null,
    });
  });

  it('numbers claims of both kinds in the order of the text and keeps parents', () => {
    const text = 'Rain fell. Reuters said that he said that it was late. Snow fell.';
    const at = (part: string, from = 0): Span => {
      const start = text.indexOf(part, from);
      return [start, start + part.length];
    };
    const { claims } = addNarrated(articleFromText(text), [
      attributed({ id: 'c1', source: [at('Reuters')], content: [at('that he said that it was late')] }),
      attributed({
        id: 'c2',
        source: [at('he')],
        cue: [at('said', 25)],
        content: [at('that it was late')],
        parent: 'c1',
      }),
    ]);
    expect(claims.map(({ id, kind, parent }) => [id, kind, parent])).toEqual([
      ['c1', 'narrated', null],
      ['c2', 'attributed', null],
      ['c3', 'attributed', 'c2'],
      ['c4', 'narrated', null],
    ]);
  });

  it('cuts a sentence where one of its clauses is hedged and another is not, and nowhere else', () => {
    expect(account('The town has little military value, but its loss could open the road.').narrated).toEqual(
      ['The town has little military value', '? its loss could open the road.'],
    );
    expect(account('The play could open in spring, and it may not stay dry.').narrated).toEqual([
      '? The play could open in spring, and it may not stay dry.',
    ]);
    expect(account('The signs are a cough and red eyes; the rash comes later.').narrated).toHaveLength(1);
  });

  it.each([
    [
      '[Friis claimed the ball was out], and replays appeared to support her.',
      '? replays appeared to support her.',
    ],
    [
      '[She was told that she had a year]; the old woman bought a motorcycle.',
      'the old woman bought a motorcycle.',
    ],
    ['Shares fell sharply hours after [the bank said it was broke].', 'Shares fell sharply'],
    [
      'Fighting went on near the town despite [Velmark’s claims of victory].',
      'Fighting went on near the town',
    ],
    [
      'The pledge may cost her support, eleven of whom signed [a motion calling for help].',
      '? The pledge may cost her support',
    ],
    ['The storm hit on Monday, and [officials said it was over].', 'The storm hit on Monday'],
  ])('takes what stands beside an attribution as a clause of its own: %s', (marked, clause) => {
    expect(account(marked).narrated).toEqual([clause]);
  });

  it.each([
    'Speaking in Paris on Monday, [he said it was late].',
    'In a paper published last month, [she said it was late].',
    'When asked about the plan, [he said it was late].',
    'The minister, who arrived on Monday, [said it was late].',
    '[It was late, she said], as she left the room.',
    'He lived on tinned peas and [, he said, on prayers].',
    '[“It is late,”] she [said] on Tuesday.',
    'That is [what he said].',
  ])('makes no claim of what cannot stand alone: %s', (marked) => {
    expect(account(marked).narrated).toEqual([]);
  });

  it('sets aside, with the reason, what claims nothing', () => {
    const text = [
      'Ferry sinks off Selby',
      'By Ines Calder',
      'The ferry sank at noon. Who steered it? “We were asleep.”',
      'Three dead. Two missing. The crew of nine swam to the shore, and the dog swam too.',
      'Photo: Tomas Vey / Reuters',
      'To give to the fund, call 600 555 0188.',
      'The wreck lies in forty metres of water. Vote in our poll on the home page.',
    ].join('\n\n');
    expect(account(text).reasons).toEqual([
      'heading: Ferry sinks off Selby',
      'byline: By Ines Calder',
      'question: Who steered it?',
      'quotation: “We were asleep.”',
      'fragment: Three dead.',
      'fragment: Two missing.',
      'credit: Photo: Tomas Vey / Reuters',
      'call: To give to the fund, call 600 555 0188.',
      'call: Vote in our poll on the home page.',
    ]);
  });

  it('finds the verb of short sentences', () => {
    for (const sentence of [
      'The hall rose.',
      'Trains roll at midnight.',
      'It works.',
      'Children under ten go free.',
    ])
      expect(account(`${sentence} Nobody was hurt.`).narrated).toContain(sentence);
  });

  it('accounts for every sentence once, whatever the text and the attributions', () => {
    const words = fc.constantFrom(
      ...[
        'The mayor',
        'fell',
        'may',
        'could',
        'it',
        ',',
        ';',
        'and',
        'but',
        'which',
        'after',
        '.',
        '.',
        '?',
        '\n\n',
      ],
      ...[
        '“',
        '”',
        '(',
        ')',
        '•',
        'Photo:',
        'Read more',
        '漢字。',
        '🍇',
        '\ud83d',
        '\u001c',
        '\ufeff',
        '- ',
        'was',
        '1961',
      ],
    );
    const text = fc.oneof(
      fc.array(words, { maxLength: 60 }).map((parts) => parts.join(' ')),
      fc.string({ unit: 'binary', maxLength: 120 }),
    );
    const cuts = fc.array(fc.tuple(fc.nat(), fc.nat(12)), { maxLength: 6 });
    fc.assert(
      fc.property(text, cuts, (any, some) => {
        const article = articleFromText(any);
        const { tokens } = article;
        const claims = some.flatMap(([from, length], i) => {
          if (tokens.length === 0) return [];
          const first = from % tokens.length;
          const last = Math.min(first + length, tokens.length - 1);
          return [attributed({ id: `a${i}`, content: [[tokens[first]![0], tokens[last]![1]]] })];
        });
        const found = addNarrated(article, claims);
        checkAccount(article, found);
        expect(found.claims.filter(({ kind }) => kind === 'attributed')).toHaveLength(claims.length);
        for (const narrated of found.claims.filter(({ kind }) => kind === 'narrated'))
          for (const { content } of claims)
            expect(content.some((span) => overlaps(span, narrated.content[0]!))).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('takes linear time for a long text without a full stop', () => {
    const text = 'the mayor fell, and it may rain, but after which he could go ; '.repeat(4_000);
    const article = articleFromText(text);
    const started = performance.now();
    checkAccount(article, addNarrated(article, []));
    expect(performance.now() - started).toBeLessThan(20_000);
  }, 60_000);
});
