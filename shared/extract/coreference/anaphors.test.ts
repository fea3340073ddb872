import { describe, expect, it } from 'vitest';
import { articleFromText } from '../../article/articleFromText.ts';
import type { Entity, EntityType } from '../extraction.ts';
import { definites, pronouns } from './anaphors.ts';
import { namedMentions } from './discourse.ts';

const read = (text: string, names: Record<string, EntityType> = {}) => {
  const article = articleFromText(text);
  const entities = Object.entries(names).map(
    ([name, type], i): Entity => ({
      id: `e${i + 1}`,
      name,
      type,
      mentions: [...text.matchAll(new RegExp(name, 'g'))].map(({ index }) => [index, index + name.length]),
    }),
  );
  const words = new Set(Object.keys(names).flatMap((name) => name.toLowerCase().split(' ')));
  const mentions = namedMentions(article, entities);
  return [pronouns(article, mentions), definites(article, mentions, (word) => words.has(word))] as const;
};

describe('pronouns', () => {
  it('are those of the third person, by their place in the sentence', () => {
    const [found] = read('She sold her boat, and it pleased her that they told him.');
    expect(found.map(({ kind, words, role }) => `${words} ${kind} ${role}`)).toEqual([
      'she person subject',
      'her person possessive',
      'it thing subject',
      'her person object',
      'him person object',
    ]);
  });

  it('are no part of a name', () => {
    expect(read('“It” frightened nobody.', { It: 'product' })[0]).toEqual([]);
  });
});

describe('definites', () => {
  const phrases = (text: string, names?: Record<string, EntityType>) =>
    read(text, names)[1].map(({ span, head }) => `${text.slice(...span)}: ${head}`);

  it('are descriptions whose head is a known noun or a word of a name', () => {
    expect(phrases('The old town slept. Its mayor left the prime minister’s house to their cousin.')).toEqual(
      ['The old town: town', 'Its mayor: mayor', 'the prime minister: minister', 'their cousin: cousin'],
    );
    expect(phrases('The regatta is over.')).toEqual([]);
    expect(phrases('The regatta is over. Moor Regatta was won.', { 'Moor Regatta': 'event' })).toEqual([
      'The regatta: regatta',
    ]);
  });

  it('are not in apposition to a name, nor indefinite', () => {
    const text = 'A town saw the singer Ada Moor, the painter, and Ada Moor was the judge.';
    expect(phrases(text, { 'Ada Moor': 'person' })).toEqual([]);
  });
});
