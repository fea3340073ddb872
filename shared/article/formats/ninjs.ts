import type { RawMetadata } from '../metadata.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/** A ninjs news item: its body as text or HTML, whichever it has, and what goes around it. */
export interface NewsItem {
  readonly headline: string;
  readonly byline: string;
  readonly text: string | null;
  readonly html: string | null;
  readonly metadata: RawMetadata;
}

const MARKS = [
  'uri',
  'body_text',
  'body_html',
  'body_xhtml',
  'bodies',
  'headlines',
  'versioncreated',
  'versionCreated',
  'standard',
];

/**
 * Reads IPTC ninjs, versions 1 (`body_text`, `headline`), 2 and 3 (`bodies`, `headlines`; 3 writes names in camel
 * case). https://iptc.org/standards/ninjs/
 *
 * @returns null when the object is not ninjs
 */
export function ninjs(item: JsonObject): NewsItem | null {
  if (typeof item.text === 'string' || typeof item.html === 'string') return null;
  if (!MARKS.some((mark) => mark in item)) return null;
  const bodies = objects(item.bodies);
  const body = (html: boolean) =>
    bodies.find(
      (each) =>
        text(each.value) !== '' && /html/i.test(text(either(each, 'contenttype', 'contentType'))) === html,
    );
  const plain = text(item.body_text) || text(body(false)?.value);
  const html = text(item.body_html) || text(item.body_xhtml) || text(body(true)?.value);
  const headline = text(item.headline) || text(main(item.headlines)) || text(item.title);
  return {
    headline,
    byline: text(item.byline) || text(main(item.bylines)) || text(item.by),
    text: plain === '' ? null : plain,
    html: plain === '' && html !== '' ? html : null,
    metadata: {
      title: headline,
      publisher: publisher(item),
      published:
        either(item, 'versioncreated', 'versionCreated') ?? either(item, 'firstcreated', 'firstCreated'),
      url: item.url ?? item.uri,
    },
  };
}

function publisher(item: JsonObject): unknown {
  const sources = objects(either(item, 'infosources', 'infoSources') ?? item.infosource);
  const source = sources.find((each) => /publisher|provider/i.test(text(each.role))) ?? sources[0];
  return source?.name ?? item.publisher ?? either(item, 'copyrightholder', 'copyrightHolder') ?? item.source;
}

/** The value of the list's main entry: one without a role or with the role "main", else the first. */
function main(list: unknown): unknown {
  const entries = objects(list);
  return (entries.find(({ role }) => role === undefined || /main/i.test(text(role))) ?? entries[0])?.value;
}

const either = (item: JsonObject, first: string, second: string): unknown => item[first] ?? item[second];
const text = (value: unknown): string => (typeof value === 'string' ? value.toWellFormed().trim() : '');
const objects = (value: unknown): JsonObject[] =>
  [value].flat().filter((each): each is JsonObject => typeof each === 'object' && each !== null);
