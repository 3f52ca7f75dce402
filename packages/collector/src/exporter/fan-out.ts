import type { OtlpSink } from '../pipeline/otlp-sink.js';

/** A sink that has taken a payload over when all of `sinks` have; none of them waits for another. */
export function createFanOut(sinks: readonly OtlpSink[]): OtlpSink {
  return {
    accept: async (payload) => {
      await Promise.all(sinks.map((sink) => sink.accept(payload)));
    },
  };
}
