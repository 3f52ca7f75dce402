import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startOtlpExporter } from '@agent-attribution/collector';
import { readOtlpProto } from '@agent-attribution/otlp';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startOtlpDestination } from '../helpers/otlp-destination.js';

const CHILD = new URL('exporting-child.mjs', import.meta.url).pathname;

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'exporter-crash-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

/** Runs the child until it has said so many names, then kills it. */
async function killAfter(names: number, endpoint: string): Promise<string[]> {
  const child = spawn(process.execPath, [CHILD, endpoint, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const taken: string[] = [];
  for await (const name of createInterface({ input: child.stdout })) {
    taken.push(name);
    if (taken.length === names) child.kill('SIGKILL');
  }
  if (child.signalCode === null) await once(child, 'exit');
  expect(child.signalCode).toBe('SIGKILL');
  return taken;
}

it.each([1, 40, 200])('what was taken over outlives kill -9 (after %i spans)', async (spans) => {
  const nobody = await startOtlpDestination();
  await nobody.close();
  const taken = await killAfter(spans, nobody.url);
  const destination = await startOtlpDestination();
  const exporter = await startOtlpExporter({
    protocol: 'http',
    endpoint: destination.url,
    queue: { directory },
  });
  await expect.poll(() => exporter.counters.queueBatches, { timeout: 20_000 }).toBe(0);
  await exporter.close();
  await destination.close();
  const delivered = destination.requests.flatMap(({ body }) =>
    readOtlpProto(body).spans.map((span) => span.name),
  );
  expect(delivered.slice(0, taken.length)).toEqual(taken);
  expect(delivered.length - taken.length).toBeLessThanOrEqual(1);
});
