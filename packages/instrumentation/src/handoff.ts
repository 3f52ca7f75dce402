import { SpanKind } from '@opentelemetry/api';
import { ATTRIBUTION_INPUT, GEN_AI } from '@agent-attribution/semantic-conventions';
import { present } from './attributes.js';
import { capturesContent } from './content.js';
import type { NodeHandle } from './node-handle.js';
import type { NodeDefinition } from './run-node.js';
import { runNode } from './run-node.js';
import { SpanHandle } from './span-handle.js';

export interface HandoffOptions {
  /** The agent that receives control. */
  readonly to: string;
  /** Default: the enclosing agent. */
  readonly from?: string | undefined;
  readonly reason?: string | undefined;
  readonly captureContent?: boolean | undefined;
}

/**
 * Marks a handoff of control and runs what prepares or performs it: span `handoff {to}`.
 *
 * @example await withHandoff({ to: 'writer' }, () => withAgent('writer', write));
 */
export const withHandoff = <R>(options: HandoffOptions, fn: (handoff: NodeHandle) => R): R =>
  runNode(HANDOFF, options, fn);

/** Leaves a record of a handoff that takes no time of its own; the receiving agent follows as a sibling. */
export const recordHandoff = (options: HandoffOptions): void => withHandoff(options, () => {});

const HANDOFF: NodeDefinition<HandoffOptions, NodeHandle> = {
  describe: ({ to, from, reason }, outer) => ({
    nodeType: 'handoff',
    name: `handoff ${to}`,
    kind: SpanKind.INTERNAL,
    attributes: present({
      [GEN_AI.handoffSourceName]: from ?? outer.agent?.name,
      [GEN_AI.handoffTargetName]: to,
      [ATTRIBUTION_INPUT.callReason]: reason,
    }),
  }),
  open: (span, options) => new SpanHandle(span, capturesContent(options.captureContent)),
};
