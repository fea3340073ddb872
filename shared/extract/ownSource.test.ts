import { describe, expect, it } from 'vitest';
import type { Span } from '../span.ts';
import type { Entity } from './extraction.ts';
import { ownSource } from './ownSource.ts';

const found = (text: string, cue: string, within?: string) => {
  const at = (part: string): Span => [text.indexOf(part), text.indexOf(part) + part.length];
  const entities: Entity[] = ['Russia', 'Ana Reis'].map((name, i) => ({
    id: `e${i}`,
    name,
    type: i === 0 ? 'location' : 'person',
    mentions: text.includes(name) ? [at(name)] : [],
  }));
  const span = ownSource(text, at(cue), within === undefined ? null : [at(within)], entities);
  return span && text.slice(...span);
};

describe('ownSource', () => {
  it.each([
    ['despite Russia’s claims of control', 'claims of', 'Russia'],
    ["despite Russia's claims of control", "'s claims of", 'Russia'],
    ['Ana Reis’s repeated denials that it rained', 'denials', 'Ana Reis'],
    ['It withdrew its claim that it rained', 'claim', 'its'],
    ['It withdrew its earlier claim that it rained', 'claim', 'its'],
    ['Russia’s army claims that it rained', 'claims', null],
    ['In Russia claims are made that it rained', 'claims', null],
    ['the claims of control', 'claims of', null],
  ])('finds in "%s" whose "%s" it is: %s', (text, cue, expected) => {
    expect(found(text, cue)).toBe(expected);
  });

  it('does not look outside of the content that the claim stands in', () => {
    expect(found('Russia’s claims of control', 'claims of', 'claims of control')).toBeNull();
  });
});
