export interface InputLine {
  /** From 1. */
  readonly number: number;
  /** Without its line end; null when it was longer than allowed and left out. */
  readonly bytes: Uint8Array | null;
}

const LINE_FEED = 0x0a;

/**
 * The lines of a stream as bytes, split at line feeds only: JSON may hold U+2028 and U+2029 as they are, which node:readline would
 * split at. Holds one line at most; an over-long one is read to its end and left out.
 *
 * @param maxBytes the longest line that is kept
 */
export async function* readLines(
  input: AsyncIterable<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<InputLine> {
  let pieces: Uint8Array[] = [];
  let size = 0;
  let number = 1;
  const keep = (piece: Uint8Array) => {
    size += piece.length;
    if (size <= maxBytes) pieces.push(piece);
    else pieces = [];
  };
  const end = (): InputLine => {
    const line = { number, bytes: size <= maxBytes ? Buffer.concat(pieces) : null };
    pieces = [];
    size = 0;
    number += 1;
    return line;
  };
  for await (const chunk of input) {
    let from = 0;
    for (let to = chunk.indexOf(LINE_FEED); to !== -1; to = chunk.indexOf(LINE_FEED, from)) {
      keep(chunk.subarray(from, to));
      from = to + 1;
      yield end();
    }
    if (from < chunk.length) keep(chunk.subarray(from));
  }
  if (size > 0) yield end();
}
