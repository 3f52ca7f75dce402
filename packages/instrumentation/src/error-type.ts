/**
 * `error.type` of a thrown value: its class name, which is what failure categories are told by. Libraries that subclass
 * without setting `name` are known by their constructor, platform errors (`AbortError`, `TimeoutError`) by their `name`.
 * `_OTHER`, the fallback the conventions name, when what was thrown is no error.
 */
export const errorTypeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return '_OTHER';
  return error.name !== 'Error' && error.name !== '' ? error.name : error.constructor.name;
};

export const errorMessageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
