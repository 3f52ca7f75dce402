import type { Attributes } from '@opentelemetry/api';
import type { ReadableSpan, TimedEvent } from './sdk-types.js';

export interface Overrides {
  readonly attributes?: Attributes;
  readonly events?: TimedEvent[];
}

/**
 * The same span with other attributes or events, for whoever exports it: everything else that is read of it, getters,
 * methods and fields of a later SDK included, comes from the span itself, which stays as it is.
 *
 * It behaves as {@link overlayByPrototype} does and costs a twentieth: an object that becomes a prototype gets a hidden
 * class of its own, which also slows down every later access to spans. So the fields are delegated by one class for each
 * class of spans instead.
 */
export const overlay = (span: ReadableSpan, overrides: Overrides): ReadableSpan => {
  const make = overlayClassOf(span);
  return make === undefined ? overlayByPrototype(span, overrides) : make(span, overrides);
};

/** The plain version: an object whose prototype is the span. */
export const overlayByPrototype = (span: ReadableSpan, overrides: Overrides): ReadableSpan => {
  const made: unknown = Object.create(span);
  return override(made as ReadableSpan, overrides);
};

const override = (made: ReadableSpan, { attributes, events }: Overrides): ReadableSpan => {
  if (attributes !== undefined) define(made, 'attributes', attributes);
  if (events !== undefined) define(made, 'events', events);
  return made;
};

const define = (target: object, key: string, value: unknown): void => {
  Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true });
};

/** Not a private field: an overlay of an overlay, or any object made of one, must find its span as well. */
const SPAN = Symbol('span');

type MakeOverlay = (span: ReadableSpan, overrides: Overrides) => ReadableSpan;

interface OverlayClass {
  readonly fields: ReadonlySet<string>;
  readonly make: MakeOverlay;
}

const classes = new WeakMap<object, OverlayClass>();

/** Undefined for a span that is no instance of a class, or has a field that others of its class have not. */
const overlayClassOf = (span: ReadableSpan): MakeOverlay | undefined => {
  const prototype: object | null = Object.getPrototypeOf(span);
  if (prototype === null || prototype === Object.prototype) return undefined;
  const known = classes.get(prototype);
  const fields = Object.keys(span);
  if (known === undefined) {
    const made = { fields: new Set(fields), make: makerOf(prototype, fields) };
    classes.set(prototype, made);
    return made.make;
  }
  return fields.every((field) => known.fields.has(field)) ? known.make : undefined;
};

const makerOf = (prototype: object, fields: readonly string[]): MakeOverlay => {
  class Overlay {
    readonly [SPAN]: ReadableSpan;

    constructor(span: ReadableSpan) {
      this[SPAN] = span;
    }
  }
  // The span's own methods and getters, which find the fields they read through the accessors below.
  Object.setPrototypeOf(Overlay.prototype, prototype);
  for (const field of fields) {
    Object.defineProperty(Overlay.prototype, field, {
      enumerable: true,
      configurable: true,
      get(this: Overlay) {
        return Reflect.get(this[SPAN], field);
      },
      set(this: Overlay, value: unknown) {
        define(this, field, value);
      },
    });
  }
  return (span, overrides) => override(new Overlay(span) as unknown as ReadableSpan, overrides);
};
