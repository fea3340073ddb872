import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWatched, type Watched } from './watched.ts';

let watched: Watched;
beforeAll(() => {
  watched = startWatched();
});
afterAll(() => watched.stop());

/** Just below the longest text there is, so that nothing is refused before the slow part is reached. */
const filled = (part: string, length = 990_000) =>
  part.repeat(Math.ceil(length / part.length)).slice(0, length);
const STORY =
  '<p>The harbour will open on Monday, the Port Authority said, and nobody there had asked for a second crane.</p>';
const page = (body: string, head = '<title>Harbour</title>') =>
  `<!doctype html><html><head>${head}</head><body><article>${STORY}${body}${STORY}</article></body></html>`;
const nested = (depth: number, body: string) => `${'<div>'.repeat(depth)}${body}${'</div>'.repeat(depth)}`;

async function read(name: string, body: string): Promise<void> {
  const upload = { name, bytes: new TextEncoder().encode(body) };
  const outcome = await watched.put({ part: 'reader', upload });
  expect(outcome.is).toMatch(/^(value|refusal)$/);
}

describe('a megabyte made to be slow is read, or refused, in less than ten seconds of CPU:', {
  timeout: 120_000,
}, () => {
  it.each([
    'a',
    ' ',
    '\n',
    '. ',
    'A.\n',
    '? "',
    '[1] ',
    '(read more on ',
    'by A\n',
    'a: b\n',
    '🦉',
    'A said. ',
    '1,',
  ])('plain text of %j', async (part) => {
    await read('a.txt', `A${filled(part)}`);
  });

  it.each([
    '*',
    '_a',
    '**a ',
    '[',
    '[a](',
    '[a]((',
    '![',
    '`',
    '<a ',
    '<!--',
    '|a',
    '> ',
    '- [ ] ',
    '[a]: b\n',
    '\\*',
  ])('Markdown of %j', async (part) => {
    await read('a.md', `A ${filled(part)}`);
  });

  it.each([
    '<div>',
    '<p>',
    '<b>',
    '<a href=x>',
    '<table><tr><td>',
    '<!--',
    '<script>',
    '&',
    '<a<',
    '<br><br>',
    '</p>',
  ])('HTML of %j', async (part) => {
    await read('a.html', page(filled(part)));
  });

  it.each<[string, string]>([
    ['words 200 levels deep', page(nested(200, `<p>${filled('word ')}</p>`))],
    ['white space 50 levels deep', page(nested(50, `<p>${filled('  a')}</p>`))],
    ['words as deep and long as is let through', page(nested(120, `<p>${filled('word ', 240_000)}</p>`))],
    ['white space as deep and long as is let through', page(nested(60, `<p>${filled('  a', 110_000)}</p>`))],
    ['towers', page(`${nested(400, STORY)}`.repeat(60))],
    ['towers of the height that is let through', page(nested(100, STORY).repeat(180))],
    ['28,000 links in divisions', page('<div><a href="#">a, b, c</a></div>'.repeat(14_000))],
    ['29,000 divisions', page('<div id="a">a, b, c</div>'.repeat(29_000))],
    ['29,000 images', page('<img src=a>'.repeat(29_000))],
    ['28,000 meta elements', page('', '<meta name=a content=b>'.repeat(28_000))],
    ['100,000 attributes', page(`<p ${Array.from({ length: 100_000 }, (_, n) => `a${n}`).join(' ')}>a</p>`)],
    ['an attribute of a megabyte', page(`<p class="${filled('caption ')}">a</p>`)],
    ['a title of a megabyte', page('', `<title>a | b\n${filled('x')}</title>`)],
    [
      'JSON-LD of a megabyte of brackets',
      page('', `<script type="application/ld+json">${filled('[')}</script>`),
    ],
    [
      'entities that multiply',
      `<!DOCTYPE a [<!ENTITY b "${filled('&c;', 3_000)}">]>${page('&b;'.repeat(1_000))}`,
    ],
  ])('a page of %s', async (_what, html) => {
    await read('a.html', html);
  });

  it.each<[string, string]>([
    ['half a million brackets', `{"text":${'['.repeat(495_000)}${']'.repeat(495_000)}}`],
    ['150,000 objects in each other', `${'{"text":'.repeat(120_000)}1${'}'.repeat(120_000)}`],
    ['lone surrogates', `{"text":"${filled('\\ud800')}"}`],
    ['a hundred thousand bodies', JSON.stringify({ uri: 'u', bodies: Array(100_000).fill({ value: 1 }) })],
    ['HTML of forty thousand paragraphs', JSON.stringify({ html: '<p>a</p>'.repeat(40_000) })],
  ])('JSON of %s', async (_what, json) => {
    await read('a.json', json);
  });
});
