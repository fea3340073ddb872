import { type Profiler, Session } from 'node:inspector/promises';

/**
 * Stages of an extraction, by the modules that begin them. What those call, native code too, counts for the stage that called it. A module of
 * the extractor that begins none of these and is called by none is a stage of its own, under its name.
 */
export const STAGES: Readonly<Record<string, RegExp>> = {
  read: /\/shared\/article\//,
  windows: /\/shared\/extract\/(?:readWords|wordPiece|windows)\.ts$/,
  model: /\/shared\/extract\/scoreWords\.ts$|\/node_modules\/onnxruntime-/,
  decode: /\/shared\/extract\/(?:decodeSpans|viterbi|forwardBackward|weighSpans|forbidAttributions)\.ts$/,
  link: /\/shared\/extract\/(?:linkAttributions|nestClaims|buildClaims)\.ts$/,
  entities: /\/shared\/extract\/(?:entityMentions|groupEntities)\.ts$/,
};
/** What holds the stages together, and garbage collection. */
const REST = 'rest';
const OWN_STAGE = /\/shared\/extract\/(?!createExtractor\.)(\w+)\.ts$/;
const SAMPLE_US = 200;

/** Milliseconds that each stage of the work took, by a sampling profiler: the extractor needs no clock of its own for it. */
export async function timeStages(work: () => Promise<void>): Promise<Record<string, number>> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: SAMPLE_US });
    await session.post('Profiler.start');
    await work();
    const { profile } = await session.post('Profiler.stop');
    return sumUp(profile);
  } finally {
    session.disconnect();
  }
}

function sumUp({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): Record<string, number> {
  const stages = new Map<number, string>();
  // Parents stand before their children.
  for (const { id, callFrame, children = [] } of nodes) {
    const named = Object.entries(STAGES).find(([, module]) => module.test(callFrame.url))?.[0];
    const stage = named ?? stages.get(id) ?? OWN_STAGE.exec(callFrame.url)?.[1];
    if (stage === undefined) continue;
    stages.set(id, stage);
    for (const child of children) stages.set(child, stage);
  }
  const sums: Record<string, number> = {};
  for (const name of [...Object.keys(STAGES), ...stages.values(), REST]) sums[name] = 0;
  samples.forEach((node, index) => {
    sums[stages.get(node) ?? REST]! += (timeDeltas[index] ?? 0) / 1000;
  });
  return sums;
}
