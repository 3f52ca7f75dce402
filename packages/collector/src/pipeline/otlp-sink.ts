/** Takes enriched OTLP over; resolves when responsibility has passed (delivered, or safe in the exporter's own persistent queue). Must not reject. */
export interface OtlpSink {
  accept(payload: OtlpPayload): Promise<void>;
  /** Whether it has copied what it needs of a body when `accept` returns: the memory may then be used again. Default false. */
  readonly copiesBodies?: boolean;
  /**
   * Memory of so many bytes, if the sink has any, in which the body of the next payload may be written, up to its end:
   * `accept` need not copy it then. For sinks that copy bodies; nothing else may be asked of the sink in between.
   */
  reserve?(signal: OtlpPayload['signal'], bytes: number): Buffer | undefined;
}

/** An export request as protobuf. */
export interface OtlpPayload {
  readonly signal: 'traces' | 'logs' | 'metrics';
  readonly body: Uint8Array;
  readonly spanCount: number;
  /**
   * Of a later revision: all spans of its trace, as protobuf, for sinks that keep whole traces. They were handed over
   * before, so nothing of it is to be sent on.
   */
  readonly known?: Uint8Array | undefined;
}
