import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sentences } from './sentences.ts';

const split = (text: string) =>
  sentences(text, [0, text.length]).map(([start, end]) => text.slice(start, end));

describe('sentences', () => {
  it.each<[string, string[]]>([
    ['titles', ['Dr. Ana Lima met Gov. Reis and Sen. Duarte.', 'They spoke briefly.']],
    ['initials', ['J. K. Moreira and Samuel L. Vaz signed it.', 'It took effect at once.']],
    ['dotted acronyms inside a name', ['The U.S. Coast Guard turned back.', 'The sea was too high.']],
    ['a dotted acronym at the end', ['She moved to the U.S.', 'Her brother stayed.']],
    ['firms', ['Norsea Corp. Chairman Vidal sold Tidewave Inc. in May.', 'He kept the boats.']],
    ['times of day', ['Talks begin at 5 p.m. Thursday.', 'They ended at 9 a.m.', 'Nobody slept.']],
    ['months before a day', ['It sank on Jan. 5, 1987.', 'It was raised in Nov.', 'Divers found the bell.']],
    ['states after a place', ['He lives in Tampa, Fla. Governor Pell does not.']],
    ['a party and state', ['Rep. Lou Marsh (R-Fla.) objected.', 'No. 5 pier closed.']],
    ['numbers of things', ['See No. 5 and Fig. 3 for more.', 'No.', 'Never.']],
    ['decimals and money', ['Prices rose 3.5 percent to $1.2 million.', 'Wages rose by 0.4.']],
    ['an ellipsis that goes on', ['“We waited … and waited... and nothing came,” she said.']],
    ['an ellipsis that ends', ['We waited…', 'Nothing came...', 'Then it did.']],
    ['an omission in brackets', ['The report “failed […] the crews” twice.', 'It was withdrawn.']],
    ['a quoted question before its speaker', ['“Will it hold?” Carvalho asked.', '“It will,” said Reis.']],
    ['a quoted question before a pronoun', ['“Who pays?”', 'He looked around the room.']],
    ['a quoted outcry before a small letter', ['"Stop!" the pilot shouted.', '"Now!"']],
    ['several sentences in one quotation', ['“It is late.', 'It is dark.', 'Go home,” he said.']],
    ['a quotation that is never closed', ['“The pier was rotten.', 'We said so in March.']],
    ['straight quotes', ['He said "the pier is safe."', '"We know," she replied.']],
    ['nested quotes', ['“He called it ‘a disgrace.’”', 'She nodded.']],
    ['brackets', ['The pier (built in c. 1890) fell.', '(Nobody was hurt.)']],
    ['dashes', ['He paused — for once — and left.', '— Who goes there?']],
    ['footnote marks', ['The pier fell.[3]', 'It was rebuilt.', 'It fell again. [4]', 'They gave up.']],
    ['a list number', ['1. Mend the pier.', 'Then open it.']],
    ['a name in small letters', ['He bought a phone.', 'iPhones were rare.']],
    ['a missing space where the words leave no doubt', ['They left the pier.', 'The crews went home.']],
    ['Chinese and Japanese', ['東京都は晴れ。', '「行こう。」', 'と彼は言った。']],
    ['Hindi', ['वह घर गया।', 'फिर लौट आया।']],
    ['a web address', ['Look at gazette.example/a.b?c=d for it.', 'It is free.']],
  ])('are told apart with %s', (name, expected) => {
    const glue = /Chinese|missing space/.test(name) ? '' : ' ';
    expect(split(expected.join(glue))).toEqual(expected);
  });

  it('may run over the line breaks of wrapped text', () => {
    expect(split('The pier\nfell. It was\r\nold.')).toEqual(['The pier\nfell.', 'It was\r\nold.']);
  });

  it('hold all that is visible, in order, for any string', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc
        .array(
          fc.constantFrom(
            'Mr. ',
            'U.S. ',
            '. ',
            '… ',
            '?” ',
            '“',
            '" ',
            'The ',
            'end',
            '\n',
            '。',
            '[1]',
            ' )',
            '😀',
          ),
        )
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (block) => {
        let at = 0;
        for (const [start, end] of sentences(block, [0, block.length])) {
          expect(block.slice(at, start).trim()).toBe('');
          expect(block.slice(start, end)).toBe(block.slice(start, end).trim());
          expect(end).toBeGreaterThan(start);
          at = end;
        }
        expect(block.slice(at).trim()).toBe('');
      }),
    );
  });
});
