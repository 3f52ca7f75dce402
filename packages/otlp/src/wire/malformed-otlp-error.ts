/** What is wrong with the data; `wire_type`, `depth` and `field_number` are refused although other readers may skip them. */
export type MalformedReason =
  | 'truncated'
  | 'varint'
  | 'field_number'
  | 'wire_type'
  | 'group'
  | 'depth'
  | 'json'
  | 'shape';

/**
 * The bytes or the document are not OTLP. The message is one sentence that says where and why; it quotes no content.
 *
 * @example
 * try { readOtlpProto(bytes) } catch (error) { if (error instanceof MalformedOtlpError) reply(400, error.message) }
 */
export class MalformedOtlpError extends Error {
  override readonly name = 'MalformedOtlpError';
  readonly code = 'malformed_otlp';
  readonly reason: MalformedReason;

  /** @param where such as `byte 12` or `resourceSpans[0].scopeSpans`. */
  constructor(reason: MalformedReason, where: string, why: string) {
    super(`The OTLP data is malformed at ${where}: ${why}.`);
    this.reason = reason;
  }
}
