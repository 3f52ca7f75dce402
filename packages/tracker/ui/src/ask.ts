import { useLayoutEffect, useState } from 'preact/hooks';
import { forgetToken, writeToken } from './write-token.js';

/** The tracker asks for a token that may write, and none came or not that one. */
export class TokenNeeded extends Error {
  override readonly name: string = 'TokenNeeded';
}

/** Asks the API. @throws {Error} whose message is for the reader */
export async function ask<T>(path: string, init: RequestInit = {}): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (error) {
    if (init.signal?.aborted === true) throw error;
    throw new Error('The tracker does not answer: is it still running?', { cause: error });
  }
  if (response.ok) return (await response.json()) as T;
  const problem = (await response.json().catch(() => ({}))) as { detail?: string; missingScope?: string };
  if (response.status === 401) throw new TokenNeeded('The tracker does not know this token.');
  if (problem.missingScope !== undefined)
    throw new TokenNeeded(`The token that was given may not ${problem.missingScope}.`);
  throw new Error(problem.detail ?? `The tracker answered ${response.status}.`);
}

/**
 * Tells the API something: with the token that was given for it, else with what the browser was given to read with.
 *
 * @throws {TokenNeeded} when another token is needed; the one that was given is forgotten
 */
export async function tell<T>(path: string, body: unknown): Promise<T> {
  const token = writeToken();
  const headers = { 'content-type': 'application/json' };
  try {
    return await ask<T>(path, {
      method: 'POST',
      body: JSON.stringify(body),
      ...(token === undefined
        ? { headers }
        : // Without what the browser was given: it would ask for another one when this one is wrong.
          { headers: { ...headers, authorization: `Bearer ${token}` }, credentials: 'omit' as const }),
    });
  } catch (error) {
    if (error instanceof TokenNeeded) forgetToken();
    throw error;
  }
}

export interface Answer<T> {
  /** What the path answered last; kept while it is asked again. */
  readonly value?: T;
  readonly error?: Error;
  readonly again: () => void;
}

/** The answer of a path, asked again whenever the path changes or `again` is called. Asks nothing without a path. */
export function useAnswer<T>(path: string | undefined): Answer<T> {
  const [round, setRound] = useState(0);
  const [answer, setAnswer] = useState<{ path?: string; value?: T; error?: Error }>({});
  // Before the first paint: an effect would ask only after it.
  useLayoutEffect(() => {
    if (path === undefined) return undefined;
    const controller = new AbortController();
    ask<T>(path, { signal: controller.signal }).then(
      (value) => setAnswer({ path, value }),
      (error: Error) => {
        if (!controller.signal.aborted) setAnswer({ path, error });
      },
    );
    return () => controller.abort();
  }, [path, round]);
  const isCurrent = answer.path === path;
  return {
    ...(isCurrent && answer.value !== undefined && { value: answer.value }),
    ...(isCurrent && answer.error !== undefined && { error: answer.error }),
    again: () => setRound((before) => before + 1),
  };
}
