import { useLayoutEffect, useState } from 'preact/hooks';

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
  const problem = (await response.json().catch(() => ({}))) as { detail?: string };
  throw new Error(problem.detail ?? `The tracker answered ${response.status}.`);
}

export const tell = <T>(path: string, body: unknown): Promise<T> =>
  ask<T>(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

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
