import type { Span } from '../shared/span.ts';

/** What words of one text mean, by their span as text: a name, or null where nothing that is named. */
export type ReadReferences = ReadonlyMap<string, string | null>;

/**
 * Reads whom the pronouns and descriptions of our own training items mean (`training/data/references`): below
 * `=== id=…` one line each, `words @2: NAME` for the second place of the words in the item, `-` for nothing named. What is
 * not listed is not annotated.
 *
 * @param texts of the items by id
 * @returns by the items' ids
 * @throws RangeError with the line's number when an item, its words or their place are not in the text
 */
export function readReferences(raw: string, texts: ReadonlyMap<string, string>): Map<string, ReadReferences> {
  const items = new Map<string, Map<string, string | null>>();
  let text = '';
  let item = new Map<string, string | null>();
  for (const [i, line] of raw.split('\n').entries()) {
    const fail = (cause: string) => new RangeError(`line ${i + 1}: ${cause}`);
    const id = /^=== id=(\S+)$/.exec(line)?.[1];
    if (id !== undefined) {
      const found = texts.get(id);
      if (found === undefined) throw fail(`no item is called ${id}`);
      text = found;
      item = new Map();
      items.set(id, item);
    } else if (line.trim() !== '') {
      const [, words, place, name] = /^(.+) @([1-9]\d*): (.+)$/.exec(line) ?? [];
      if (words === undefined) throw fail('not "words @number: name"');
      const span = placeOf(text, words, Number(place));
      if (!span) throw fail(`the text has ${words} in fewer than ${place} places`);
      item.set(String(span), name === '-' ? null : name!);
    }
  }
  return items;
}

/** Where whole words stand for the nth time in a text, line breaks read as spaces. */
function placeOf(text: string, words: string, n: number): Span | null {
  const plain = text.replace(/\n/g, ' ');
  let at = -1;
  for (let found = 0; found < n; ) {
    at = plain.indexOf(words, at + 1);
    if (at === -1) return null;
    const before = plain.slice(0, at);
    if (
      !/[\p{L}\p{N}’'_-]$/u.test(before.slice(-2)) &&
      !/^[\p{L}\p{N}_-]/u.test(plain.slice(at + words.length))
    )
      found++;
  }
  return [at, at + words.length];
}
