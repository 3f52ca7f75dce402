import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ReadableSpan } from '@agent-attribution/sdk';
import { JsonTraceSerializer } from '@opentelemetry/otlp-transformer';
import type { Destination } from './diagnosis/index.js';

export interface Delivery {
  readonly destinations: readonly Destination[];
  /** OTLP/JSON. */
  readonly body: string;
}

/** A program that ends must not be seen to wait for us. */
const MAX_WAIT_MS = 1_000;
const SCRIPT = fileURLToPath(new URL('deliver.js', import.meta.url));

/**
 * Sends spans from within an `exit` listener, where nothing asynchronous runs any more: a short process does it. An app
 * that throws or calls `process.exit` is the one whose verdict is wanted most.
 */
export const deliverAtExit = (spans: readonly ReadableSpan[], destinations: readonly Destination[]): void => {
  if (spans.length === 0 || destinations.length === 0) return;
  // The serializer reads of a span what the SDKs' structural type declares.
  const bytes = JsonTraceSerializer.serializeRequest(
    spans as Parameters<typeof JsonTraceSerializer.serializeRequest>[0],
  );
  if (bytes === undefined) return;
  const delivery: Delivery = { destinations, body: Buffer.from(bytes).toString('utf8') };
  const { NODE_OPTIONS: _preloads, NODE_V8_COVERAGE: _coverage, ...env } = process.env;
  spawnSync(process.execPath, [SCRIPT], {
    input: JSON.stringify(delivery),
    stdio: ['pipe', 'ignore', 'ignore'],
    timeout: MAX_WAIT_MS,
    windowsHide: true,
    env,
  });
};
