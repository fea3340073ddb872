import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CLAIM_BLOCKS } from '../../shared/article/article.ts';
import { readArticle } from '../../shared/article/readArticle.ts';
import { seeded } from '../../shared/seeded.ts';

const SAMPLES = join(import.meta.dirname, '..', '..', 'samples');
/** Pieces of the model's vocabulary a blank-separated word; such as these texts have. */
const PIECES_A_WORD = 1.15;

/** Kinds of article by length, in pieces of the model's vocabulary, and how many different ones are measured. */
export const LENGTHS = {
  short: { pieces: 250, articles: 20 },
  medium: { pieces: 1_000, articles: 12 },
  long: { pieces: 5_000, articles: 6 },
} as const;

export type Length = keyof typeof LENGTHS;

/** Articles of each length, the same in every run: paragraphs of the sample articles in changing order. */
export async function makeArticles(): Promise<Record<Length, string[]>> {
  const names = (await readdir(SAMPLES)).sort();
  const samples = await Promise.all(
    names.map(async (name) => readArticle({ name, bytes: await readFile(join(SAMPLES, name)) })),
  );
  const paragraphs = samples.flatMap(({ text, blocks }) =>
    blocks.filter(({ kind }) => CLAIM_BLOCKS.has(kind)).map(({ span }) => text.slice(...span)),
  );
  const random = seeded(20_261_123);
  const make = ({ pieces, articles }: { pieces: number; articles: number }) =>
    Array.from({ length: articles }, () => {
      const chosen: string[] = [];
      for (let count = 0; count < pieces; ) {
        const paragraph = paragraphs[Math.floor(random() * paragraphs.length)]!;
        chosen.push(paragraph);
        count += words(paragraph) * PIECES_A_WORD;
      }
      return chosen.join('\n\n');
    });
  return { short: make(LENGTHS.short), medium: make(LENGTHS.medium), long: make(LENGTHS.long) };
}

export const words = (text: string): number => text.split(/\s+/).length;
