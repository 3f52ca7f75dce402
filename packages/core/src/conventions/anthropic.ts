import { GEN_AI, OTEL } from '@agent-attribution/semantic-conventions';
import type { SpanView } from '../span-view.js';
import type { Convention, ConventionRow } from './convention.js';
import { genAi, genAiOperationRows } from './gen-ai.js';
import { readText } from './read.js';

const SCOPE_PREFIX = 'com.anthropic.';
const PLATFORM_SERVICE = 'claude-platform';
/** `anthropic.tool_use search`, for server tools and MCP too. */
const TOOL_SPAN = /^anthropic\.(?:tool_use|custom_tool_use|mcp_tool_use)\s+(.+)$/;

/**
 * What Anthropic's SDK emits by itself: GenAI operations. Its usage counts the cache into the input, though the API's own
 * answers leave it out. The API may add spans of its own to the trace, which repeat what the client reports.
 */
const anthropic: Convention = {
  ...genAi,
  id: 'anthropic',
  agentName: (span, kind) => genAi.agentName?.(span, kind) ?? readText(span, 'anthropic.session.thread.id'),
  tokensRepeatClient: isPlatformSpan,
  finishReasons: (span) => {
    const reason = readText(span, 'anthropic.message.stop_reason');
    return reason === undefined ? (genAi.finishReasons?.(span) ?? []) : [reason];
  },
  toolName: (span) => readText(span, GEN_AI.toolName) ?? TOOL_SPAN.exec(span.name)?.[1],
};

/** Before the rows of GenAI, whose operations it uses. */
export const anthropicRows: readonly ConventionRow[] = genAiOperationRows('anthropic', anthropic).map(
  ofAnthropic,
);

function ofAnthropic(row: ConventionRow): ConventionRow {
  return {
    ...row,
    kind: (span, operation) =>
      span.scopeName.startsWith(SCOPE_PREFIX) || isPlatformSpan(span) ? row.kind(span, operation) : undefined,
  };
}

function isPlatformSpan(span: SpanView): boolean {
  return span.kind === 'server' && span.resourceAttribute(OTEL.serviceName) === PLATFORM_SERVICE;
}
