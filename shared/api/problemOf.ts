import { PermanentError, TransientError } from '../errors.ts';
import type { InvalidParameter, Problem } from './schemasResponse.ts';

const PROBLEMS: Readonly<Record<string, { readonly status: number; readonly title: string }>> = {
  'parameters.invalid': { status: 400, title: 'Invalid parameters' },
  'cursor.invalid': { status: 400, title: 'Invalid cursor' },
  'article.unknown': { status: 404, title: 'No such article' },
  'version.unknown': { status: 404, title: 'No such version' },
  'entity.unknown': { status: 404, title: 'No such entity' },
  'article.textless': { status: 404, title: 'The article has no text' },
  'route.unknown': { status: 404, title: 'No such address' },
  'method.notAllowed': { status: 405, title: 'Method not allowed' },
};

/**
 * What a caller of the API is told of an error. Permanent errors of the API's own codes are told as they are; a
 * TransientError becomes 503 and everything else 500, both without a word of what is inside.
 *
 * @param request names the request, as the logs do
 */
export function problemOf(error: unknown, request: string): Problem {
  const instance = `urn:claimwire:request:${request}`;
  if (error instanceof PermanentError && Object.hasOwn(PROBLEMS, error.code)) {
    const invalidParams = error.detail.invalidParams as InvalidParameter[] | undefined;
    return {
      type: typeOf(error.code),
      ...PROBLEMS[error.code]!,
      detail: error.message,
      instance,
      code: error.code,
      ...(invalidParams === undefined ? {} : { invalidParams }),
    };
  }
  if (error instanceof TransientError) {
    return {
      type: typeOf('service.busy'),
      title: 'Busy',
      status: 503,
      detail: 'A service behind the API is busy or away. Try again in a few seconds.',
      instance,
      code: 'service.busy',
    };
  }
  return {
    type: typeOf('internal'),
    title: 'Internal error',
    status: 500,
    detail: 'The request failed for a reason of our own. Report it with the value of instance.',
    instance,
    code: 'internal',
  };
}

const typeOf = (code: string): string => `urn:claimwire:problem:${code}`;
