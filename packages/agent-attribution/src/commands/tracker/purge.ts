import { TrackerError } from '@agent-attribution/tracker';
import { CommandError } from '../../command-error.js';
import type { Terminal } from '../../command-line.js';
import { parseAge } from '../../retention-options.js';
import { openKnownStore } from '../../server/open-store.js';
import { readInput } from './tracker-command.js';

/** Forgets the runs of a data folder or database that were first kept longer ago than `--older-than`. */
export async function purge(args: readonly string[], terminal: Terminal): Promise<number> {
  const { input, place, json } = readInput(
    { name: 'purge', options: { 'older-than': { required: true } } },
    args,
  );
  if (place.url !== undefined) {
    throw new CommandError(
      'purge works on a data folder or a database only: name it with --data or --database-url',
      2,
    );
  }
  const ageMs = parseAge('older-than', input.option('older-than') ?? '');
  try {
    const store = await openKnownStore(place.store);
    const purged = await store.purge(Math.max(0, (Date.now() - ageMs) * 1000)).finally(() => store.close());
    terminal.stdout.write(json ? `${JSON.stringify({ purged })}\n` : `${purged} runs were forgotten.\n`);
    return 0;
  } catch (error) {
    throw error instanceof TrackerError ? new CommandError(error.message, 1) : error;
  }
}
