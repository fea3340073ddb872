import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLines } from './readLines.ts';

async function* chunks(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let from = 0;
  for (let index = 0; from < bytes.length; index += 1) {
    const to = from + (sizes[index % sizes.length] ?? 1);
    yield bytes.subarray(from, to);
    from = to;
  }
}

const linesOf = async (text: string, sizes: readonly number[], maxBytes = 1000) =>
  (await Array.fromAsync(readLines(chunks(Buffer.from(text), sizes), maxBytes))).map(({ number, bytes }) => ({
    number,
    text: bytes === null ? null : Buffer.from(bytes).toString(),
  }));

describe('readLines', () => {
  it('gives the same lines however the input is cut into chunks', async () => {
    const line = fc.string({ unit: fc.constantFrom('a', 'é', '🗞', '\u2028', '\r', ' ') });
    const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(fc.array(line), sizes, async (lines, cuts) => {
        const found = await linesOf(lines.map((text) => `${text}\n`).join(''), cuts);
        expect(found).toEqual(lines.map((text, index) => ({ number: index + 1, text })));
      }),
    );
  });

  it('gives the last line also without a line end', async () => {
    expect(await linesOf('a\nb', [1])).toEqual([
      { number: 1, text: 'a' },
      { number: 2, text: 'b' },
    ]);
  });

  it('leaves out what is longer than allowed, and counts it', async () => {
    expect(await linesOf(`${'x'.repeat(11)}\nshort\n${'y'.repeat(10)}\n`, [3], 10)).toEqual([
      { number: 1, text: null },
      { number: 2, text: 'short' },
      { number: 3, text: 'y'.repeat(10) },
    ]);
  });
});
