import type { Attributes } from '@opentelemetry/api';
import { SpanKind } from '@opentelemetry/api';
import type { NodeType } from '@agent-attribution/semantic-conventions';
import { GEN_AI } from '@agent-attribution/semantic-conventions';
import { idAttributes, present } from './attributes.js';
import { capturesContent } from './content.js';
import type { NodeHandle } from './node-handle.js';
import type { NodeDefinition } from './run-node.js';
import { runNode } from './run-node.js';
import type { WorkIds } from './scope.js';
import { hasIds, inheritIds } from './scope.js';
import { SpanHandle } from './span-handle.js';

/** Agents, turns and handoffs change what the nodes below see: they have wrappers of their own only. */
export type PlainNodeType = Exclude<NodeType, 'agent' | 'turn' | 'handoff'>;

export interface NodeOptions extends WorkIds {
  /** What the node is called: the workflow, the tool, the data source, the check; the model for `llm_call` and `embedding`. */
  readonly name?: string | undefined;
  readonly attributes?: Attributes | undefined;
  readonly captureContent?: boolean | undefined;
}

/**
 * Marks a node of a type by hand; `withLlmCall`, `withToolInvocation` and the checks know more about theirs. Ids given here are written on the span and inherited by the agents below, so a
 * `workflow` at the root says once what the whole run serves.
 *
 * @example await withNode('workflow', { name: 'publish', taskId: 'T-17' }, () => withAgent('writer', write));
 */
export const withNode = <R>(type: PlainNodeType, options: NodeOptions, fn: (node: NodeHandle) => R): R =>
  runNode(NODES[type], options, fn);

interface NodeShape {
  /** `gen_ai.operation.name`, where the GenAI conventions have one for it. */
  readonly operation?: string;
  readonly kind: SpanKind;
  /** The attribute that the conventions put the node's name in. */
  readonly nameAttribute?: string;
}

const SHAPES: Readonly<Record<PlainNodeType, NodeShape>> = {
  llm_call: { operation: 'chat', kind: SpanKind.CLIENT, nameAttribute: GEN_AI.requestModel },
  tool_invocation: { operation: 'execute_tool', kind: SpanKind.INTERNAL, nameAttribute: GEN_AI.toolName },
  workflow: { operation: 'invoke_workflow', kind: SpanKind.INTERNAL, nameAttribute: GEN_AI.workflowName },
  retrieval: { operation: 'retrieval', kind: SpanKind.CLIENT },
  embedding: { operation: 'embeddings', kind: SpanKind.CLIENT, nameAttribute: GEN_AI.requestModel },
  memory: { kind: SpanKind.CLIENT },
  guardrail: { kind: SpanKind.INTERNAL },
  quality_check: { kind: SpanKind.INTERNAL },
  budget_check: { kind: SpanKind.INTERNAL },
  stagnation_check: { kind: SpanKind.INTERNAL },
  step: { kind: SpanKind.INTERNAL },
};

const definitionOf = (nodeType: PlainNodeType): NodeDefinition<NodeOptions, NodeHandle> => {
  const { operation, kind, nameAttribute } = SHAPES[nodeType];
  const label = operation ?? nodeType;
  return {
    describe: (options, outer) => ({
      nodeType,
      name: options.name === undefined ? label : `${label} ${options.name}`,
      kind,
      attributes: {
        ...options.attributes,
        ...idAttributes(options),
        ...present({
          [GEN_AI.operationName]: operation,
          ...(nameAttribute === undefined ? {} : { [nameAttribute]: options.name }),
        }),
      },
      scope: hasIds(options) ? { ...outer, ...inheritIds(options, outer) } : undefined,
    }),
    open: (span, options) => new SpanHandle(span, capturesContent(options.captureContent)),
  };
};

const NODES: Readonly<Record<PlainNodeType, NodeDefinition<NodeOptions, NodeHandle>>> = {
  llm_call: definitionOf('llm_call'),
  tool_invocation: definitionOf('tool_invocation'),
  workflow: definitionOf('workflow'),
  retrieval: definitionOf('retrieval'),
  embedding: definitionOf('embedding'),
  memory: definitionOf('memory'),
  guardrail: definitionOf('guardrail'),
  quality_check: definitionOf('quality_check'),
  budget_check: definitionOf('budget_check'),
  stagnation_check: definitionOf('stagnation_check'),
  step: definitionOf('step'),
};
