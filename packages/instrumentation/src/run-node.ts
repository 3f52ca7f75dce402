import type { Attributes, Context, Span, SpanKind, Tracer } from '@opentelemetry/api';
import { context, diag, trace } from '@opentelemetry/api';
import type { NodeType } from '@agent-attribution/semantic-conventions';
import { ATTRIBUTION_INPUT } from '@agent-attribution/semantic-conventions';
import { activeTracer } from './activation.js';
import { errorMessageOf } from './error-type.js';
import type { NodeHandle } from './node-handle.js';
import { NOOP_HANDLE } from './noop-handle.js';
import type { Scope } from './scope.js';
import { scopeOf, withScope } from './scope.js';
import type { SpanHandle } from './span-handle.js';

/** How one kind of node becomes a span. Nothing of it runs when nothing is recorded. */
export interface NodeDefinition<O, H extends NodeHandle> {
  describe(options: O, outer: Scope): NodeDescription;
  open(span: Span, options: O, scope: Scope): SpanHandle & H;
}

export interface NodeDescription {
  readonly nodeType: NodeType;
  readonly name: string;
  readonly kind: SpanKind;
  readonly attributes: Attributes;
  /** What the nodes below see, where it differs from what this one saw. */
  readonly scope?: Scope | undefined;
}

/** Frames around nodes are no nodes of a turn. */
const FRAMES: ReadonlySet<NodeType> = new Set(['agent', 'turn', 'workflow']);

/**
 * Runs `fn` inside a span. Its result is returned unchanged: a promise is returned as the same object, and the span
 * ends before those who wait for it go on. What it throws is recorded and thrown again.
 */
export const runNode = <O, H extends NodeHandle, R>(
  definition: NodeDefinition<O, H>,
  options: O,
  fn: (handle: H) => R,
): R => {
  const tracer = activeTracer();
  // The shared handle has the methods of every kind of handle.
  if (tracer === undefined) return fn(NOOP_HANDLE as unknown as H);
  return runRecorded(tracer, definition, options, fn);
};

const runRecorded = <O, H extends NodeHandle, R>(
  tracer: Tracer,
  definition: NodeDefinition<O, H>,
  options: O,
  fn: (handle: H) => R,
): R => {
  const node = openNode(tracer, definition, options, context.active());
  // Not sampled: what runs inside must still see this span, so that it is not sampled either.
  if (node.handle === undefined) return context.with(node.inside, fn, undefined, NOOP_HANDLE as unknown as H);
  const { handle, inside } = node;
  let result: R;
  try {
    result = context.with(inside, fn, undefined, handle);
  } catch (error) {
    failNode(handle, error);
    throw error;
  }
  return whenSettled(handle, result);
};

/**
 * Starts a node that no function call encloses; the caller ends it with {@link succeedNode} or {@link failNode}. The
 * handle is undefined when the span is not recorded.
 */
export const openNode = <O, H extends NodeHandle>(
  tracer: Tracer,
  definition: NodeDefinition<O, H>,
  options: O,
  parent: Context,
): { readonly handle: (SpanHandle & H) | undefined; readonly inside: Context } => {
  try {
    const outer = scopeOf(parent);
    const { nodeType, name, kind, attributes, scope } = definition.describe(options, outer);
    attributes[ATTRIBUTION_INPUT.nodeType] = nodeType;
    const span = tracer.startSpan(name, { kind, attributes }, parent);
    if (!FRAMES.has(nodeType)) outer.turn?.nodeTypes.add(nodeType);
    const inSpan = trace.setSpan(parent, span);
    const inside = scope === undefined ? inSpan : withScope(inSpan, scope);
    const handle = span.isRecording() ? definition.open(span, options, scope ?? outer) : undefined;
    return { handle, inside };
  } catch (error) {
    reportFailure(error);
    return { handle: undefined, inside: parent };
  }
};

const whenSettled = <R>(handle: SpanHandle, result: R): R => {
  if (result instanceof Promise) {
    result.then(
      (value: unknown) => succeedNode(handle, value),
      (error: unknown) => failNode(handle, error),
    );
    return result;
  }
  if (isThenable(result)) {
    // A lazy thenable (a query builder) starts its work with every `then`: adopt it once and hand that on.
    return whenSettled(handle, Promise.resolve(result)) as R;
  }
  succeedNode(handle, result);
  return result;
};

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';

/** Telling about the work must never fail the work: span processors of others may throw from here. */
export const succeedNode = (handle: SpanHandle, value: unknown): void => {
  try {
    handle.settle(value);
    handle.end();
  } catch (error) {
    reportFailure(error);
  }
};

export const failNode = (handle: SpanHandle, cause: unknown): void => {
  try {
    handle.fail(cause);
    handle.end();
  } catch (error) {
    reportFailure(error);
  }
};

const reportFailure = (error: unknown): void =>
  diag.error('agent-attribution: a node could not be recorded', errorMessageOf(error));
