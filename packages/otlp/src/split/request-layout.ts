/**
 * Where the parts of a request are, in so many numbers each: a request of thousands of spans is a few arrays. Offsets of
 * tag, body and end, and the index of the first child; each table ends with a row for what would come next.
 */
export interface RequestLayout {
  /** tagStart, start, end, first scope. */
  readonly resources: Uint32Array;
  /** tagStart, start, end, first span, first gap. */
  readonly scopes: Uint32Array;
  /** tagStart, start, end. */
  readonly spans: Uint32Array;
  /** start, end: what in a scope is no span, such as its name. A trace's spans are found without passing all others. */
  readonly gaps: Uint32Array;
}

/** Columns that resources, scopes and spans have in common, then those of their own. */
export const TAG_START = 0;
export const START = 1;
export const END = 2;
const FIRST_CHILD = 3;
const FIRST_GAP = 4;

export const RESOURCE_COLUMNS = 4;
export const SCOPE_COLUMNS = 5;
export const SPAN_COLUMNS = 3;
export const GAP_COLUMNS = 2;

/** How many there are; each table ends with a row for what would come next. */
export const resourceCount = ({ resources }: RequestLayout): number =>
  resources.length / RESOURCE_COLUMNS - 1;
export const scopeCount = ({ scopes }: RequestLayout): number => scopes.length / SCOPE_COLUMNS - 1;

/** Children of a row go up to those of the next. */
export const firstScope = ({ resources }: RequestLayout, resource: number): number =>
  resources[resource * RESOURCE_COLUMNS + FIRST_CHILD] ?? 0;
export const firstSpan = ({ scopes }: RequestLayout, scope: number): number =>
  scopes[scope * SCOPE_COLUMNS + FIRST_CHILD] ?? 0;
export const firstGap = ({ scopes }: RequestLayout, scope: number): number =>
  scopes[scope * SCOPE_COLUMNS + FIRST_GAP] ?? 0;

export class LayoutBuilder {
  readonly #resources: number[] = [];
  readonly #scopes: number[] = [];
  readonly #spans: number[] = [];
  readonly #gaps: number[] = [];
  /** Up to where the scope has been described. */
  #doneTo = 0;

  get spanCount(): number {
    return this.#spans.length / SPAN_COLUMNS;
  }

  resource(tagStart: number, start: number, end: number): void {
    this.#resources.push(tagStart, start, end, this.#scopes.length / SCOPE_COLUMNS);
  }

  scope(tagStart: number, start: number, end: number): void {
    this.#scopes.push(tagStart, start, end, this.spanCount, this.#gaps.length / GAP_COLUMNS);
    this.#doneTo = start;
  }

  span(tagStart: number, start: number, end: number): void {
    this.#gap(tagStart);
    this.#spans.push(tagStart, start, end);
    this.#doneTo = end;
  }

  endScope(end: number): void {
    this.#gap(end);
  }

  finish(): RequestLayout {
    this.resource(0, 0, 0);
    this.scope(0, 0, 0);
    return {
      resources: new Uint32Array(this.#resources),
      scopes: new Uint32Array(this.#scopes),
      spans: new Uint32Array(this.#spans),
      gaps: new Uint32Array(this.#gaps),
    };
  }

  #gap(end: number): void {
    if (end > this.#doneTo) this.#gaps.push(this.#doneTo, end);
  }
}
