import { decodeSpans } from './decodeSpans.ts';
import { scoreFrame } from './frames.ts';
import type { Model } from './loadModel.ts';
import type { WindowScores } from './scoreWords.ts';

/** Share of the frames' evidence, of the values tried on our own development split of PolNeAR's training articles. */
const SHARE = 0.5;
/** Most that a frame's evidence for a label counts, either way. */
const LIMIT = 8;

/**
 * Lets the frame head speak for the flat labels: a label's score gains by what the best of the frames, one for each
 * cue that the flat labels mark, has for it over "nothing". (Two heads on one encoder err on different words.) Changes
 * `scores.attribution`.
 */
export function reinforceLabels(
  { attribution: scores, frame, trigger }: WindowScores,
  { attribution, frame: head }: Pick<Model, 'attribution' | 'frame'>,
): void {
  const labels = attribution.labels.length;
  const whole = { start: 0, end: trigger.length };
  const cues = decodeSpans(scores, attribution, [whole]).filter(({ label }) => label === 'cue');
  if (cues.length === 0) return;
  const best = new Float32Array(scores.length).fill(Number.NEGATIVE_INFINITY);
  for (const cue of cues) {
    const evidence = scoreFrame(frame, cue, head);
    for (let i = 0; i < best.length; i++) {
      const overNothing = evidence[i]! - evidence[i - (i % labels)]!;
      if (overNothing > best[i]!) best[i] = overNothing;
    }
  }
  for (let i = 0; i < best.length; i++) scores[i]! += SHARE * Math.max(-LIMIT, Math.min(LIMIT, best[i]!));
}
