import { CommandError, EXIT } from './exitCodes.ts';
import type { ApiTarget } from './target.ts';

type Parameters = Readonly<Record<string, string | number | undefined>>;

export interface ApiPage<T> {
  readonly items: readonly T[];
  readonly cursor: string | null;
}

/** The most items a page of the API holds. */
const PAGE = 100;
const SECONDS = 30;

/**
 * Asks the query API.
 *
 * @returns its answer's JSON, or null for status 404
 * @throws CommandError when it cannot be reached or answers with another error; what the API says is wrong goes into the message
 */
export async function get<T>(
  target: ApiTarget,
  path: string,
  parameters: Parameters = {},
): Promise<T | null> {
  const response = await request(target, path, parameters);
  if (response.status === 404) return null;
  return (await response.json()) as T;
}

/** The same for an answer that is plain text. */
export async function getText(target: ApiTarget, path: string): Promise<string | null> {
  const response = await request(target, path, {});
  return response.status === 404 ? null : await response.text();
}

/**
 * The items of a list, page by page, as they are needed.
 *
 * @param limit how many at most; null for all
 */
export async function* list<T>(
  target: ApiTarget,
  path: string,
  parameters: Parameters,
  limit: number | null,
): AsyncGenerator<T> {
  let cursor: string | null | undefined;
  let left = limit ?? Number.POSITIVE_INFINITY;
  while (left > 0 && cursor !== null) {
    const page: ApiPage<T> | null = await get(target, path, {
      ...parameters,
      limit: Math.min(PAGE, left),
      cursor,
    });
    if (page === null)
      throw new CommandError(`${target.url} has no ${path}. Is it a Claimwire API?`, EXIT.unreachable);
    for (const item of page.items) {
      if (left-- <= 0) return;
      yield item;
    }
    cursor = page.cursor;
  }
}

async function request(target: ApiTarget, path: string, parameters: Parameters): Promise<Response> {
  const url = new URL(target.url + path);
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  let response: Response;
  try {
    response = await fetch(url, {
      headers: target.key === null ? {} : { 'x-api-key': target.key },
      signal: AbortSignal.timeout(SECONDS * 1000),
    });
  } catch (cause) {
    const reason = ((cause as Error).cause as Error | undefined)?.message ?? (cause as Error).message;
    throw new CommandError(`${target.url} does not answer: ${reason}.`, EXIT.unreachable, cause);
  }
  if (response.ok || response.status === 404) return response;
  throw await failure(response, target);
}

async function failure(response: Response, target: ApiTarget): Promise<CommandError> {
  const body = (await response.json().catch(() => null)) as {
    detail?: string;
    invalidParams?: { name: string; reason: string }[];
  } | null;
  if (response.status === 403) {
    return new CommandError(
      `${target.url} refuses the request (403). Set --api-key or CLAIMWIRE_API_KEY to one of its API keys.`,
      EXIT.unreachable,
    );
  }
  const wrong = body?.invalidParams?.map(({ name, reason }) => `${name} ${reason}`).join('; ');
  return new CommandError(
    wrong === undefined
      ? `${target.url} answered with status ${response.status}${body?.detail ? `: ${body.detail}` : '.'}`
      : `The API does not take this: ${wrong}.`,
    response.status === 400 ? EXIT.usage : EXIT.unreachable,
  );
}
