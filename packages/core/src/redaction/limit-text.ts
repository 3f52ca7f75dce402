/**
 * The first `maxLength` UTF-16 code units of a text, or one less where the cut would split a surrogate pair (half a
 * character is invalid UTF-8 and makes some receivers refuse the whole batch). Shorter texts come back as they are.
 */
export function limitText(text: string, maxLength: number): string {
  const end = Math.max(0, Math.floor(maxLength));
  if (!(text.length > end)) return text;
  const splitsPair = isHighSurrogate(text.charCodeAt(end - 1)) && isLowSurrogate(text.charCodeAt(end));
  return text.slice(0, splitsPair ? end - 1 : end);
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}
