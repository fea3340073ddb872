import packageJson from '../../package.json' with { type: 'json' };
import type { Article, Block } from '../article/article.ts';
import { addNarrated } from './addNarrated.ts';
import { agreeTypes } from './agreeTypes.ts';
import { buildClaims } from './buildClaims.ts';
import { type CalibrationCurve, calibrated } from './calibrate.ts';
import { decodeSpans } from './decodeSpans.ts';
import { describeClaims } from './describeClaims.ts';
import { endHeadlines } from './endHeadlines.ts';
import { entityMentions } from './entityMentions.ts';
import type { Extraction, Extractor } from './extraction.ts';
import { forbidAttributions } from './forbidAttributions.ts';
import { groupEntities } from './groupEntities.ts';
import { isAttribution } from './isAttribution.ts';
import { type Attribution, linkAttributions } from './linkAttributions.ts';
import { loadModel, type Model } from './loadModel.ts';
import { nameGovernments } from './nameGovernments.ts';
import { confineTo, nestedAttributions } from './nestedAttributions.ts';
import { quotedSpans } from './quotedSpans.ts';
import { readWords, type Word } from './readWords.ts';
import { reinforceLabels } from './reinforceLabels.ts';
import { scoreWords, type WindowScores } from './scoreWords.ts';
import type { Chain } from './viterbi.ts';
import { weighSpans } from './weighSpans.ts';
import { decodingSequences, planWindows, type Window } from './windows.ts';
import { withNouns } from './withNouns.ts';

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
  const { scores, nested } = await readWindows(words, windows, article.blocks, model);
  const sequences = decodingSequences(windows);

  const tagged = decodeSpans(scores.entity, model.entity, sequences);
  const agreed = agreeTypes(article, words, tagged, scores.entity, model.entity);
  const entities = groupEntities(article.reading, entityMentions(article, words, agreed));

  const spans = decodeSpans(scores.attribution, model.attribution, sequences);
  const weighed = weighSpans(spans, scores.attribution, model.attribution, sequences);
  const outermost = linkAttributions(words, weighed).filter(isAttribution(article, words));
  const framed = [
    ...outermost.map(withConfidence(model.calibration.outermost)),
    ...nested.flatMap(confineTo(outermost)).map(withConfidence(model.calibration.nested)),
  ];
  const attributions = withNouns(words, framed);
  const attributed = buildClaims(article, words, attributions, entities);
  const { claims, setAside } = addNarrated(article, attributed);
  const described = describeClaims(article, claims, entities, quotedSpans(article));
  return { ...nameGovernments(article.reading, described), setAside };
}

/** The flat labels' scores of all words, and what is nested in each window: the rest of a window's scores is let go. */
async function readWindows(
  words: readonly Word[],
  windows: readonly Window[],
  blocks: readonly Block[],
  model: Model,
): Promise<{ scores: Pick<WindowScores, 'attribution' | 'entity'>; nested: Attribution[] }> {
  const scores = {
    attribution: new Float32Array(words.length * model.attribution.labels.length),
    entity: new Float32Array(words.length * model.entity.labels.length),
  };
  const nested: Attribution[] = [];
  for (const window of windows) {
    const own = await scoreWords(words, window, model);
    const within = words.slice(window.start, window.end);
    forbidAttributions(own, model, within, blocks);
    endHeadlines(own, model, within, blocks);
    reinforceLabels(own, model);
    keep(own.attribution, window, model.attribution, scores.attribution);
    keep(own.entity, window, model.entity, scores.entity);
    nested.push(...nestedAttributions(own, window, model, words));
  }
  return { scores, nested };
}

const withConfidence =
  (curve: CalibrationCurve) =>
  (attribution: Attribution): Attribution => ({
    ...attribution,
    probability: calibrated(attribution.probability, curve),
  });

/** Copies the rows of a window's kept words to their place among all words' rows. */
function keep(rows: Float32Array, { start, kept }: Window, { labels }: Chain, into: Float32Array): void {
  const from = (kept.start - start) * labels.length;
  const to = (kept.end - start) * labels.length;
  into.set(rows.subarray(from, to), kept.start * labels.length);
}
