import type { Claim, Extractor } from '../../shared/extract/extraction.ts';
import type { Span } from '../../shared/span.ts';

export const SOURCES = ['Ines Calder', 'Tomas Vey', 'Ruth Okonjo'] as const;

/** An article of so many claims, each of which says where it stands. */
export const sayingText = (tag: string, claims: number): string =>
  Array.from(
    { length: claims },
    (_, index) => `${SOURCES[index % SOURCES.length]} said that ${tag} holds point ${index + 1}.`,
  ).join('\n\n');

/** What `sayingExtractor` finds in it. */
export const sayings = (tag: string, claims: number): string[] =>
  Array.from({ length: claims }, (_, index) => `${tag} holds point ${index + 1}.`);

/**
 * Stands in for the model where extraction is not what is tested: every paragraph is one claim of the person it begins with. A
 * paragraph that says "poison" makes it throw, as a fault of its own code would.
 */
export const sayingExtractor = (version = '0.1.0+0a1b2c3d'): Extractor => ({
  version,
  async extract({ text, blocks }) {
    const mentions = new Map<string, Span[]>();
    const claims = blocks.flatMap(({ span: [start, end] }): Claim[] => {
      const block = text.slice(start, end);
      if (block.includes('poison')) throw new Error('The extractor has a fault.');
      const [, name, said] = /^(\w+ \w+) said that (.+)$/s.exec(block) ?? [];
      if (name === undefined || said === undefined) return [];
      const source: Span = [start, start + name.length];
      const cue: Span = [source[1] + 1, source[1] + 5];
      mentions.set(name, [...(mentions.get(name) ?? []), source]);
      return [
        {
          id: '',
          kind: 'attributed',
          content: [[end - said.length, end]],
          cue: [cue],
          cueText: text.slice(...cue),
          source: [source],
          sourceName: name,
          sourceEntity: `e${[...mentions.keys()].indexOf(name) + 1}`,
          sourceKind: 'person',
          quoteType: 'indirect',
          hedged: null,
          parent: null,
          chain: [name],
          stance: 'assert',
          polarity: 'positive',
          standalone: said,
          dates: [],
          confidence: 0.9,
          time: null,
        },
      ];
    });
    return {
      claims: claims.map((claim, index) => ({ ...claim, id: `c${index + 1}` })),
      setAside: [],
      entities: [...mentions].map(([name, spans], index) => ({
        id: `e${index + 1}`,
        name,
        type: 'person',
        mentions: spans,
        references: [],
      })),
    };
  },
});
