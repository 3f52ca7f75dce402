import { setTimeout as wait } from 'node:timers/promises';

/** Asks again until the answer is there. @throws after `limitMs` */
export async function eventually<T>(ask: () => Promise<T | undefined>, limitMs = 60_000): Promise<T> {
  const endMs = Date.now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > endMs) throw new Error(`nothing came within ${limitMs} ms`);
    await wait(100);
  }
}
