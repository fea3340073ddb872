import packageJson from '../../package.json' with { type: 'json' };
import type { Article } from '../article/article.ts';
import { addNarrated } from './addNarrated.ts';
import { buildClaims } from './buildClaims.ts';
import { decodeSpans } from './decodeSpans.ts';
import { entityMentions } from './entityMentions.ts';
import type { Extraction, Extractor } from './extraction.ts';
import { forbidAttributions } from './forbidAttributions.ts';
import { groupEntities } from './groupEntities.ts';
import { linkAttributions } from './linkAttributions.ts';
import { loadModel, type Model } from './loadModel.ts';
import { readWords } from './readWords.ts';
import { scoreWords } from './scoreWords.ts';
import { weighSpans } from './weighSpans.ts';
import { decodingSequences, planWindows } from './windows.ts';

/**
 * Loads the model once and gives an extractor that may be used for any number of articles, also at the same time.
 *
 * @param options.modelDir folder with model.onnx, vocab.txt and decoding.json (model/README.md)
 * @param options.threads processor threads one run of the model may use; without it, one a core
 * @throws PermanentError `model.unreadable`
 */
export async function createExtractor(options: { modelDir: string; threads?: number }): Promise<Extractor> {
  const model = await loadModel(options.modelDir, options.threads);
  return {
    version: `${packageJson.version}+${model.hash.slice(0, 8)}`,
    extract: (article) => extract(article, model),
  };
}

async function extract(article: Article, model: Model): Promise<Extraction> {
  const words = readWords(article, model.wordPiece);
  const windows = planWindows(words);
  const scores = await scoreWords(words, windows, model);
  const sequences = decodingSequences(windows);

  const entitySpans = decodeSpans(scores.entity, model.entity, sequences);
  const entities = groupEntities(article.reading, entityMentions(article, words, entitySpans));

  forbidAttributions(scores.attribution, model.attribution, words, article.blocks);
  const spans = decodeSpans(scores.attribution, model.attribution, sequences);
  const weighed = weighSpans(spans, scores.attribution, model.attribution, sequences);
  const attributions = linkAttributions(words, weighed);
  const attributed = buildClaims(article, words, attributions, entities);
  return { ...addNarrated(article, attributed), entities };
}
