/** Reads `OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT`; content leaves the process only when it is `true`. */
export const capturesContentIn = (env: Readonly<Record<string, string | undefined>>): boolean =>
  env['OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT']?.trim().toLowerCase() === 'true';

const capturesByDefault = capturesContentIn(process.env);

/** The option of one call wins over the environment. */
export const capturesContent = (option: boolean | undefined): boolean => option ?? capturesByDefault;

/** JSON of any value; what JSON cannot say (cycles, big integers) becomes its string form, never an exception. */
export const toJson = (value: unknown): string => {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
};

/** Text as the one message it is, in the shape of `gen_ai.input.messages`; anything else as the caller shaped it. */
export const toMessagesJson = (content: unknown, role: 'user' | 'assistant'): string =>
  toJson(typeof content === 'string' ? [{ role, parts: [{ type: 'text', content }] }] : content);

/** A tool's arguments or result: text as it is, anything else as JSON. */
export const toToolContent = (content: unknown): string =>
  typeof content === 'string' ? content : toJson(content);
