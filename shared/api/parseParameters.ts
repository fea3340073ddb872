import type * as z from 'zod';
import { PermanentError } from '../errors.ts';
import type { InvalidParameter } from './schemasResponse.ts';

/** zod's output, where a parameter that was not given is left out. */
type Given<T> = { [K in keyof T]: Exclude<T[K], undefined> };

const MAX_REPORTED = 20;
const MAX_NAME_LENGTH = 60;

/**
 * Checks a request's parameters and gives them as the schema's plain values. Every parameter may be given once, and
 * none that the schema does not know: a mistyped filter must not silently give everything.
 *
 * @param parameters name and value of each, decoded, in the order of the request
 * @throws PermanentError `parameters.invalid`, with `invalidParams` in its detail: the name and reason of each
 */
export function parseParameters<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  parameters: Iterable<readonly [name: string, value: string]>,
): Given<z.output<z.ZodObject<Shape>>> {
  const values: Record<string, string> = {};
  const invalid: InvalidParameter[] = [];
  for (const [name, value] of parameters) {
    if (!Object.hasOwn(schema.shape, name)) invalid.push({ name, reason: unknownReason(schema) });
    else if (Object.hasOwn(values, name)) invalid.push({ name, reason: 'must be given once' });
    else values[name] = value;
  }
  const parsed = schema.safeParse(values);
  if (parsed.success && invalid.length === 0) return parsed.data as Given<typeof parsed.data>;

  for (const { path, message } of parsed.error?.issues ?? []) {
    const name = String(path[0]);
    invalid.push({ name, reason: Object.hasOwn(values, name) ? message : 'is required' });
  }
  const reported = invalid
    .slice(0, MAX_REPORTED)
    .map(({ name, reason }) => ({ name: shorten(name), reason }));
  throw new PermanentError(
    'parameters.invalid',
    `${reported.map(({ name, reason }) => `${name} ${reason}`).join('; ')}.`,
    { invalidParams: reported },
  );
}

const unknownReason = (schema: z.ZodObject): string => {
  const known = Object.keys(schema.shape);
  return known.length === 0
    ? 'is not known here: no parameters are'
    : `is not known here: the parameters are ${known.join(', ')}`;
};

const shorten = (name: string): string =>
  name.length <= MAX_NAME_LENGTH ? name : `${name.slice(0, MAX_NAME_LENGTH)}…`;
