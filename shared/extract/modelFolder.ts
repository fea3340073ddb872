import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..', '..', 'model');

/** The folders of the models that ship, by the names they are chosen by: model/README.md tells them apart. */
export const SHIPPED_MODELS = { default: ROOT, fast: join(ROOT, 'fast') } as const;

/** What a model's folder holds. */
export const MODEL_FILES = ['model.onnx', 'vocab.txt', 'decoding.json'] as const;

/**
 * The folder of the model that somebody chose. Nothing is looked for there.
 *
 * @param choice the name of one that ships, from whatever folder it is asked, or else a path; a folder that is called like one
 *   that ships is `./fast`
 * @returns an absolute path
 */
export function modelFolder(choice: string): string {
  return isShipped(choice) ? SHIPPED_MODELS[choice] : resolve(choice);
}

const isShipped = (name: string): name is keyof typeof SHIPPED_MODELS => Object.hasOwn(SHIPPED_MODELS, name);
