import type { ContentPolicyName } from '@agent-attribution/core';
import { type Allocate, applyContentPolicy, applyContentPolicyToLogs } from '@agent-attribution/otlp';
import type { OtlpPayload, OtlpSink } from './otlp-sink.js';
import type { PipelineCounters } from './pipeline-counters.js';
import { ScratchMemory } from './scratch-memory.js';

export interface SinkGateOptions {
  readonly sinks: readonly OtlpSink[];
  readonly contentPolicy: ContentPolicyName;
  readonly counts: PipelineCounters;
  readonly onError?: ((error: unknown) => void) | undefined;
}

/** The one gate that everything passes on its way out: nothing of content gets by that the policy does not let pass. */
export class SinkGate {
  readonly #options: SinkGateOptions;
  /**
   * Gives memory for the spans that are sent next, where the sinks have no use for a body once `send` has returned, else
   * undefined. It is given again for the next: what is written in it has to be sent before anything else is.
   */
  readonly lend: Allocate | undefined;
  readonly #scratch = new ScratchMemory();
  #sendingBytes = 0;

  constructor(options: SinkGateOptions) {
    this.#options = options;
    const { sinks } = options;
    const mayLend = sinks.every(({ copiesBodies }) => copiesBodies === true);
    this.lend = mayLend ? (bytes) => this.#reserve(bytes) : undefined;
  }

  /** Bytes handed to the sinks and not taken over yet. */
  get sendingBytes(): number {
    return this.#sendingBytes;
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

  /** Memory of the first sink that has any: the others copy from there. */
  #reserve(bytes: number): Buffer {
    for (const sink of this.#options.sinks) {
      const memory = sink.reserve?.('traces', bytes);
      if (memory !== undefined) return memory;
    }
    return this.#scratch.take(bytes);
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
