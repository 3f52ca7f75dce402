/** The encodings of OTLP/HTTP. */
export type PayloadType = 'protobuf' | 'json';

/** The media type of each; a response has that of its request. */
export const MEDIA_TYPES: Readonly<Record<PayloadType, string>> = {
  protobuf: 'application/x-protobuf',
  json: 'application/json',
};

/** The encoding that a Content-Type header names, in whatever case and with whatever parameters. */
export function payloadTypeOf(contentType: string | undefined): PayloadType | undefined {
  const mediaType = contentType?.split(';', 1)[0]?.trim().toLowerCase();
  if (mediaType === MEDIA_TYPES.protobuf) return 'protobuf';
  return mediaType === MEDIA_TYPES.json ? 'json' : undefined;
}
