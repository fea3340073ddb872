import { PermanentError } from '../../errors.ts';
import type { ArticleFormat } from '../article.ts';
import { withoutByteOrderMark } from '../decode.ts';
import type { Layout, Piece } from '../layout.ts';
import type { RawMetadata } from '../metadata.ts';
import { readFragment } from './html.ts';
import { ninjs } from './ninjs.ts';
import { layOutPlainText } from './plainText.ts';

export interface JsonArticle {
  readonly format: ArticleFormat;
  readonly layout: Layout;
  readonly metadata: RawMetadata;
}

/**
 * Reads an article from JSON: `{text | html, title, publisher, published, url}` or IPTC ninjs. The document text is
 * the `text` field as it is, so that whoever sent it can follow the offsets; otherwise the headline and the text of
 * the HTML or of the ninjs body.
 *
 * @throws PermanentError `article.jsonInvalid`, `article.jsonNoText`, or as `readFragment`
 */
export function readJson(name: string, json: string): JsonArticle {
  const value = parsed(name, json);
  const news = ninjs(value);
  if (news) {
    if (news.html !== null) {
      const { layout } = readFragment(name, news.html, news.headline);
      return { format: 'ninjs', layout, metadata: news.metadata };
    }
    if (news.text === null) throw noText(name, 'body_text, body_html or bodies');
    return {
      format: 'ninjs',
      layout: layOutStory(news.headline, news.byline, news.text),
      metadata: news.metadata,
    };
  }
  const { text, html, title } = value;
  if (typeof text === 'string' && text.trim() !== '') {
    return {
      format: 'json',
      layout: layOutPlainText(withoutByteOrderMark(text.toWellFormed())),
      metadata: value,
    };
  }
  if (typeof html !== 'string' || html.trim() === '') throw noText(name, 'text or html');
  const page = readFragment(name, html.toWellFormed(), typeof title === 'string' ? title.trim() : '');
  return { format: 'json', layout: page.layout, metadata: { ...page.metadata, ...defined(value) } };
}

function layOutStory(headline: string, byline: string, body: string): Layout {
  const pieces: Piece[] = [];
  let text = '';
  for (const [line, kind] of [
    [headline, 'heading'],
    [byline, 'byline'],
  ] as const) {
    if (line === '' || (kind === 'heading' && body.trimStart().startsWith(line))) continue;
    pieces.push({ span: [text.length, text.length + line.length], kind });
    text += `${line}\n\n`;
  }
  const layout = layOutPlainText(text + body, text.length);
  return { ...layout, pieces: [...pieces, ...layout.pieces] };
}

const defined = ({ title, publisher, published, url }: RawMetadata): RawMetadata =>
  Object.fromEntries(
    Object.entries({ title, publisher, published, url }).filter(([, value]) => value != null),
  );

function parsed(name: string, json: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    // Without its cause: the parser's message quotes the text.
    throw new PermanentError(
      'article.jsonInvalid',
      `${name} is not valid JSON. Upload one JSON object with the article's text or html, or its plain text under a name ending in .txt.`,
      { name },
    );
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw new PermanentError(
    'article.jsonInvalid',
    `${name} holds ${Array.isArray(value) ? 'a list' : 'a bare value'}, not one JSON object. Upload each article as an object of its own.`,
    { name },
  );
}

const noText = (name: string, fields: string): PermanentError =>
  new PermanentError(
    'article.jsonNoText',
    `${name} has no text: its ${fields} is missing or empty. Add it and upload again.`,
    {
      name,
    },
  );
