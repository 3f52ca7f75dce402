import type { ContentPolicyName } from '@agent-attribution/core';
import { applyContentPolicy, applyContentPolicyToLogs } from '@agent-attribution/otlp';
import type { OtlpPayload, OtlpSink } from './otlp-sink.js';
import type { PipelineCounters } from './pipeline-counters.js';

export interface SinkGateOptions {
  readonly sinks: readonly OtlpSink[];
  readonly contentPolicy: ContentPolicyName;
  readonly counts: PipelineCounters;
  readonly onError?: ((error: unknown) => void) | undefined;
}

/** The one gate that everything passes on its way out: nothing of content gets by that the policy does not let pass. */
export class SinkGate {
  readonly #options: SinkGateOptions;
  readonly #copiesBodies: boolean;
  #sendingBytes = 0;

  constructor(options: SinkGateOptions) {
    this.#options = options;
    this.#copiesBodies = options.sinks.every(({ copiesBodies }) => copiesBodies === true);
  }

  /** Bytes handed to the sinks and not taken over yet. */
  get sendingBytes(): number {
    return this.#sendingBytes;
  }

  /** Whether the memory of a body may be used again as soon as `send` returns. */
  get copiesBodies(): boolean {
    return this.#copiesBodies;
  }

  /** Resolves when every sink has taken the payload over, or was counted as one that failed to. */
  async send(payload: OtlpPayload): Promise<void> {
    const { sinks, counts } = this.#options;
    counts.sent_payloads += 1;
    counts.sent_spans += payload.spanCount;
    const allowed = this.#withoutContent(payload);
    const { length } = payload.body;
    this.#sendingBytes += length;
    const [only] = sinks;
    if (only !== undefined && sinks.length === 1) await this.#handTo(only, allowed);
    else await Promise.all(sinks.map((sink) => this.#handTo(sink, allowed)));
    this.#sendingBytes -= length;
  }

  async #handTo(sink: OtlpSink, payload: OtlpPayload): Promise<void> {
    try {
      await sink.accept(payload);
    } catch (error) {
      this.#options.counts.sink_errors += 1;
      this.#options.onError?.(error);
    }
  }

  #withoutContent(payload: OtlpPayload): OtlpPayload {
    const policy = this.#options.contentPolicy;
    if (policy === 'keep') return payload;
    const apply = payload.signal === 'logs' ? applyContentPolicyToLogs : applyContentPolicy;
    const { known } = payload;
    return { ...payload, body: apply(payload.body, policy), known: known && apply(known, policy) };
  }
}
