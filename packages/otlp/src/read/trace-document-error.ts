export type TraceDocumentErrorCode =
  | 'empty_input'
  | 'too_large'
  | 'bad_gzip'
  | 'malformed_json'
  | 'malformed_protobuf'
  | 'unknown_format'
  | 'no_spans';

/** A document that no spans can be read from. The message is one sentence that says what is wrong with it. */
export class TraceDocumentError extends Error {
  override readonly name = 'TraceDocumentError';
  readonly code: TraceDocumentErrorCode;

  constructor(code: TraceDocumentErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
