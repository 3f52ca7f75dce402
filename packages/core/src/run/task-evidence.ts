import type { PlainObject } from '../plain/values.js';

/** What a tool gave back, in full: a validator that sees an excerpt cannot tell a gap from a cut. */
export interface ToolEvidence {
  readonly toolName: string;
  readonly toolCallId?: string | undefined;
  readonly content: string;
  readonly url?: string | undefined;
  readonly title?: string | undefined;
  readonly createdAt?: string | undefined;
}

/** What one run left behind, whether it succeeded or not. */
export interface RunEvidence {
  readonly runId: string;
  readonly sessionId?: string | undefined;
  readonly outputText: string;
  readonly finishReason?: string | undefined;
  /** Everything that was recorded, in order. */
  readonly transcript: readonly TranscriptEntry[];
  readonly toolResults: readonly ToolEvidence[];
  readonly warnings: readonly string[];
}

export interface TranscriptEntry {
  readonly eventType: string;
  readonly role?: string | undefined;
  readonly content?: string | undefined;
  readonly toolName?: string | undefined;
  readonly toolCallId?: string | undefined;
  readonly finishReason?: string | undefined;
  readonly eventPayload?: PlainObject | undefined;
}

/** One agent's part in a team's work. */
export interface TeamNodeResult {
  readonly node: string;
  readonly success: boolean;
  readonly finishReason?: string | undefined;
  readonly error?: string | undefined;
}

/** Everything that a validator may look at to judge one attempt at a task. */
export interface TaskEvidencePacket {
  readonly taskId: string;
  /** From 1. */
  readonly attemptIndex: number;
  readonly mainRun: RunEvidence | null;
  readonly teamRuns: readonly RunEvidence[];
  readonly teamNodeResults: readonly TeamNodeResult[];
  readonly finalOutput: string;
}

const TOOL_RESULT_EVENT = 'tool_result_recorded';

/**
 * The evidence of a run from what was recorded of it. Events of type `tool_result_recorded` are tool results too; a
 * finish reason other than `stop` becomes a warning, so that an answer cut short is not taken for a whole one.
 */
export function runEvidenceFrom(
  run: Pick<RunEvidence, 'runId' | 'sessionId' | 'outputText' | 'finishReason'>,
  transcript: readonly TranscriptEntry[],
): RunEvidence {
  const reasons = [run.finishReason, ...transcript.map(({ finishReason }) => finishReason)];
  const unusual = new Set(
    reasons.filter((reason) => reason !== undefined && reason !== '' && reason !== 'stop'),
  );
  return {
    runId: run.runId,
    sessionId: run.sessionId,
    outputText: run.outputText,
    finishReason: run.finishReason,
    transcript,
    toolResults: transcript.filter(({ eventType }) => eventType === TOOL_RESULT_EVENT).map(toolEvidenceOf),
    warnings: Array.from(unusual, (reason) => `finish_reason=${reason}`),
  };
}

function toolEvidenceOf({ toolName, toolCallId, content, eventPayload = {} }: TranscriptEntry): ToolEvidence {
  const lifted = (key: string): string | undefined => {
    const value = eventPayload[key];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  return {
    toolName: toolName || 'tool',
    toolCallId,
    content: content ?? '',
    url: lifted('url'),
    title: lifted('title'),
    createdAt: lifted('created_at') ?? lifted('createdAt'),
  };
}

/** What to record beside a validation, so that it can be traced back to what the validator saw. */
export interface EvidenceMetadata {
  /** The main run first, then those of the team. */
  readonly evidenceRunIds: readonly string[];
  readonly evidenceSessionIds: readonly string[];
  readonly toolResultCount: number;
  /** Characters of the rendered evidence. */
  readonly evidenceLength: number;
}

export function evidenceMetadata(packet: TaskEvidencePacket, renderedEvidence: string): EvidenceMetadata {
  const runs = [packet.mainRun ?? [], packet.teamRuns].flat();
  return {
    evidenceRunIds: runs.map(({ runId }) => runId),
    evidenceSessionIds: runs.flatMap(({ sessionId }) => sessionId || []),
    toolResultCount: runs.reduce((sum, { toolResults }) => sum + toolResults.length, 0),
    evidenceLength: renderedEvidence.length,
  };
}
