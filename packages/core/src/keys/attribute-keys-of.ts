import type { AttributeKeys } from './attribute-keys.js';
import { KEY_SLOTS, KeyList, NO_KEYS } from './attribute-keys.js';

/** Longer lists are not shared: they are of conventions that number their keys, and hardly ever come again. */
const MAX_KEYS = 64;
/** A longer key is no name that anybody chose, and its list is not shared. */
const MAX_KEY_CHARS = 128;
/** Keys in all lists together, after which the tree is grown anew: they come from whoever sends spans. */
const MAX_LEARNT = 32_768;

/** One key after another leads through the tree to the list of them all. */
class KeyNode {
  keys: AttributeKeys | undefined;
  /** Most lists go on in one way: that way is compared before any table is asked. */
  #key: string | undefined;
  #next: KeyNode | undefined;
  #others: Map<string, KeyNode> | undefined;

  after(key: string): KeyNode | undefined {
    return key === this.#key ? this.#next : this.#others?.get(key);
  }

  grow(key: string): KeyNode {
    const node = new KeyNode();
    if (this.#next === undefined) {
      this.#key = key;
      this.#next = node;
    } else (this.#others ??= new Map()).set(key, node);
    return node;
  }
}

let root = new KeyNode();
let learnt = 0;
let lists = 0;

/**
 * The object that stands for these keys in this order. The same list gives the same object, unless it has more than 64
 * keys or one of more than 128 characters, or so many others came in between that it was forgotten.
 *
 * @example
 * attributeKeys() { return attributeKeysOf(Object.keys(this.attributes)); }
 */
export function attributeKeysOf(list: readonly string[]): AttributeKeys {
  if (list.length === 0) return NO_KEYS;
  if (list.length > MAX_KEYS) return new KeyList(list, -1);
  let node = root;
  for (let at = 0; at < list.length; at++) {
    const key = list[at] ?? '';
    if (key.length > MAX_KEY_CHARS) return new KeyList(list, -1);
    node = node.after(key) ?? node.grow(key);
  }
  return node.keys ?? share(node, list);
}

/** The same for the keys of an object, which need not be listed for it, as long as they have been seen before. */
export function attributeKeysIn(attributes: object): AttributeKeys {
  let node: KeyNode | undefined = root;
  for (const key in attributes) {
    node = node.after(key);
    if (node === undefined) break;
  }
  return node?.keys ?? attributeKeysOf(Object.keys(attributes));
}

function share(node: KeyNode, list: readonly string[]): AttributeKeys {
  learnt += list.length;
  if (learnt > MAX_LEARNT) {
    root = new KeyNode();
    learnt = 0;
  }
  lists += 1;
  const keys = new KeyList([...list], lists % KEY_SLOTS);
  node.keys = keys;
  return keys;
}
