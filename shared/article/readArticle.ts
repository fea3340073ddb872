import { analyse, checkLength } from './analyse.ts';
import type { Article, ArticleFormat } from './article.ts';
import { decode, unpack } from './decode.ts';
import { frontMatter } from './formats/frontMatter.ts';
import { readPage } from './formats/html.ts';
import { readJson } from './formats/json.ts';
import { layOutMarkdown } from './formats/markdown.ts';
import { layOutPlainText } from './formats/plainText.ts';
import type { Layout } from './layout.ts';
import { mergeMetadata, objectMetadata, type RawMetadata } from './metadata.ts';
import type { Upload } from './upload.ts';

type UploadFormat = Exclude<ArticleFormat, 'ninjs'>;

const EXTENSIONS: Readonly<Partial<Record<string, UploadFormat>>> = {
  txt: 'text',
  text: 'text',
  md: 'markdown',
  markdown: 'markdown',
  html: 'html',
  htm: 'html',
  xhtml: 'html',
  json: 'json',
};
const HTML_BEGINNING =
  /^\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--[^>]{0,500}-->\s*)?<(?:!doctype html|html|head|body|article)[\s>]/i;

/**
 * Reads an upload as an article: plain text, Markdown, HTML, JSON or ninjs, each perhaps gzipped. Formats, limits and
 * the precedence of metadata: docs/input.md.
 *
 * @param upload the object as it was uploaded
 * @returns the article; its spans point into its `text`
 * @throws PermanentError naming the upload and the cause: `article.empty`, `article.binary`, `article.tooLarge`,
 *   `article.tooLong`, `article.gzipBroken`, `article.unsupportedEncoding`, `article.noArticle`,
 *   `article.htmlUnreadable`, `article.jsonInvalid`, `article.jsonNoText`
 */
export function readArticle(upload: Upload): Article {
  const { name } = upload;
  const bytes = unpack(name, upload.bytes);
  const declared = declaredFormat(upload);
  const begins = Buffer.from(bytes.subarray(0, 1_024)).toString('latin1').replace(/^ï»¿/, '');
  const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(upload.contentType ?? '')?.[1] ?? null;
  const text = decode(
    name,
    bytes,
    charset,
    (declared ?? (HTML_BEGINNING.test(begins) ? 'html' : null)) === 'html',
  );
  const { format, layout, metadata } = read(name, text, declared ?? formatOf(text));
  return analyse(name, layout, format, mergeMetadata(objectMetadata(upload.metadata), metadata));
}

interface Read {
  readonly format: ArticleFormat;
  readonly layout: Layout;
  readonly metadata: RawMetadata;
}

function read(name: string, text: string, format: UploadFormat): Read {
  if (format === 'html') return { format, ...readPage(name, text) };
  if (format === 'json') return readJson(name, text);
  checkLength(name, text);
  const header = frontMatter(text);
  const layOut = format === 'markdown' ? layOutMarkdown : layOutPlainText;
  const layout = layOut(text, header?.end ?? 0);
  if (!header) return { format, layout, metadata: {} };
  const block = { span: [0, text.slice(0, header.end).trimEnd().length], kind: 'boilerplate' } as const;
  return { format, layout: { ...layout, pieces: [block, ...layout.pieces] }, metadata: header.metadata };
}

/** The format that the content type says, or else the name's ending; null when neither says one. */
function declaredFormat({ name, contentType }: Upload): UploadFormat | null {
  const type = (contentType ?? '').replace(/;.*$/s, '').trim().toLowerCase();
  if (type === 'text/html' || type === 'application/xhtml+xml') return 'html';
  if (type === 'text/markdown' || type === 'text/x-markdown') return 'markdown';
  if (type === 'application/json' || type === 'text/json' || type.endsWith('+json')) return 'json';
  const ending = /\.([a-z]+)(?:\.gz)?$/.exec(name.toLowerCase())?.[1] ?? '';
  return EXTENSIONS[ending] ?? null;
}

function formatOf(text: string): UploadFormat {
  if (HTML_BEGINNING.test(text.slice(0, 2_000))) return 'html';
  return /^\s*\{\s*"/.test(text) ? 'json' : 'text';
}
