import { describe, expect, it } from 'vitest';
import { type Kind, saidBeside } from './besideName.ts';

/** What is said of the name that is marked [so]. */
function said(marked: string): Kind[] {
  const start = marked.indexOf('[');
  const end = marked.indexOf(']') - 1;
  return [...new Set(saidBeside(marked.replace(/[[\]]/g, ''), [start, end]).keys())];
}

describe('saidBeside', () => {
  it.each<[Kind, string]>([
    ['person', 'The chief engineer, [Morag Harwick], spoke.'],
    ['person', 'They met [Harwick], a docker.'],
    ['organization', '[Harwick], the supermarket chain, is for sale.'],
    ['organization', 'They asked [Marden Bray], a firm of engineers.'],
    ['organization', 'It stood in the magazine [Tidewrack].'],
    ['organization', 'Shares in [Harwick] rose.'],
    ['organization', '[Harwick]’s shareholders voted.'],
    ['organization', 'The bridge’s owner, [Harwick], called it safe.'],
    ['organization', '[Harwick], the licensed buyer, said so.'],
    ['organization', 'She played for [Harwick].'],
    ['organization', 'In the cup [Harwick] have won.'],
    ['organization', 'The lake belongs to [Harwick Water].'],
    ['organization', 'The [Harwick Theatre] announced a play.'],
    ['organization', 'Ida Moe, who runs the [Harwick Hospital], left.'],
    ['thing', '[Harwick], which owns the dam, said so.'],
    ['product', 'The trawler [Harwick] sank.'],
    ['product', 'She will not show her film [The Harwick].'],
    ['storm', 'Tropical storm [Harwick] came.'],
    ['storm', '[Storm Harwick] has cut power.'],
  ])('hears that it is of the kind %s: %s', (kind, marked) => {
    expect(said(marked)).toEqual(
      kind === 'organization' && /buyer|owner/.test(marked) ? [kind, 'thing'] : [kind],
    );
  });

  it.each([
    '[Harwick] spoke.',
    'Did [Harwick] have a ticket?',
    'Anna and [Harwick] have one.',
    'They will play [Harwick Hall] again.',
    'At the harbour office [Ida Moe] was glad.',
    'A child was born at the [Harwick Hospital].',
    'The bridge’s owner, [Ida Harwick], called it safe.',
    'They met the lawyer of [Harwick].',
  ])('hears nothing where nothing is said: %s', (marked) => {
    expect(said(marked)).toEqual([]);
  });
});
