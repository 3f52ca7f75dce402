import { openSqliteStore, TrackerError } from '@agent-attribution/tracker';
import { CommandError } from '../../command-error.js';
import type { Terminal } from '../../command-line.js';
import { hasTrackerData } from './tracker-client.js';
import { readInput } from './tracker-command.js';

const MS: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** Forgets the runs of a data folder that were first kept longer ago than `--older-than`. */
export async function purge(args: readonly string[], terminal: Terminal): Promise<number> {
  const { input, place, json } = readInput(
    { name: 'purge', options: { 'older-than': { required: true } } },
    args,
  );
  if (place.url !== undefined) {
    throw new CommandError(
      'purge works on a data folder only: name it with --data, on the machine it is on',
      2,
    );
  }
  const ageMs = parseAge(input.option('older-than') ?? '');
  if (!hasTrackerData(place.data))
    throw new CommandError(`there is no tracker data in ${place.data}: name the folder with --data`, 1);
  try {
    const store = await openSqliteStore({ dataDir: place.data, writer: 'inline' });
    const purged = await store.purge(Math.max(0, (Date.now() - ageMs) * 1000)).finally(() => store.close());
    terminal.stdout.write(json ? `${JSON.stringify({ purged })}\n` : `${purged} runs were forgotten.\n`);
    return 0;
  } catch (error) {
    throw error instanceof TrackerError ? new CommandError(error.message, 1) : error;
  }
}

/** `90d`, `12h`, `4w` in milliseconds. */
function parseAge(text: string): number {
  const [, count, unit = ''] = /^(\d{1,6})([hdw])$/.exec(text) ?? [];
  const unitMs = MS[unit];
  if (count === undefined || unitMs === undefined)
    throw new CommandError(`--older-than takes a time such as 90d, 12h or 4w, not "${text}"`, 2);
  return Number(count) * unitMs;
}
