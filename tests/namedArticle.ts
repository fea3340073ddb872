import type { EntityType } from '../shared/extract/extraction.ts';
import { sha256 } from '../shared/ledger/keys.ts';
import type { RecordRequest } from '../shared/ledger/ledger.ts';
import type { Span } from '../shared/span.ts';
import { version } from './articleRequest.ts';

/** An entity of a text: its name, its type, and all forms that the text has of it (the name is one). */
export type NamedEntity = readonly [name: string, type: EntityType, ...forms: string[]];

/** Where forms stand in a text: the longest form at each place. */
function mentionsOf(text: string, forms: readonly string[]): Span[] {
  const found: Span[] = [];
  for (const form of forms.toSorted((a, b) => b.length - a.length)) {
    for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) {
      if (!found.some(([start, end]) => at < end && at + form.length > start))
        found.push([at, at + form.length]);
    }
  }
  return found.sort((a, b) => a[0] - b[0]);
}

/** An article of which each entity says one thing, with its mentions where the text has them. */
export function namedArticle(
  key: string,
  text: string,
  named: readonly NamedEntity[],
  { sequencer = '0066', published = '2024-05-01' } = {},
): RecordRequest {
  const entities = named.map(([name, type, ...forms], index) => ({
    id: `e${index + 1}`,
    name,
    type,
    mentions: mentionsOf(text, [name, ...forms]),
    references: [],
  }));
  return {
    version: version(key, sequencer),
    article: {
      text,
      format: 'text',
      metadata: { title: key, publisher: 'Selby Evening Mail', published, url: null },
      blocks: [],
    },
    extraction: {
      entities,
      setAside: [],
      claims: entities.map(({ id, name, type, mentions }, index) => ({
        id: `c${index + 1}`,
        kind: 'attributed',
        content: [[text.length - 1, text.length]],
        cue: null,
        cueText: null,
        source: mentions.slice(0, 1),
        sourceName: name,
        sourceEntity: id,
        sourceKind: type === 'person' || type === 'group' ? type : 'organization',
        quoteType: 'indirect',
        hedged: null,
        parent: null,
        chain: [name],
        stance: 'assert',
        polarity: 'positive',
        dates: [],
        standalone: `${name} in ${key}`,
        confidence: 0.9,
        time: null,
      })),
    },
    extractorVersion: '0.1.0+0a1b2c3d',
    textHash: sha256(text),
  };
}
