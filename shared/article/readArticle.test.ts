import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PermanentError } from '../errors.ts';
import type { Article } from './article.ts';
import { readArticle } from './readArticle.ts';

const fixture = (name: string) =>
  readFileSync(join(import.meta.dirname, '..', '..', 'tests', 'fixtures', 'articles', name));
const read = (
  name: string,
  content: string | Uint8Array,
  more: { contentType?: string; metadata?: Record<string, string> } = {},
) => readArticle({ name, bytes: typeof content === 'string' ? Buffer.from(content) : content, ...more });
const marked = ({ text, blocks }: Article) =>
  blocks.map(({ kind, span }) => `${kind}: ${text.slice(...span)}`);
const wordsOf = ({ text, tokens }: Article) => tokens.map((span) => text.slice(...span)).join(' ');

const STORY =
  'The pier at São João fell on Monday, the port authority said. Nobody was hurt in the “old” hall.';

describe('an upload', () => {
  it('of plain text is its own document text', () => {
    const article = read('a.txt', `\ufeff${STORY}\r\n\r\nIt was old.\r\n`);
    expect(article.text).toBe(`${STORY}\r\n\r\nIt was old.\r\n`);
    expect(article.format).toBe('text');
    expect(article.sentences).toHaveLength(3);
  });

  it.each([
    ['a.txt', `\ufeff\ufeff${STORY}`],
    ['a.json', JSON.stringify({ text: `\ufeff${STORY}` })],
  ])('has no byte order mark in its document text (%s)', (name, content) => {
    expect(read(name, content).text).toBe(STORY);
  });

  it.each<[string, Uint8Array, string | undefined]>([
    ['UTF-8', Buffer.from(STORY), undefined],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${STORY}`), undefined],
    ['UTF-16LE with a byte order mark', Buffer.from(`\ufeff${STORY}`, 'utf16le'), undefined],
    ['UTF-16BE with a byte order mark', Buffer.from(`\ufeff${STORY}`, 'utf16le').swap16(), undefined],
    ['windows-1252', windows1252(STORY), undefined],
    ['windows-1252 declared as Latin 1', windows1252(STORY), 'text/plain; charset=iso-8859-1'],
    ['windows-1252 declared as UTF-8', windows1252(STORY), 'text/plain; charset="utf-8"'],
    ['UTF-8 declared as Latin 1', Buffer.from(STORY), 'text/plain;charset=latin1'],
    ['UTF-16LE as declared', Buffer.from(STORY, 'utf16le'), 'text/plain; charset=utf-16le'],
    ['gzip', gzipSync(STORY), undefined],
  ])('is decoded from %s', (_, bytes, contentType) => {
    expect(read('upload', bytes, contentType === undefined ? {} : { contentType }).text).toBe(STORY);
  });

  it('of HTML gives headline, paragraphs, captions and credits, and leaves the page around them', () => {
    const article = read('harbour.html', fixture('harbour.html'));
    expect(marked(article).map((line) => line.slice(0, 42))).toEqual([
      'heading: Dockers walk out at Porto\u00a0Alto',
      'caption: Idle cranes on the north quay on ',
      'credit: Photo: Rui Pimentel / Estuary Gaze',
      'paragraph: The dockers of Porto Alto stopp',
      'paragraph: “Nobody wanted this,” said Ana ',
      'boilerplate: Advertisement',
      'heading: A long quarrel',
      'paragraph: According to a report by the la',
      'boilerplate: Read more: The terminal that ',
      'paragraph: The authority’s director, Tomás',
      'boilerplate: (more on the Harbour Cable).',
      'paragraph: Talks are to go on at the town ',
      'boilerplate: Sign up for our morning newsl',
    ]);
    expect(article.metadata).toEqual({
      title: 'Dockers walk out at Porto Alto',
      publisher: 'The Estuary Gazette',
      published: '2024-03-14T08:30:00.000Z',
      url: 'https://gazette.example/2024/03/dockers',
    });
  });

  it('of HTML is decoded as the page itself declares', () => {
    const page = fixture('harbour.html').toString('utf8');
    expect(read('harbour.html', windows1252(page)).text).toContain('said Ana Lourenço');
    expect(read('unnamed', windows1252(page)).format).toBe('html');
  });

  it('of Markdown keeps its text, and its markup has no tokens', () => {
    const article = read('harbour.md', fixture('harbour.md'));
    expect(article.text).toBe(fixture('harbour.md').toString('utf8'));
    expect(article.metadata).toMatchObject({ publisher: 'The Estuary Gazette', published: '2024-03-14' });
    expect(marked(article).slice(1)).toEqual([
      'heading: Dockers walk out at *Porto Alto',
      'caption: Idle cranes on the north quay',
      'caption: Cranes stood still on Thursday.',
      'credit: Photo: Rui Pimentel',
      'paragraph: The **port authority** said [eleven ships](https://ships.example/list_(estuary)) were\nwaiting, among them `MV Gaivota`; see the [register][reg] for the rest\\*.',
      'paragraph: “Nobody _wanted_ this,” said Ana Lourenço.\n> “But a promise was broken.”',
      'heading: A long quarrel',
      'paragraph: Shifts grew by a fifth.',
      'paragraph: Accidents doubled, the inspectorate reported.',
      'paragraph: Quay | Ships',
      'paragraph: North | 11',
      'boilerplate: berth_count = 11 * 2',
      'paragraph: The fee is 5 * 3 euros & file_name_here stays. <!-- a note\nto the editor --> Talks go on.',
      'paragraph: The ministry said so.',
    ]);
    expect(wordsOf(article)).toContain(
      'The port authority said eleven ships were waiting , among them MV Gaivota ; see the register for the rest * . “ Nobody wanted this , ”',
    );
    expect(wordsOf(article)).toContain(
      'The fee is 5 * 3 euros & file_name_here stays . Talks go on . The ministry',
    );
  });

  it('of JSON with a text has exactly that text', () => {
    const article = read(
      'a.json',
      JSON.stringify({ text: STORY, title: 'Pier falls', published: 1710408600 }),
    );
    expect(article.text).toBe(STORY);
    expect(article.format).toBe('json');
    expect(article.metadata).toEqual({
      title: 'Pier falls',
      publisher: null,
      published: '2024-03-14T09:30:00.000Z',
      url: null,
    });
  });

  it('of JSON with HTML has the headline and the text of the HTML', () => {
    const html = '<p>The pier fell, <b>he</b> said.</p><script>x()</script><p>It was&nbsp;old.</p>';
    expect(marked(read('a.json', JSON.stringify({ html, title: 'Pier falls' })))).toEqual([
      'heading: Pier falls',
      'paragraph: The pier fell, he said.',
      'paragraph: It was\u00a0old.',
    ]);
  });

  it.each<[string, object]>([
    [
      '1',
      {
        uri: 'tag:wire.example,2024:1',
        type: 'text',
        versioncreated: '2024-03-14T09:30:00+01:00',
        headline: 'Pier falls',
        byline: 'By Ana Lima',
        body_text: STORY,
        infosource: [{ name: 'Wire Example' }],
      },
    ],
    [
      '1 with HTML',
      {
        uri: 'https://wire.example/1',
        type: 'text',
        versioncreated: '2024-03-14T08:30:00Z',
        headline: 'Pier falls',
        body_html: `<p>${STORY}</p>`,
        copyrightholder: 'Wire Example',
      },
    ],
    [
      '2',
      {
        uri: 'https://wire.example/1',
        versioncreated: '2024-03-14T08:30:00Z',
        headlines: [
          { role: 'short', value: 'Pier' },
          { role: 'main', value: 'Pier falls' },
        ],
        bodies: [{ contenttype: 'text/html', value: `<p>${STORY}</p>` }],
        infosources: [{ role: 'isrole:provider', name: 'Wire Example' }],
      },
    ],
    [
      '3',
      {
        uri: 'https://wire.example/1',
        versionCreated: '2024-03-14T08:30:00Z',
        headlines: [{ value: 'Pier falls' }],
        bodies: [{ contentType: 'text/plain', value: STORY }],
        infoSources: [{ name: 'Wire Example' }],
      },
    ],
  ])('of ninjs %s has headline and body', (_, item) => {
    const article = read('item.json', JSON.stringify(item));
    expect(article.format).toBe('ninjs');
    expect(marked(article).filter((line) => !line.startsWith('byline'))).toEqual([
      'heading: Pier falls',
      `paragraph: ${STORY}`,
    ]);
    expect(article.metadata).toMatchObject({
      title: 'Pier falls',
      publisher: 'Wire Example',
      published: '2024-03-14T08:30:00.000Z',
    });
  });

  it('is described by its object metadata before its own', () => {
    const metadata = { publisher: 'Override', title: 'Caf%C3%A9' };
    expect(read('harbour.md', fixture('harbour.md'), { metadata }).metadata).toMatchObject({
      title: 'Café',
      publisher: 'Override',
      published: '2024-03-14',
    });
  });

  it('is of the format that its content type says, or its name, or its beginning', () => {
    expect(read('a', '# Pier falls', { contentType: 'text/markdown; charset=utf-8' }).format).toBe(
      'markdown',
    );
    expect(
      read('a.md.gz', gzipSync('# Pier falls'), { contentType: 'application/octet-stream' }).format,
    ).toBe('markdown');
    expect(read('a', `{"text":"${STORY}"}`).format).toBe('json');
    expect(read('a.txt', '{"text":"x"}').format).toBe('text');
    expect(read('a', '{he said} it fell').format).toBe('text');
  });
});

describe('an upload is refused', () => {
  it.each<[string, string, string | Uint8Array, string?]>([
    ['empty', 'article.empty', ''],
    ['white space only', 'article.empty', ' \n\t'],
    ['an empty gzip', 'article.empty', gzipSync('')],
    ['a PDF', 'article.binary', '%PDF-1.7 …'],
    ['a program', 'article.binary', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0])],
    [
      'noise',
      'article.binary',
      Buffer.from(Array.from({ length: 999 }, (_, index) => ((index * 7919) % 255) + 1)),
    ],
    ['gzip inside gzip', 'article.binary', gzipSync(gzipSync(STORY))],
    ['over 10 MiB', 'article.tooLarge', Buffer.alloc(10 * 1024 * 1024 + 1, 'a')],
    ['a gzip bomb', 'article.tooLarge', gzipSync(Buffer.alloc(64 * 1024 * 1024))],
    ['a gzip cut short', 'article.gzipBroken', gzipSync(STORY).subarray(0, 40)],
    ['a text of a book', 'article.tooLong', 'word '.repeat(200_001)],
    ['a text of signs', 'article.tooLong', '?'.repeat(250_001)],
    ['UTF-32', 'article.unsupportedEncoding', Buffer.from('fffe000041000000', 'hex')],
    ['an unknown charset', 'article.unsupportedEncoding', 'text', 'text/plain; charset=klingon'],
    [
      'bytes that are not as declared',
      'article.unsupportedEncoding',
      Buffer.from([0x61, 0xff, 0xff]),
      'text/plain; charset=shift_jis',
    ],
    [
      'a page without an article',
      'article.noArticle',
      '<html><body><nav><a href="/">Home</a></nav><div id="app"></div></body></html>',
    ],
    [
      'a page of links',
      'article.noArticle',
      `<html><body>${'<p><a href="/x">The pier fell at night and nobody was hurt there</a></p>'.repeat(30)}</body></html>`,
    ],
    ['a page nested too deep', 'article.htmlUnreadable', `<html><body>${'<div>'.repeat(2_000)}${STORY}`],
    ['a page of too many elements', 'article.htmlUnreadable', `<html><body>${'<p>x</p>'.repeat(51_000)}`],
    [
      'a page of text too deep for its length',
      'article.htmlUnreadable',
      `<html><body>${'<div>'.repeat(400)}<p>${'word '.repeat(20_000)}</p>`,
    ],
    [
      'a page of towers',
      'article.htmlUnreadable',
      `<html><body>${`${'<div>'.repeat(500)}${STORY}${'</div>'.repeat(500)}`.repeat(10)}`,
    ],
    [
      'a page of too many attributes',
      'article.htmlUnreadable',
      `<html><body><p ${Array.from({ length: 160_000 }, (_, index) => `a${index}`).join(' ')}>${STORY}`,
    ],
    ['broken JSON', 'article.jsonInvalid', '{"text": "a', 'application/json'],
    ['a JSON list', 'article.jsonInvalid', '[{"text":"a"}]', 'application/json'],
    ['JSON without text', 'article.jsonNoText', '{"title":"a"}', 'application/json'],
    ['ninjs without a body', 'article.jsonNoText', '{"uri":"u","headline":"a"}', 'application/ninjs+json'],
  ])('for being %s', (_, code, content, contentType) => {
    const refusal = caught(() =>
      read('inbox/object-7', content, contentType === undefined ? {} : { contentType }),
    );
    expect(refusal).toBeInstanceOf(PermanentError);
    expect(refusal).toMatchObject({ code, detail: { name: 'inbox/object-7' } });
    expect((refusal as Error).message).toContain('inbox/object-7');
  });

  it('for an unknown charset, telling no more of its label than a name needs', () => {
    const charset = `\u001b[31m${'x'.repeat(5_000)}`;
    const refusal = caught(() =>
      read('a.txt', 'The mayor said so.', { contentType: `text/plain; charset=${charset}` }),
    );
    expect(refusal).toMatchObject({ code: 'article.unsupportedEncoding' });
    expect((refusal as Error).message).toContain('??31mx');
    expect((refusal as Error).message.length).toBeLessThan(200);
  });

  it('for broken JSON without quoting it, not even in the cause', () => {
    const refusal = caught(() => read('a.json', '{"text": "The mayor said so" no comma'));
    expect(refusal).toMatchObject({ code: 'article.jsonInvalid' });
    expect((refusal as Error).cause).toBeUndefined();
    expect((refusal as Error).message).not.toContain('mayor');
  });

  it('with nothing but permanent errors, whatever its bytes and type', () => {
    const type = fc.constantFrom(
      'text/plain',
      'text/html',
      'text/markdown',
      'application/json',
      'text/html; charset=utf-16',
    );
    const pieces = fc.constantFrom(
      '<p>',
      '</p>',
      '<!--',
      '{"text":',
      '"',
      '}',
      '[a](b)',
      '# ',
      '\n',
      '`',
      '*',
      '---\n',
      '&amp;',
      'é',
      '\0',
      '<h1>x',
      '| a |',
      '> ',
    );
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      fc.array(pieces).map((parts) => Buffer.from(parts.join(''))),
    );
    fc.assert(
      fc.property(bytes, type, (given, contentType) => {
        const outcome = caught(() => read('x', given, { contentType }));
        if (outcome !== null) return void expect(outcome).toBeInstanceOf(PermanentError);
        const { text, tokens } = read('x', given, { contentType });
        for (const [start, end] of tokens) expect(text.slice(start, end)).toMatch(/^\S+$/u);
      }),
    );
  });
});

function caught(act: () => unknown): unknown {
  try {
    act();
    return null;
  } catch (error) {
    return error;
  }
}

/** Encodes what the fixtures use of windows-1252. */
function windows1252(text: string): Uint8Array {
  const high: Record<string, number> = { '“': 0x93, '”': 0x94, '’': 0x92, '—': 0x97 };
  return Uint8Array.from(text, (char) => high[char] ?? char.charCodeAt(0));
}
