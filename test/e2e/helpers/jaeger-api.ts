/** A span as Jaeger's query API gives it to its pages. */
export interface JaegerSpan {
  readonly spanID: string;
  readonly operationName: string;
  readonly tags: readonly { readonly key: string; readonly value: unknown }[];
}

interface JaegerTrace {
  readonly traceID: string;
  readonly spans: readonly JaegerSpan[];
}

/** What a person does in Jaeger's pages: open a trace, search by tag. */
export class JaegerApi {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** Undefined when Jaeger does not know the trace. */
  async trace(traceId: string): Promise<readonly JaegerSpan[] | undefined> {
    const [trace] = await this.#ask(`/api/traces/${traceId}`);
    return trace?.spans;
  }

  /** Ids of the traces of a service that have a span with these tags. */
  async search(service: string, tags: Readonly<Record<string, string>>): Promise<readonly string[]> {
    const query = new URLSearchParams({ service, tags: JSON.stringify(tags), limit: '1500', lookback: '1h' });
    return (await this.#ask(`/api/traces?${query.toString()}`)).map(({ traceID }) => traceID);
  }

  async #ask(path: string): Promise<readonly JaegerTrace[]> {
    const response = await fetch(`${this.#url}${path}`);
    const body = (await response.json()) as { readonly data: readonly JaegerTrace[] | null };
    return body.data ?? [];
  }
}

export const tagOf = (span: JaegerSpan | undefined, key: string): unknown =>
  span?.tags.find((tag) => tag.key === key)?.value;
