const LIMIT_MS = 2_000;

/** Whether anything answers at an address. What it says does not matter: an empty POST is refused by some that work. */
export async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"resourceSpans":[]}',
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    await response.body?.cancel();
    return true;
  } catch {
    return false;
  }
}
