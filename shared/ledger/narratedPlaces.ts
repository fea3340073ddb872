import type { ClaimKind } from '../extract/extraction.ts';

/**
 * Which of an article's claims are narrated, as its head keeps it: one bit a claim in the order of the text, highest bit of a
 * byte first, in base64. So a list of one kind knows its claims before it reads any.
 */
export function packNarrated(kinds: readonly ClaimKind[]): string {
  const bytes = new Uint8Array(Math.ceil(kinds.length / 8));
  for (const [place, kind] of kinds.entries()) {
    if (kind === 'narrated') bytes[place >> 3]! |= 0x80 >> (place & 7);
  }
  return Buffer.from(bytes).toString('base64');
}

/** @param packed `packNarrated`'s; absent on heads without narrated claims, and on those from before there were any */
export function kindAt(packed: string | undefined): (place: number) => ClaimKind {
  const bytes = Buffer.from(packed ?? '', 'base64');
  return (place) => ((bytes[place >> 3] ?? 0) & (0x80 >> (place & 7)) ? 'narrated' : 'attributed');
}
