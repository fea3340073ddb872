import { storedSize } from './storedSize.ts';

/**
 * Cuts a list into chunks of at most so many stored bytes, in order; a part that is larger alone gets a chunk of its
 * own. An item's write is charged by started kilobytes, so packing costs what the bytes cost and no more.
 */
export function pack<T>(parts: readonly T[], maxBytes: number): T[][] {
  const chunks: T[][] = [];
  let chunk: T[] = [];
  let size = 0;
  for (const part of parts) {
    const partSize = storedSize(part) + 1;
    if (chunk.length > 0 && size + partSize > maxBytes) {
      chunks.push(chunk);
      chunk = [];
      size = 0;
    }
    chunk.push(part);
    size += partSize;
  }
  if (chunk.length > 0) chunks.push(chunk);
  return chunks;
}
