import { type AttributeKeys, attributeKeysOf } from '@agent-attribution/core';
import { decodeKey } from './any-value.js';
import { plainKeyAt } from './plain-key.js';

/** Longer lists are not learnt: they are of conventions that number their keys, and hardly ever come again. */
const MAX_KEYS = 64;
/** Ways on from one key that are learnt. */
const MAX_WAYS = 16;
/** Keys of all lists that are learnt, after which the tree is grown anew: keys come from whoever sends spans. */
const MAX_LEARNT = 32_768;

/** One key after another, as bytes, leads through the tree to the list of them all. */
class KeyNode {
  keys: AttributeKeys | undefined;
  readonly #names: DataView[] = [];
  readonly #nodes: KeyNode[] = [];

  after(bytes: DataView, start: number, size: number): KeyNode | undefined {
    for (let way = 0; way < this.#names.length; way++) {
      const name = this.#names[way];
      if (name !== undefined && name.byteLength === size && isSame(name, bytes, start, size)) {
        return this.#nodes[way];
      }
    }
    return undefined;
  }

  grow(name: DataView): KeyNode | undefined {
    if (this.#names.length === MAX_WAYS) return undefined;
    const node = new KeyNode();
    this.#names.push(name);
    this.#nodes.push(node);
    return node;
  }
}

let root = new KeyNode();
let learnt = 0;

/** Attributes that have been checked, as bytes. */
export interface AttributeBytes {
  readonly bytes: Buffer;
  /** Of the same memory: it reads four bytes at once. */
  readonly view: DataView;
  /** Start and end of each KeyValue, one after the other. */
  readonly ranges: readonly number[];
}

/**
 * The keys of attributes. Spans made by the same code have the same keys, so their bytes are compared with those of lists
 * that came before; only a list that is new is decoded.
 *
 * @param from where in the ranges those of this span begin
 * @param to where they end
 */
export function keysOf(attributes: AttributeBytes, from: number, to: number): AttributeKeys {
  const { bytes, view, ranges } = attributes;
  let node = root;
  for (let at = from; at < to; at += 2) {
    const start = plainKeyAt(bytes, ranges[at] ?? 0, ranges[at + 1] ?? 0);
    const next = start < 0 ? undefined : node.after(view, start, bytes[start - 1] ?? 0);
    if (next === undefined) return learn(attributes, from, to);
    node = next;
  }
  return node.keys ?? learn(attributes, from, to);
}

function learn(attributes: AttributeBytes, from: number, to: number): AttributeKeys {
  const { bytes, ranges } = attributes;
  const list: string[] = [];
  for (let at = from; at < to; at += 2) list.push(decodeKey(bytes, ranges[at] ?? 0, ranges[at + 1] ?? 0));
  const keys = attributeKeysOf(list);
  const node = list.length > MAX_KEYS ? undefined : growTo(attributes, from, to);
  if (node !== undefined) node.keys = keys;
  return keys;
}

/** The node of a list; undefined when it cannot be learnt. */
function growTo({ bytes, view, ranges }: AttributeBytes, from: number, to: number): KeyNode | undefined {
  if (learnt > MAX_LEARNT) {
    root = new KeyNode();
    learnt = 0;
  }
  learnt += (to - from) / 2;
  let node: KeyNode | undefined = root;
  for (let at = from; at < to && node !== undefined; at += 2) {
    const start = plainKeyAt(bytes, ranges[at] ?? 0, ranges[at + 1] ?? 0);
    if (start < 0) return undefined;
    const size = bytes[start - 1] ?? 0;
    node =
      node.after(view, start, size) ??
      node.grow(new DataView(Uint8Array.prototype.slice.call(bytes, start, start + size).buffer));
  }
  return node;
}

/** Compares four bytes at a time, from the end: keys of one convention begin alike. What is left at the start overlaps. */
function isSame(name: DataView, bytes: DataView, start: number, size: number): boolean {
  if (size < 4) {
    for (let at = 0; at < size; at++) if (name.getUint8(at) !== bytes.getUint8(start + at)) return false;
    return true;
  }
  for (let at = size - 4; at > 0; at -= 4) if (name.getInt32(at) !== bytes.getInt32(start + at)) return false;
  return name.getInt32(0) === bytes.getInt32(start);
}
