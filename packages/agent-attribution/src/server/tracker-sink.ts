import { setTimeout as wait } from 'node:timers/promises';
import type { OtlpPayload, OtlpSink, ServiceLog } from '@agent-attribution/collector';
import { readOtlpProto } from '@agent-attribution/otlp';
import { ingestTrace } from '@agent-attribution/tracker';
import type { TrackerActivity, TrackerStore } from '@agent-attribution/tracker';
import type { StoredTraces } from './stored-traces.js';
import { messageOf } from '../message-of.js';

export interface TrackerSinkOptions {
  readonly store: TrackerStore;
  readonly activity: TrackerActivity;
  /** Told of each trace that is on its way. */
  readonly stored: StoredTraces;
  readonly log: ServiceLog;
  /** How long after a failure the store is tried again, ms; doubles up to half a minute. Default 1,000. */
  readonly retryMs?: number;
}

const LONGEST_WAIT_MS = 30_000;

/**
 * Keeps attributed traces in the tracker. A trace is taken over when it is in the store: while the store cannot be
 * written, it waits with the pipeline. Log records are content, and were used; late spans join their run, and a revision
 * brings all of its trace along.
 */
export function createTrackerSink(options: TrackerSinkOptions): OtlpSink {
  const { store, activity, stored, log, retryMs = 1_000 } = options;
  let isFailing = false;
  const keep = async (traceId: string, { body, known }: OtlpPayload): Promise<void> => {
    const spans = [...(known === undefined ? [] : readOtlpProto(known).spans), ...readOtlpProto(body).spans];
    for (let waitMs = retryMs; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
      try {
        await ingestTrace(store, { spans }, activity);
        if (isFailing) log.warn('traces are stored again');
        isFailing = false;
        return;
      } catch (error) {
        // A store that answers takes other traces: this one would be refused again.
        if (await isWell(store))
          return log.error('a trace could not be stored', { traceId, error: messageOf(error) });
        if (!isFailing) log.error('traces cannot be stored and wait', { error: messageOf(error) });
        isFailing = true;
      }
      await wait(waitMs, undefined, { ref: false });
    }
  };
  return {
    accept: async (payload) => {
      if (payload.signal !== 'traces') return;
      const traceId = readOtlpProto(payload.body).spans[0]?.traceId;
      if (traceId !== undefined) await stored.add(traceId, keep(traceId, payload));
    },
  };
}

const isWell = (store: TrackerStore): Promise<boolean> =>
  store.check().then(
    () => true,
    () => false,
  );
