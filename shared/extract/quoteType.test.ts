import { describe, expect, it } from 'vitest';
import { articleFromText } from '../article/articleFromText.ts';
import type { Span } from '../span.ts';
import { quotedSpans } from './quotedSpans.ts';
import { quoteType } from './quoteType.ts';

const quoted = (text: string) =>
  quotedSpans(articleFromText(text)).map(([start, end]) => text.slice(start, end));

describe('quotedSpans', () => {
  it.each([
    ['curly marks', 'She said “no” and “never”.', ['no', 'never']],
    ['straight marks', 'She said "no" and "never".', ['no', 'never']],
    ['guillemets and low marks', 'Elle a dit « non ». Er sagte „nein“.', [' non ', 'nein']],
    ['single marks', "‘No,’ she said. 'Never again.'", ['No,', 'Never again.']],
    [
      'a single quotation with plurals in it',
      "'The workers' demands are fair,' he said.",
      ["The workers' demands are fair,"],
    ],
    ['two short single quotations', "He was 'happy' and left the 'happiest' of all.", ['happy', 'happiest']],
    ['a quotation in a quotation', '“He told me ‘no’ twice,” she said.', ['He told me ‘no’ twice,']],
  ])('finds what stands between %s', (_, text, expected) => {
    expect(quoted(text)).toEqual(expected);
  });

  it.each([
    'The workers’ union and the dockers’ union met.',
    "It's the mayor's idea, isn't it? The '90s were the workers' years.",
    'There are no marks here.',
    '',
  ])('finds nothing in: %s', (text) => {
    expect(quoted(text)).toEqual([]);
  });

  it('takes a quotation that its paragraph leaves open to the paragraph’s end', () => {
    expect(quoted('“We asked them.\n\n“They laughed.”\n\nNobody else did.')).toEqual([
      'We asked them.',
      'They laughed.',
    ]);
  });
});

describe('quoteType', () => {
  const typeOf = (text: string, contents: string[], nested: string[] = []) => {
    const at = (part: string): Span => [text.indexOf(part), text.indexOf(part) + part.length];
    return quoteType(text, contents.map(at), quotedSpans(articleFromText(text)), nested.map(at));
  };

  it('is direct when all words of the content are quoted, whatever cuts it', () => {
    expect(typeOf('“We asked,” she said, “and nobody came.”', ['“We asked,”', '“and nobody came.”'])).toBe(
      'direct',
    );
    expect(typeOf('“We asked.\n\n“Nobody came,” she said.', ['“We asked.', '“Nobody came,”'])).toBe('direct');
  });

  it('is mixed when some are, also for a scare quote', () => {
    expect(typeOf('She said that it was “a joke”.', ['that it was “a joke”'])).toBe('mixed');
    expect(typeOf('He said the town was “freed” by them.', ['the town was “freed” by them'])).toBe('mixed');
  });

  it('is indirect when none is', () => {
    expect(
      typeOf('She said that the workers’ plan failed. “Really?”', ['that the workers’ plan failed']),
    ).toBe('indirect');
    expect(typeOf('She said … 🍇.', ['… 🍇'])).toBe('indirect');
  });

  it('does not count marks that belong to a nested claim', () => {
    const text = 'Reuters reported that Reis said “we won”.';
    expect(typeOf(text, ['that Reis said “we won”'])).toBe('mixed');
    expect(typeOf(text, ['that Reis said “we won”'], ['“we won”'])).toBe('indirect');
  });
});
