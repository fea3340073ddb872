import { gzipSync } from 'node:zlib';
import type { ArticleFormat } from '../../shared/article/article.ts';

/** An article in one of the formats that are taken, and what must come of it. */
export interface Sample {
  readonly what: string;
  readonly key: string;
  readonly contentType: string;
  readonly body: string | Uint8Array;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly format: ArticleFormat;
  readonly title: string | null;
  readonly publisher: string | null;
  readonly published: string | null;
  /** Somebody who says something in it, and in no other article here. */
  readonly source: string;
}

/**
 * A short report.
 *
 * @param speaker full name of the person who says something in it
 */
export const report = (speaker: string): string =>
  [
    `${speaker} said on Tuesday that the old harbour bridge would stay closed until the autumn.`,
    `“We found rust in places nobody had looked at for forty years,” the engineer told reporters.`,
    'The bridge was built in 1931 and carries some 9,000 cars a day.',
  ].join('\n\n');

const paragraphs = (text: string): string =>
  text
    .split('\n\n')
    .map((line) => `<p>${line}</p>`)
    .join('\n');

const page = (speaker: string): string => `<!doctype html>
<html lang="en"><head><title>Bridge to stay closed</title>
<meta property="og:site_name" content="Estuary Herald">
<meta property="article:published_time" content="2026-03-04T07:30:00Z"></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Bridge to stay closed</h1>
${paragraphs(report(speaker))}
<p>Ferries will run every ten minutes in the meantime, the city says, and the fare will be waived for pupils.</p>
</article><footer>All rights reserved</footer></body></html>`;

/** One article of each kind. */
export const samples: readonly Sample[] = [
  {
    what: 'plain text',
    key: 'kinds/bridge.txt',
    contentType: 'text/plain',
    body: report('Hanna Brandvik'),
    metadata: { publisher: 'Estuary Herald', title: 'Bridge closed', published: '2026-03-03' },
    format: 'text',
    title: 'Bridge closed',
    publisher: 'Estuary Herald',
    published: '2026-03-03',
    source: 'Hanna Brandvik',
  },
  {
    what: 'Markdown with a front matter',
    key: 'kinds/bridge.md',
    contentType: 'text/markdown; charset=utf-8',
    body: `---\ntitle: Bridge shut\npublisher: Estuary Herald\npublished: 2026-03-05\n---\n\n# Bridge shut\n\n${report('Oskar Lindqvist')}`,
    format: 'markdown',
    title: 'Bridge shut',
    publisher: 'Estuary Herald',
    published: '2026-03-05',
    source: 'Oskar Lindqvist',
  },
  {
    what: 'an HTML page',
    key: 'kinds/bridge.html',
    contentType: 'text/html; charset=utf-8',
    body: page('Miriam Castellano'),
    format: 'html',
    title: 'Bridge to stay closed',
    publisher: 'Estuary Herald',
    published: '2026-03-04T07:30:00.000Z',
    source: 'Miriam Castellano',
  },
  {
    what: 'JSON',
    key: 'kinds/bridge.json',
    contentType: 'application/json',
    body: JSON.stringify({
      title: 'No bridge until autumn',
      publisher: 'Estuary Herald',
      published: '2026-03-06',
      url: 'https://herald.example/bridge',
      text: report('Tobias Ferreira'),
    }),
    format: 'json',
    title: 'No bridge until autumn',
    publisher: 'Estuary Herald',
    published: '2026-03-06',
    source: 'Tobias Ferreira',
  },
  {
    what: 'ninjs',
    key: 'kinds/bridge-ninjs.json',
    contentType: 'application/json',
    body: JSON.stringify({
      uri: 'urn:newsml:herald.example:20260307:bridge',
      type: 'text',
      versioncreated: '2026-03-07T09:00:00Z',
      headline: 'Rust closes bridge',
      body_xhtml: paragraphs(report('Agnes Okonkwo')),
      body_text: report('Agnes Okonkwo'),
      infosources: [{ name: 'Estuary Herald', role: 'publisher' }],
    }),
    format: 'ninjs',
    title: 'Rust closes bridge',
    publisher: 'Estuary Herald',
    published: '2026-03-07T09:00:00.000Z',
    source: 'Agnes Okonkwo',
  },
  {
    what: 'gzipped text',
    key: 'kinds/bridge.txt.gz',
    contentType: 'application/gzip',
    body: gzipSync(report('Leopold Adeyemi')),
    metadata: { publisher: 'Estuary Herald' },
    format: 'text',
    title: null,
    publisher: 'Estuary Herald',
    published: null,
    source: 'Leopold Adeyemi',
  },
];

/** An upload that can never work, and the code of the refusal. */
export interface Refused {
  readonly what: string;
  readonly key: string;
  readonly contentType: string;
  readonly body: string | Uint8Array;
  readonly code: string;
}

const MIB = 2 ** 20;

/** Uploads that are refused, each for a reason of its own. */
export const refused: readonly Refused[] = [
  {
    what: 'an empty object',
    key: 'refused/empty.txt',
    contentType: 'text/plain',
    body: '',
    code: 'article.empty',
  },
  {
    what: 'a picture',
    key: 'refused/photo.txt',
    contentType: 'text/plain',
    body: Uint8Array.from({ length: 4096 }, (_, at) => (at * 167) % 251),
    code: 'article.binary',
  },
  {
    what: 'a gzip bomb',
    key: 'refused/bomb.txt.gz',
    contentType: 'text/plain',
    body: gzipSync(Buffer.alloc(64 * MIB, ' ')),
    code: 'article.tooLarge',
  },
  {
    what: 'a gzip file that was cut',
    key: 'refused/cut.txt.gz',
    contentType: 'text/plain',
    body: gzipSync(report('Nobody Atall')).subarray(0, 100),
    code: 'article.gzipBroken',
  },
  {
    what: 'a page without an article',
    key: 'refused/menu.html',
    contentType: 'text/html',
    body: '<!doctype html><html><body><nav><a href="/">Home</a> <a href="/login">Log in</a></nav></body></html>',
    code: 'article.noArticle',
  },
  {
    what: 'broken JSON',
    key: 'refused/broken.json',
    contentType: 'application/json',
    body: '{"text": "It never ends',
    code: 'article.jsonInvalid',
  },
  {
    what: 'an object over the limit',
    key: 'refused/large.txt',
    contentType: 'text/plain',
    body: Buffer.alloc(10 * MIB + 1, 'word '),
    code: 'upload.tooLarge',
  },
];
