/**
 * What we need to see of `@openai/agents-core`. Structural, so that the package stays optional and its version free;
 * everything about a span's data is read with care, since every field of it may be missing.
 */
export interface AgentsTrace {
  readonly traceId: string;
  readonly name: string;
  /** The conversation that several traces belong to. */
  readonly groupId: string | null;
}

export interface AgentsSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId: string | null;
  readonly spanData: AgentsSpanData;
  /** ISO 8601. */
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly error: AgentsSpanError | null;
}

export interface AgentsSpanError {
  readonly message: string;
  readonly data?: Readonly<Record<string, unknown>> | undefined;
}

export interface AgentsSpanData {
  readonly type: string;
}

/** A field of a span's data, whatever its type. */
export const fieldOf = (data: unknown, key: string): unknown =>
  typeof data === 'object' && data !== null ? Reflect.get(data, key) : undefined;

export const textOf = (data: unknown, key: string): string | undefined => {
  const value = fieldOf(data, key);
  return typeof value === 'string' && value !== '' ? value : undefined;
};

export const numberOf = (data: unknown, key: string): number | undefined => {
  const value = fieldOf(data, key);
  return typeof value === 'number' ? value : undefined;
};

export const listOf = (data: unknown, key: string): readonly unknown[] => {
  const value = fieldOf(data, key);
  return Array.isArray(value) ? value : [];
};
