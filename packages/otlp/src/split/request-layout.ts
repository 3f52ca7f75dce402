import { OffsetList } from '../wire/offset-list.js';

/**
 * Where the parts of a request are, in so many numbers each: a request of thousands of spans is a few arrays. Offsets of
 * tag, body and end, and the index of the first child; each table ends with a row for what would come next.
 */
export interface RequestLayout {
  /** tagStart, start, end, first scope. */
  readonly resources: readonly number[];
  /** tagStart, start, end, first span, first gap. */
  readonly scopes: readonly number[];
  /** tagStart, start, end. */
  readonly spans: readonly number[];
  /** start, end: what in a scope is no span, such as its name. A trace's spans are found without passing all others. */
  readonly gaps: readonly number[];
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

/** Describes a request while it is gone through. */
class LayoutBuilder {
  readonly #resources = new OffsetList();
  readonly #scopes = new OffsetList();
  readonly #spans = new OffsetList();
  readonly #gaps = new OffsetList();
  /** Up to where the scope has been described. */
  #doneTo = 0;

  begin(): this {
    for (const list of [this.#resources, this.#scopes, this.#spans, this.#gaps]) list.clear();
    return this;
  }

  resource(tagStart: number, start: number, end: number): void {
    pushNode(this.#resources, tagStart, start, end);
    this.#resources.push(this.#scopes.length / SCOPE_COLUMNS);
  }

  scope(tagStart: number, start: number, end: number): void {
    pushNode(this.#scopes, tagStart, start, end);
    this.#scopes.push(this.#spans.length / SPAN_COLUMNS);
    this.#scopes.push(this.#gaps.length / GAP_COLUMNS);
    this.#doneTo = start;
  }

  span(tagStart: number, start: number, end: number): void {
    this.#gap(tagStart);
    pushNode(this.#spans, tagStart, start, end);
    this.#doneTo = end;
  }

  endScope(end: number): void {
    this.#gap(end);
  }

  finish(): RequestLayout {
    this.resource(0, 0, 0);
    this.scope(0, 0, 0);
    return {
      resources: this.#resources.copyFrom(0),
      scopes: this.#scopes.copyFrom(0),
      spans: this.#spans.copyFrom(0),
      gaps: this.#gaps.copyFrom(0),
    };
  }

  #gap(end: number): void {
    if (end <= this.#doneTo) return;
    this.#gaps.push(this.#doneTo);
    this.#gaps.push(end);
  }
}

const builder = new LayoutBuilder();
export type { LayoutBuilder };

/** One builder for all requests, whose memory is used again: each request is gone through without a pause. */
export function beginLayout(): LayoutBuilder {
  return builder.begin();
}

function pushNode(list: OffsetList, tagStart: number, start: number, end: number): void {
  list.push(tagStart);
  list.push(start);
  list.push(end);
}
