import { Hono } from 'hono';
import type { EventHub, Subscription, TrackerEvent } from '../activity/event-hub.js';
import { ProblemError } from './problem.js';
import { refuseUnknown } from './query.js';

/** Bytes that wait for a client at most; one that reads slower is dropped and may come back with its last id. */
const MAX_WAITING_BYTES = 1_048_576;
const HEARTBEAT_MS = 15_000;

/** What happens, as it happens: server-sent events. */
export function createEventRoutes(events: EventHub, heartbeatMs: number = HEARTBEAT_MS): Hono {
  const routes = new Hono();
  routes.get('/api/events', (c) => {
    refuseUnknown(c.req.query(), []);
    const stream = streamOf(events, c.req.header('last-event-id'), heartbeatMs);
    if (stream === undefined)
      throw new ProblemError({ status: 503, detail: 'Too many clients listen already: try again later.' });
    return c.body(stream, 200, { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' });
  });
  return routes;
}

function streamOf(
  events: EventHub,
  lastEventId: string | undefined,
  heartbeatMs: number,
): ReadableStream<Uint8Array> | undefined {
  const encoder = new TextEncoder();
  let subscription: Subscription | undefined;
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => {
    clearInterval(timer);
    subscription?.close();
  };
  const stream = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const send = (text: string): boolean => {
          // The size left is negative once more waits than the client may leave unread.
          if ((controller.desiredSize ?? -1) < 0) {
            clearInterval(timer);
            controller.error(new Error('the client stopped reading'));
            return false;
          }
          controller.enqueue(encoder.encode(text));
          return true;
        };
        controller.enqueue(encoder.encode(': connected\n\n'));
        subscription = events.subscribe({ deliver: (event) => send(frameOf(event)) }, lastEventId);
        timer = setInterval(() => {
          if (!send(': heartbeat\n\n')) subscription?.close();
        }, heartbeatMs);
        timer.unref();
      },
      cancel: stop,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: MAX_WAITING_BYTES }),
  );
  if (subscription !== undefined) return stream;
  stop();
  return undefined;
}

const frameOf = ({ id, type, data }: TrackerEvent): string =>
  `id: ${id}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
