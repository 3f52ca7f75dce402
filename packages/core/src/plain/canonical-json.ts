const MAX_DEPTH = 200;

/**
 * JSON with sorted keys and no white space, so that equal data gives equal text: the form of RFC 8785 (keys by UTF-16
 * code units, numbers as ECMAScript prints them). Values that JSON does not know become strings, a cycle or a nesting
 * beyond 200 levels becomes a marker, so that any value has a form.
 */
export function canonicalJson(value: unknown): string {
  return render(value, [], 0);
}

function render(value: unknown, ancestors: object[], depth: number): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value === 'number') return Number.isFinite(value) ? JSON.stringify(value) : `"${String(value)}"`;
  if (typeof value === 'bigint' || typeof value === 'symbol') return JSON.stringify(String(value));
  if (typeof value !== 'object') return `"[${typeof value}]"`;
  if (value instanceof Date) return JSON.stringify(String(value.getTime()));
  if (depth >= MAX_DEPTH) return '"[deep]"';
  if (ancestors.includes(value)) return '"[circular]"';
  ancestors.push(value);
  const rendered = Array.isArray(value)
    ? `[${value.map((item) => render(item, ancestors, depth + 1)).join(',')}]`
    : `{${Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, item]) => `${JSON.stringify(key)}:${render(item, ancestors, depth + 1)}`)
        .join(',')}}`;
  ancestors.pop();
  return rendered;
}
