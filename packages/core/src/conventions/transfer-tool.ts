import type { AttributeValue } from '../span-view.js';
import { isRecord, parseJson } from './read.js';

/** Tools by these names pass control to another agent; the rest of the name is the target. */
const TRANSFER_TOOL = /^(?:transfer_to|handoff_to|transfer_back_to)_(.+)$/i;

/** One tool for all targets, which names the target among its arguments. */
const TARGET_IN_ARGUMENTS = 'agent';
const TARGET_KEYS = ['agent_name', 'agentName', 'agent', 'to_agent', 'name'] as const;

export function isTransferTool(toolName: AttributeValue | undefined): toolName is string {
  return typeof toolName === 'string' && TRANSFER_TOOL.test(toolName);
}

/**
 * The agent to which a tool call passes control: `transfer_to_billing` names it, `transfer_to_agent` has it among its
 * arguments. Undefined when the tool is no transfer, or when the arguments are not recorded.
 */
export function transferTarget(
  toolName: AttributeValue | undefined,
  args: AttributeValue | undefined,
): string | undefined {
  const target = typeof toolName === 'string' ? TRANSFER_TOOL.exec(toolName)?.[1] : undefined;
  if (target?.toLowerCase() !== TARGET_IN_ARGUMENTS) return target;
  const values = typeof args === 'string' ? parseJson(args) : args;
  if (!isRecord(values)) return undefined;
  for (const key of TARGET_KEYS) {
    const name = values[key];
    if (typeof name === 'string' && name !== '') return name;
  }
  return undefined;
}
