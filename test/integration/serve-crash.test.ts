import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeOtlpProto } from '@agent-attribution/otlp';
import { openSqliteStore } from '@agent-attribution/tracker';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { RunningCommand } from '../helpers/command.js';
import { spanDocument, spanId } from '../helpers/span-documents.js';

/** The long form is `npm run crash:serve`. */
const ROUNDS = Number(process.env['CRASH_ROUNDS'] ?? 3);
const SENDERS = 8;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'serve-crash-'));
});
afterAll(() => rm(folder, { recursive: true }));

const AGENT = { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': 'writer' };

async function start(): Promise<{ command: RunningCommand; otlp: string }> {
  const config = join(folder, 'serve.yaml');
  // So quick that the kill meets traces on every part of their way.
  await writeFile(
    config,
    `
receivers: { otlp: { protocols: { http: { endpoint: '127.0.0.1:0' } } } }
processors: { attribution: { quiet_period: 50ms, durability: os, on_shutdown: release } }
exporters:
tracker: { port: 0, data: '${join(folder, 'runs')}' }
service:
  pipelines: { traces: { receivers: [otlp], processors: [attribution], exporters: [] } }
  storage: { directory: '${join(folder, 'in-flight')}' }
`,
  );
  const command = new RunningCommand(['serve', '--config', config]);
  return { command, otlp: await command.said(/OTLP in\s+(\S+)\/v1\/traces/) };
}

/** Sends traces in three requests each, until nobody answers. Adds to `kept` what it was told is safe. */
async function send(otlp: string, prefix: string, kept: Map<string, string[]>): Promise<void> {
  for (let number = 0; ; number++) {
    const traceId = `${prefix}${number.toString(16)}`.padEnd(32, 'f');
    for (const span of [3, 2, 1]) {
      const parent = span === 1 ? {} : { parentSpanId: spanId(1) };
      const body = writeOtlpProto([
        spanDocument(span, { traceId, attributes: span === 1 ? AGENT : {}, ...parent }),
      ]);
      try {
        const { status } = await fetch(`${otlp}/v1/traces`, {
          method: 'POST',
          headers: { 'content-type': 'application/x-protobuf' },
          body: Buffer.from(body),
        });
        if (status === 200) kept.set(traceId, [...(kept.get(traceId) ?? []), spanId(span)]);
      } catch {
        return;
      }
    }
  }
}

it(
  'a killed serve has every acknowledged span in its tracker after the next start',
  async () => {
    const kept = new Map<string, string[]>();
    for (let round = 1; round <= ROUNDS; round++) {
      const { command, otlp } = await start();
      const senders = Array.from({ length: SENDERS }, (_, sender) =>
        send(otlp, `${round.toString(16).padStart(2, '0')}${sender}a`, kept),
      );
      await sleep(300 + Math.random() * 700);
      await command.stop('SIGKILL');
      await Promise.all(senders);
    }
    const { command } = await start();
    expect(await command.stop()).toBe(0);
    const store = await openSqliteStore({ dataDir: join(folder, 'runs'), writer: 'inline' });
    const missing: string[] = [];
    for (const [traceId, spanIds] of kept) {
      const stored = new Set((await store.spansOf(traceId)).map((span) => span.spanId));
      missing.push(...spanIds.filter((id) => !stored.has(id)).map((id) => `${traceId}/${id}`));
    }
    await store.close();
    expect(missing).toEqual([]);
    expect(kept.size).toBeGreaterThan(ROUNDS * SENDERS);
  },
  30_000 + ROUNDS * 10_000,
);
