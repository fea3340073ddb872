import { articleFromText } from '../../shared/article/articleFromText.ts';

/** What is measured, and what it is compared with. */
export const ENGINES = ['claimwire', 'compromise'] as const;
export type Engine = (typeof ENGINES)[number];

export interface Loaded {
  /** Does all of its work on a text; gives how much it found. */
  readonly run: (text: string) => Promise<number>;
  readonly importMs: number;
  readonly loadMs: number;
}

/**
 * Loads an engine, with one thread. The first in a process pays for importing the code.
 *
 * @param modelDir folder of Claimwire's model
 */
export async function loadEngine(engine: Engine, modelDir: string): Promise<Loaded> {
  return engine === 'claimwire' ? claimwire(modelDir) : compromise();
}

async function claimwire(modelDir: string): Promise<Loaded> {
  const started = performance.now();
  const { createExtractor } = await import('../../shared/extract/createExtractor.ts');
  const imported = performance.now();
  const extractor = await createExtractor({ modelDir, threads: 1 });
  const loaded = performance.now();
  const run = async (text: string) => {
    const { claims, entities } = await extractor.extract(articleFromText(text));
    return claims.length + entities.length;
  };
  return { run, importMs: imported - started, loadMs: loaded - imported };
}

/**
 * The nearest there is on npm: rules that find people, organizations, places, noun phrases and quotations. Who said what it does not
 * say, so it does less.
 */
async function compromise(): Promise<Loaded> {
  const started = performance.now();
  const { default: nlp } = await import('compromise');
  const run = async (text: string) => {
    const doc = nlp(text);
    const found = [doc.quotations(), doc.people(), doc.organizations(), doc.places(), doc.nouns()];
    return found.reduce((sum, view) => sum + (view.out('offset') as unknown[]).length, 0);
  };
  return { run, importMs: performance.now() - started, loadMs: 0 };
}
