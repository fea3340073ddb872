import { describe, expect, it } from 'vitest';
import { articleFromText } from '../../article/articleFromText.ts';
import type { Span } from '../../span.ts';
import type { Entity, EntityType } from '../extraction.ts';
import { quotedSpans } from '../quotedSpans.ts';
import { createReferences, type ResolvedAttribution } from '../standalone/references.ts';

/** The references of the named ones, "NAME: words, words"; of claims the source's words, whom they mean and the content. */
function references(
  text: string,
  names: Record<string, EntityType>,
  claims: readonly (readonly [source: string, name: string, content: string])[] = [],
): string[] {
  const article = articleFromText(text);
  const all = (words: string): Span[] =>
    [...text.matchAll(new RegExp(`\\b${words}\\b`, 'gu'))].map(({ index }) => [index, index + words.length]);
  const entities = Object.entries(names).map(
    ([name, type], i): Entity => ({ id: `e${i + 1}`, name, type, mentions: all(name) }),
  );
  const place = (words: string): Span => [text.indexOf(words), text.indexOf(words) + words.length];
  const attributions = claims.map(([source, name, content]): ResolvedAttribution => {
    const entity = entities.find((one) => one.name === name);
    return {
      source: place(source),
      cue: [place('said')],
      content: [place(content)],
      sourceName: name,
      sourceEntity: entity?.id ?? null,
      sourceKind: entity?.type === 'organization' ? 'organization' : 'person',
      stance: 'assert',
    };
  });
  const found = createReferences(article, attributions, entities, quotedSpans(article));
  return entities.flatMap(({ id, name }) => {
    const words = found.of(id).map((span) => text.slice(...span));
    return words.length === 0 ? [] : [`${name}: ${words.join(', ')}`];
  });
}

const people = { 'Mara Quill': 'person', 'Ada Moor': 'person' } as const;

describe('references of an entity', () => {
  it('are its pronouns where nobody else is about', () => {
    expect(references('Mara Quill runs the port. She opened it in May, and her son helps.', people)).toEqual([
      'Mara Quill: She, her',
    ]);
  });

  it('are left out where a pronoun may mean another', () => {
    expect(references('Mara Quill sang and Ada Moor danced. She smiled.', people)).toEqual([]);
    expect(references('Mara Quill runs the port. A student sang. She smiled.', people)).toEqual([]);
  });

  it('have the gender that it has as a source', () => {
    const text = 'Rui-Mar Quill left. His coat stayed. Later she said it was late.';
    const names = { 'Rui-Mar Quill': 'person' } as const;
    expect(references(text, names)).toEqual(['Rui-Mar Quill: His']);
    expect(references(text, names, [['she', 'Rui-Mar Quill', 'it was late']])).toEqual([
      'Rui-Mar Quill: she',
    ]);
  });

  it('are not the object of what it does itself', () => {
    expect(references('Ada Moor described her.', people)).toEqual([]);
    expect(references('Mara Quill wrote. Ada Moor described her.', people)).toEqual(['Mara Quill: her']);
  });

  it('are descriptions that the text gave it, by age too, without a possessive', () => {
    const text =
      'Mara Quill, 62, a marine biologist, left. The 62-year-old had been ill, the biologist’s office wrote.';
    expect(references(text, people)).toEqual(['Mara Quill: The 62-year-old, the biologist']);
  });

  it('are no appositions to a name', () => {
    const text =
      'Ada Moor, a biologist, left. Mara Quill, the biologist, stayed. The biologist, Mara Quill, slept.';
    expect(references(text, people)).toEqual([]);
  });

  it('are not what several are called', () => {
    const text = 'Mara Quill, a biologist, met Ada Moor, a biologist. In the end the biologist left.';
    expect(references(text, people)).toEqual([]);
  });

  it('have the sources that were resolved to it, without what a comma adds and without “we” of a person', () => {
    const text = 'The agency, which has nine members, said that it had paid. “We said no,” Mara Quill said.';
    const names = { ...people, 'Fish Agency': 'organization' } as const;
    const claims = [
      ['The agency, which has nine members,', 'Fish Agency', 'that it had paid'],
      ['We', 'Mara Quill', 'no'],
    ] as const;
    expect(references(`${text} The Fish Agency has money.`, names, claims)).toEqual([
      'Fish Agency: The agency',
    ]);
  });

  it('are the first person in quotation marks, of who speaks there', () => {
    const claims = [['Mara Quill', 'Mara Quill', '“I sold my boat,”']] as const;
    expect(references('“I sold my boat,” Mara Quill said. “Ada Moor did.”', people, claims)).toEqual([
      'Mara Quill: I, my',
    ]);
  });

  it('are what an organization says of itself', () => {
    const claims = [['Tidal Bank', 'Tidal Bank', 'that it had paid its debts']] as const;
    expect(
      references('Tidal Bank said that it had paid its debts.', { 'Tidal Bank': 'organization' }, claims),
    ).toEqual(['Tidal Bank: it, its']);
  });

  it('are descriptions by what its name says it is', () => {
    const text =
      'Orland Airport was opened in May. The airport has one runway. A storm closed the airport on Sunday.';
    expect(references(text, { 'Orland Airport': 'facility' })).toEqual([
      'Orland Airport: The airport, the airport',
    ]);
  });

  it('are “I” and “you” in an interview, of who is interviewed', () => {
    const text =
      'The Courier spoke with Mara Quill.\n\nWere you afraid?\n\nI was. My boat sank.\n\nDid you swim?\n\nI did.';
    expect(references(text, people)).toEqual(['Mara Quill: you, I, My, you, I']);
  });

  it('are none for who has no name', () => {
    expect(references('A student left. She smiled.', {})).toEqual([]);
  });
});
