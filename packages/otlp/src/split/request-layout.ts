/**
 * Where the parts of a request are, in so many numbers each: a request of thousands of spans is three arrays. Offsets of
 * tag, body and end, and the index of the first child; each table ends with a row for what would come next.
 */
export interface RequestLayout {
  /** tagStart, start, end, first scope. */
  readonly resources: Uint32Array;
  /** tagStart, start, end, first span. */
  readonly scopes: Uint32Array;
  /** tagStart, end. */
  readonly spans: Uint32Array;
}

export const NODE_COLUMNS = 4;
export const SPAN_COLUMNS = 2;

export class LayoutBuilder {
  readonly #resources: number[] = [];
  readonly #scopes: number[] = [];
  readonly #spans: number[] = [];

  resource(tagStart: number, start: number, end: number): void {
    this.#resources.push(tagStart, start, end, this.#scopes.length / NODE_COLUMNS);
  }

  scope(tagStart: number, start: number, end: number): void {
    this.#scopes.push(tagStart, start, end, this.#spans.length / SPAN_COLUMNS);
  }

  span(tagStart: number, end: number): void {
    this.#spans.push(tagStart, end);
  }

  finish(): RequestLayout {
    this.resource(0, 0, 0);
    this.scope(0, 0, 0);
    return {
      resources: Uint32Array.from(this.#resources),
      scopes: Uint32Array.from(this.#scopes),
      spans: Uint32Array.from(this.#spans),
    };
  }
}
