import type { EventHub, TrackerEvent, TrackerEventType } from '../activity/event-hub.js';
import { TrackerError } from '../tracker-error.js';
import { sendWebhook } from './send-webhook.js';
import { parseWebhookSecret, signedHeaders } from './signature.js';
import { parseWebhookTarget, publicLookup } from './target.js';
import { SYSTEM_CLOCK } from './webhook-clock.js';
import type { WebhookClock } from './webhook-clock.js';
import { WebhookQueue } from './webhook-queue.js';
import type { WebhookCounters, WebhookRetry } from './webhook-queue.js';

export interface WebhookOptions {
  /** Addresses that are told of every event. */
  readonly urls: readonly string[];
  /** `whsec_` and base64; each request is signed with each of them. At least one. */
  readonly secrets: readonly string[];
  /** Default: all. */
  readonly events?: readonly TrackerEventType[];
  /** Send to addresses of this machine and its networks as well, and without TLS. Default false. */
  readonly allowPrivateTargets?: boolean;
  readonly retry?: Partial<WebhookRetry>;
  /** Events that wait for one receiver, at most; the oldest makes room. Default 1,000. */
  readonly maxEvents?: number;
  /** Of one attempt. Default 10,000. */
  readonly timeoutMs?: number;
  /** Runs what sends, so that a tracing host can keep it out of its traces. Default: runs it. */
  readonly untraced?: <T>(send: () => T) => T;
  readonly clock?: WebhookClock;
  /** Told in one line when a receiver starts to fail and when it works again. */
  readonly log?: (line: string) => void;
}

export interface Webhooks {
  /** By the origin of the receiver's address, with a number behind it where several have the same. */
  readonly counters: ReadonlyMap<string, Readonly<WebhookCounters>>;
  /** Sends what is due and drops what is not delivered after `graceMs`, default 2,000. */
  close(graceMs?: number): Promise<void>;
}

const RETRY: WebhookRetry = { maxAttempts: 8, initialMs: 5_000, maxMs: 300_000 };
const CONCURRENCY = 4;
const GRACE_MS = 2_000;

/**
 * Tells receivers of what happens, in the manner of Standard Webhooks. Publishing an event waits for none of them.
 *
 * @throws {TrackerError} when an address or a secret cannot be used.
 *
 * @example
 * const webhooks = startWebhooks(activity.events, { urls: ['https://hooks.example/runs'], secrets: [secret] });
 * await webhooks.close();
 */
export function startWebhooks(events: EventHub, options: WebhookOptions): Webhooks {
  const { urls, secrets, allowPrivateTargets = false, log = () => {} } = options;
  const { clock = SYSTEM_CLOCK, timeoutMs = 10_000, untraced = (send) => send() } = options;
  if (secrets.length === 0)
    throw new TrackerError('invalid_option', 'Webhooks are signed: give a secret ("whsec_" and base64).');
  const keys = secrets.map(parseWebhookSecret);
  const wanted = options.events === undefined ? undefined : new Set(options.events);
  const stop = new AbortController();
  const lookup = allowPrivateTargets ? undefined : publicLookup();

  const queues = urls.map((text, index) => {
    const { url, name } = parseWebhookTarget(text, allowPrivateTargets);
    const queue = new WebhookQueue<Prepared>({
      send: ({ id, body }) => {
        const timestampSeconds = Math.floor(clock.now() / 1000);
        const headers = signedHeaders({ id, timestampSeconds, body }, keys);
        return untraced(() => sendWebhook({ url, headers, body, timeoutMs, lookup, signal: stop.signal }));
      },
      clock,
      retry: { ...RETRY, ...options.retry },
      maxEvents: options.maxEvents ?? 1_000,
      concurrency: CONCURRENCY,
      onEpisode: (line) => log(`the webhook to ${name} ${line}`),
    });
    return { label: urls.length === 1 ? name : `${name} ${index + 1}`, queue };
  });

  const subscription = events.subscribe({
    deliver: (event) => {
      if (wanted !== undefined && !wanted.has(event.type)) return true;
      const prepared = prepare(event, clock.now());
      for (const { queue } of queues) queue.push(prepared);
      return true;
    },
  });
  return {
    counters: new Map(queues.map(({ label, queue }) => [label, queue.counters])),
    async close(graceMs = GRACE_MS) {
      subscription?.close();
      await Promise.all(queues.map(({ queue }) => queue.close(graceMs)));
      stop.abort();
    },
  };
}

interface Prepared {
  readonly id: string;
  readonly body: string;
}

/** What is sent stays the same over all attempts, so that a receiver may compare. */
const prepare = ({ id, type, data }: TrackerEvent, nowMs: number): Prepared => ({
  id,
  body: JSON.stringify({ type, timestamp: new Date(nowMs).toISOString(), data }),
});
