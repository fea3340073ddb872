import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { workbench } from '../../tests/workbench.ts';
import { covers } from '../span.ts';
import { articleFromText } from './articleFromText.ts';

const marked = (text: string, title?: string) =>
  articleFromText(text, title === undefined ? {} : { title }).blocks.map(({ kind, span }) => [
    kind,
    text.slice(...span),
  ]);

/** The kind of a line in the middle of an ordinary story. */
const kindOf = (line: string) => {
  const story = 'The pier fell on Monday night.';
  const blocks = marked(`Pier falls\n\n${story}\n\n${story}\n\n${line}\n\n${story}\n\n${story}`);
  return blocks.length === 6 ? blocks[3]![0] : blocks.slice(3, -2);
};

describe('blocks of plain text', () => {
  it.each([
    'Sign up for our free morning newsletter',
    'Subscribe to the Estuary Gazette podcast here.',
    'Read more: Why the pier fell “without a sound,” experts say',
    'READ ALSO | Eel season opens',
    'Read more',
    'Related stories',
    'More from the Estuary Gazette:',
    'Share this article on Facebook, Twitter or by email',
    'Follow Marta Quintela on Twitter @mquintela',
    'ADVERTISEMENT',
    'Story continues below',
    '© 2024 The Estuary Gazette. All rights reserved.',
    'Copyright 2024 Estuary Gazette',
    'This article was originally published by The Estuary Gazette.',
    'Got a tip? Write to desk@gazette.example',
    'Contact the editor: desk@gazette.example',
    '* * *',
  ])('mark "%s" as boilerplate', (line) => {
    expect(kindOf(line)).toBe('boilerplate');
  });

  it.each([
    'Share prices fell again on Tuesday.',
    'Sign up for the militia, the governor told the young men of the town, or leave it by Friday.',
    'Read more books, the minister said.',
    'More on this will be known when the inquiry ends.',
    'Contact with the ship was lost at noon.',
    'Follow the money, she said.',
    'Photographs of the quay were taken by the police.',
    'Copyright law was changed last year.',
    'By Monday the pier had gone.',
    'Pictures from the harbour showed two sunken barges, according to Reuters.',
    'Reuters said the ferry had sunk.',
    'In this, the photographers agreed with the police.',
    'He was pictured with the mayor in March.',
    'The inspector said the pier had been unsafe for years and nobody had closed it',
    'Why the pier had to fall before anybody in the town hall looked at it',
  ])('leave "%s" among what can hold claims', (line) => {
    expect(['paragraph', 'heading']).toContain(kindOf(line));
  });

  it.each([
    ['Photo: Rui Pimentel', 'credit'],
    ['Rui Pimentel / Getty Images', 'credit'],
    ['AP Photo/Rui Pimentel', 'credit'],
    ['Pictured: the north quay on Monday', 'caption'],
    ['The old north pier has been closed to walkers since the storms of last winter', 'caption'],
    ['A long quarrel', 'heading'],
    ['March 14, 2024', 'dateline'],
    ['Updated: 14 March 2024, 18:30 GMT', 'dateline'],
  ])('mark "%s" as a %s', (line, kind) => {
    expect(kindOf(line)).toBe(kind);
  });

  it('cut a glued credit off its caption', () => {
    expect(kindOf('Crews on the north quayPhoto: Rui Pimentel / Getty Images')).toEqual([
      ['caption', 'Crews on the north quay'],
      ['credit', 'Photo: Rui Pimentel / Getty Images'],
    ]);
    expect(kindOf('Crews wait on the quay. (AP Photo/Rui Pimentel)')).toEqual([
      ['caption', 'Crews wait on the quay.'],
      ['credit', '(AP Photo/Rui Pimentel)'],
    ]);
  });

  it('cut link labels out of running text, with the full stop that ends the paragraph', () => {
    expect(kindOf('The quay “is safe,” the authority added (more on Harbour TV).')).toEqual([
      ['paragraph', 'The quay “is safe,” the authority added'],
      ['boilerplate', '(more on Harbour TV).'],
    ]);
    expect(kindOf('The quay (read more here) is safe, the authority said.')).toEqual([
      ['paragraph', 'The quay'],
      ['boilerplate', '(read more here)'],
      ['paragraph', 'is safe, the authority said.'],
    ]);
    expect(kindOf('The quay is safe (more on that later), the authority said.')).toBe('paragraph');
  });

  it.each([
    'PORTO ALTO, March 14 (Reuters) -',
    'PORTO ALTO, 14 March (Reuters) -',
    'PORTO ALTO (AP) —',
    'PORTO ALTO —',
    'PORTO ALTO (QT) —',
    'PORTO ALTO, March 14 (QTA) —',
    'PORTO ALTO/QUELUZ, March 14 (Delta) -',
    'Porto Alto (QTA) –',
    'DAR ES MAR —',
  ])('cut the dateline %s off the first paragraph', (dateline) => {
    expect(marked(`${dateline} The pier fell.\n\nNobody was hurt.`).slice(0, 2)).toEqual([
      ['dateline', dateline],
      ['paragraph', 'The pier fell.'],
    ]);
  });

  it('leave what dashes set off, and a party’s initials, where they stand', () => {
    const line = 'Ana Reis (QTP) – the mayor – said that the pier fell.';
    expect(marked(`${line}\n\nNobody was hurt.`)[0]).toEqual(['paragraph', line]);
  });

  it('take the first line for the headline, and a line that repeats the title', () => {
    expect(marked('Minister: pier was safe\n\nBy Marta Quintela\n\nThe pier fell.')).toEqual([
      ['heading', 'Minister: pier was safe'],
      ['byline', 'By Marta Quintela'],
      ['paragraph', 'The pier fell.'],
    ]);
    expect(marked('The pier fell.\n\nIt fell at night.', 'The pier fell')[0]![0]).toBe('heading');
  });

  it('take neither a first nor a last line without a full stop for a caption', () => {
    const line = 'The old north pier has been closed to walkers since the storms of last winter';
    const story = 'The pier fell.\n\nNobody was hurt.\n\nIt was old.';
    expect(marked(`${line}\n\n${story}`)[0]![0]).toBe('heading');
    expect(marked(`${story}\n\n${line}`).at(-1)![0]).toBe('paragraph');
  });

  it('take no line for a caption in a text that does without full stops', () => {
    const line = 'the old pier has been closed to walkers since the storms of last winter';
    expect(marked(Array(6).fill(`T${line}`).join('\n')).map(([kind]) => kind)).not.toContain('caption');
  });

  it('join the lines of hard-wrapped paragraphs, and no others', () => {
    const wrapped =
      'The pier of Porto Alto fell into the estuary on Monday\nnight, the port authority said, and the ferry that should\nhave left at dawn stayed where it was, with four hundred\npassengers on board.\nNobody was hurt.\n\nIt was old.';
    expect(marked(wrapped)).toEqual([
      ['paragraph', wrapped.slice(0, wrapped.indexOf('\nNobody'))],
      ['paragraph', 'Nobody was hurt.'],
      ['paragraph', 'It was old.'],
    ]);
    expect(marked('The pier fell.\nNobody was hurt.\r\nIt was old.\nIt was loved.')).toHaveLength(4);
  });

  const soledar = workbench('articles/soledar.txt');
  it.skipIf(soledar === null)(
    'come out of the article the project started from as a careful reader sees them',
    () => {
      const text = readFileSync(soledar!, 'utf8');
      const silent = marked(text).filter(([kind]) => kind !== 'paragraph');
      expect(silent.map(([kind, words]) => `${kind}: ${words!.slice(0, 24)}`)).toEqual([
        'caption: soldiers in Soledar',
        'credit: Photo: Stephan Goss / Sh',
        'caption: The city of Soledar has ',
        'boilerplate: (more on CNN).',
      ]);
    },
  );

  it('keep their order, and all that is visible, for any string', () => {
    const line = fc.constantFrom(
      'The pier fell.',
      'Photo: A / Getty Images',
      'endPhoto: B',
      ' (more on TV). ',
      'Share this',
      '\n',
      '\r\n\n',
      'LISBON (AP) — ',
      'By Ana Lima',
      '😀',
      '“',
      ' ',
      'Read more: x',
      '\u2028',
      '[',
      '(AP Photo/X)',
      '---\n',
      '\ud800',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.array(line).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (given) => {
        const article = articleFromText(given);
        expect(article.text).toBe(given);
        let at = 0;
        for (const { span } of article.blocks) {
          expect(given.slice(at, span[0]).trim()).toBe('');
          expect(given.slice(...span).trim()).not.toBe('');
          at = span[1];
        }
        expect(given.slice(at).trim()).toBe('');
        for (const layer of [article.sentences, article.tokens]) {
          let end = 0;
          for (const span of layer) {
            expect(span[0]).toBeGreaterThanOrEqual(end);
            expect(span[1]).toBeGreaterThan(span[0]);
            expect(article.blocks.some((block) => covers(block.span, span))).toBe(true);
            end = span[1];
          }
        }
      }),
    );
  });
});
