import type { RawMetadata } from '../metadata.ts';

const LONGEST_HEADER = 8_000;
const HEADER = /^---[ \t]*\r?\n([\s\S]*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/;
const FIELD = /^([\w-]+):(?:[ \t]+(.*))?$/;
const OTHER_LINE = /^(?:\s+.*|-\s.*|#.*|)$/;

const NAMES: Readonly<Record<keyof RawMetadata, readonly string[]>> = {
  title: ['title', 'headline'],
  publisher: ['publisher', 'publication', 'site', 'source'],
  published: ['published', 'date', 'published_at', 'pubdate'],
  url: ['url', 'canonical_url', 'canonical', 'link', 'source_url'],
};

/**
 * Reads a front matter header: lines of `field: value` between two lines of three hyphens at the very beginning.
 * Only plain and quoted values are read; other YAML in the header is passed over.
 *
 * @returns the metadata and where the header ends, or null when the text begins otherwise
 */
export function frontMatter(text: string): { readonly metadata: RawMetadata; readonly end: number } | null {
  const header = HEADER.exec(text.slice(0, LONGEST_HEADER));
  if (!header) return null;
  const fields = new Map<string, string>();
  for (const line of header[1]!.split(/\r?\n/)) {
    const field = FIELD.exec(line);
    if (field) fields.set(field[1]!.toLowerCase(), unquoted(field[2] ?? ''));
    else if (!OTHER_LINE.test(line)) return null;
  }
  if (fields.size === 0) return null;
  const read = (names: readonly string[]) => names.map((name) => fields.get(name)).find((value) => value);
  return {
    metadata: {
      title: read(NAMES.title),
      publisher: read(NAMES.publisher),
      published: read(NAMES.published),
      url: read(NAMES.url),
    },
    end: header[0].length,
  };
}

function unquoted(value: string): string {
  const bare = value.trim();
  const quoted = /^(["'])(.*)\1(?:\s+#.*)?$/.exec(bare);
  return quoted
    ? quoted[2]!.replaceAll(quoted[1] === '"' ? '\\"' : "''", quoted[1]!)
    : bare.replace(/\s#.*$/, '').trim();
}
