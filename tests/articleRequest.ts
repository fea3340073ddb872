import type { Claim, Entity, SetAside } from '../shared/extract/extraction.ts';
import { sha256 } from '../shared/ledger/keys.ts';
import type { ArticleVersion, RecordRequest } from '../shared/ledger/ledger.ts';
import type { Span } from '../shared/span.ts';

export const version = (
  key: string,
  sequencer: string,
  receivedAt = '2024-05-02T08:00:00.000Z',
): ArticleVersion => ({
  bucket: 'uploads',
  key,
  versionId: null,
  sequencer,
  receivedAt,
});

const PEOPLE = [
  'Ines Calder',
  'Tomas Vey',
  'Ruth Okonjo',
  'Piet Lammers',
  'Harbour Authority of Port Selby',
  'Dockers’ Union North',
  'Ministry of Fisheries',
  'Selby Evening Mail',
  'Port Selby',
  'Marren Island',
  'Coast Guard',
  'Lammers Shipping',
  'Institute for Sea Law',
  'Selby Agreement',
  'Northern Lights ferry',
];
const TYPES = [
  'person',
  'person',
  'person',
  'person',
  ...Array(4).fill('organization'),
  'location',
  'location',
  ...Array(3).fill('organization'),
  'law',
  'product',
] as Entity['type'][];
const SAID = [
  'the harbour would stay closed until the surveyors had looked at every one of the piers',
  'nobody in the town had been asked whether a second crane was wanted at all',
  'talks about shifts and pay would begin again on the first Monday after the holidays',
  '“we have waited nine years for this bridge, and we can wait for one more winter”',
  'the ferry should have turned back as soon as the second warning came in from the lighthouse',
];

/** An article about as long and dense as a news agency's: every claim is one sentence with a source. */
export function articleRequest({
  key = 'news/harbour.txt',
  sequencer = '0066',
  extractorVersion = '0.1.0+0a1b2c3d',
  claims: claimCount = 24,
  entities: entityCount = 15,
  narrated: narratedCount = 0,
  published = '2024-05-01' as string | null,
  publisher = 'Selby Evening Mail' as string | null,
  receivedAt = '2024-05-02T08:00:00.000Z',
} = {}): RecordRequest {
  let text = '';
  const write = (part: string): Span => {
    text += part;
    return [text.length - part.length, text.length];
  };
  const mentions = new Map<number, Span[]>();
  const name = (index: number): Span => {
    const base = PEOPLE[index % PEOPLE.length]!;
    const span = write(index < PEOPLE.length ? base : `${base} ${Math.floor(index / PEOPLE.length)}`);
    mentions.set(index, [...(mentions.get(index) ?? []), span]);
    return span;
  };
  const nameText = (index: number) => {
    const [start, end] = mentions.get(index)![0]!;
    return text.slice(start, end);
  };
  const claims: Claim[] = [];
  for (let index = 0; index < claimCount; index++) {
    const sourceIndex = entityCount === 0 ? -1 : (index * 3) % Math.min(entityCount, 8);
    const source = sourceIndex < 0 ? write('Officials') : name(sourceIndex);
    write(' ');
    const cue = write('said');
    write(' that ');
    const said = SAID[index % SAID.length]!;
    const start = text.length;
    write(`${said}, near `);
    if (entityCount > 0) name((index * 7 + 5) % entityCount);
    else write('the sea');
    const content: Span = [start, text.length];
    write(`.${index % 3 === 2 ? '\n\n' : ' '}`);
    const sourceName = sourceIndex < 0 ? 'Officials' : nameText(sourceIndex);
    claims.push({
      id: `c${index + 1}`,
      kind: 'attributed',
      content: [content],
      cue: [cue],
      cueText: text.slice(...cue),
      source: [source],
      sourceName,
      sourceEntity: sourceIndex < 0 ? null : `e${sourceIndex + 1}`,
      sourceKind: sourceIndex < 0 ? 'group' : 'person',
      quoteType: 'indirect',
      hedged: null,
      parent: null,
      chain: [sourceName],
      stance: 'assert',
      polarity: 'positive',
      standalone: text.slice(...content),
      dates: index % 5 === 0 ? [{ span: content, text: 'in May', value: '2024-05' }] : [],
      confidence: 0.5 + ((index * 37) % 100) / 211,
      time: index % 6 === 0 ? { text: 'on Monday', value: '2024-04-29' } : null,
    });
  }
  for (let index = 0; index < entityCount; index++) {
    if (mentions.has(index)) continue;
    name(index);
    write(' was there. ');
  }
  const setAside: SetAside[] = [];
  for (let index = 0; index < narratedCount; index++) {
    const content = write(`Nearly every crew has gone home by now, and ${SAID[index % SAID.length]!}.`);
    write(index % 3 === 2 ? '\n\n' : ' ');
    claims.push({
      id: `c${claims.length + 1}`,
      kind: 'narrated',
      content: [content],
      cue: null,
      cueText: null,
      source: null,
      sourceName: null,
      sourceEntity: null,
      sourceKind: null,
      quoteType: 'indirect',
      hedged: index % 4 === 0,
      parent: null,
      chain: [],
      stance: null,
      polarity: null,
      dates: [],
      standalone: text.slice(...content),
      confidence: 0.9,
      time: null,
    });
    if (index % 3 === 0) setAside.push({ reason: 'question', span: write('Who will pay for it?') });
  }
  const blocks = [...text.matchAll(/[^\n]+/g)].map((match) => ({
    kind: 'paragraph' as const,
    span: [match.index, match.index + match[0].length] as const,
  }));
  return {
    version: version(key, sequencer, receivedAt),
    article: {
      text,
      format: 'text',
      metadata: {
        title: `Harbour of Port Selby: ${key}`,
        publisher,
        published,
        url: `https://mail.example/${key}`,
      },
      blocks,
    },
    extraction: {
      claims,
      setAside,
      entities: Array.from({ length: entityCount }, (_, index) => ({
        id: `e${index + 1}`,
        name: nameText(index),
        type: TYPES[index % TYPES.length]!,
        mentions: mentions.get(index)!,
        references: [],
      })),
    },
    extractorVersion,
    textHash: sha256(text),
  };
}

/** The same article, every second attributed claim inside the one before it: what that one's source passes on. */
export const passedOn = (request: RecordRequest): RecordRequest => ({
  ...request,
  extraction: {
    ...request.extraction,
    claims: request.extraction.claims.map((claim, index, claims) => {
      const outer = claims[index - 1];
      return outer && index % 2 === 1 && claim.kind === 'attributed'
        ? { ...claim, parent: outer.id, chain: [outer.sourceName, claim.sourceName] }
        : claim;
    }),
  },
});
