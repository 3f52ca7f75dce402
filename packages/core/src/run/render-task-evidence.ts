import type { RunEvidence, TaskEvidencePacket, TeamNodeResult, ToolEvidence } from './task-evidence.js';

/**
 * The evidence as text for a validator: the same packet always gives the same text, nothing is cut, blank sections are
 * left out.
 */
export function renderTaskEvidence(packet: TaskEvidencePacket): string {
  return blocks([
    `Task evidence packet: ${fields({ task_id: packet.taskId, attempt: packet.attemptIndex })}`,
    section('Final output', [packet.finalOutput]),
    section('Main run evidence', packet.mainRun === null ? [] : [renderRun(packet.mainRun)]),
    section('Team run evidence', packet.teamRuns.map(renderRun)),
    section('Team node results', [packet.teamNodeResults.map(renderNode).join('\n')]),
  ]);
}

function renderRun({
  runId,
  sessionId,
  finishReason,
  outputText,
  warnings,
  toolResults,
}: RunEvidence): string {
  return [
    fields({ run_id: runId, session_id: sessionId, finish_reason: finishReason }),
    titled('output:', outputText),
    titled('warnings:', warnings.map((warning) => `- ${warning}`).join('\n')),
    titled('tool_results:', toolResults.map(renderToolResult).join('\n')),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function renderToolResult({ toolName, toolCallId, url, title, createdAt, content }: ToolEvidence): string {
  const head = fields({ tool_name: toolName, tool_call_id: toolCallId, url, title, created_at: createdAt });
  return content === '' ? `- ${head}` : `- ${head}\n${content}`;
}

function renderNode({ node, success, finishReason, error }: TeamNodeResult): string {
  return `- ${node}: ${fields({ success, finish_reason: finishReason, error })}`;
}

function fields(values: Readonly<Record<string, string | number | boolean | undefined>>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([key, value]) => `${key}=${value}`)
    .join(' ');
}

function section(title: string, parts: readonly string[]): string {
  return titled(title, blocks(parts));
}

function titled(title: string, body: string): string {
  return body.trim() === '' ? '' : `${title}\n${body}`;
}

function blocks(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}
