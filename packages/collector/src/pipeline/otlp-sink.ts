/** Takes enriched OTLP over; resolves when responsibility has passed (delivered, or safe in the exporter's own persistent queue). Must not reject. */
export interface OtlpSink {
  accept(payload: OtlpPayload): Promise<void>;
}

/** An export request as protobuf. */
export interface OtlpPayload {
  readonly signal: 'traces' | 'logs' | 'metrics';
  readonly body: Uint8Array;
  readonly spanCount: number;
}
