import { writeOtlpProto } from '@agent-attribution/otlp';
import type { SpanDocument } from '@agent-attribution/otlp';

/** A team whose researcher makes every second run fail. */
export interface LoadTrace {
  readonly traceId: string;
  readonly spans: readonly SpanDocument[];
  readonly fails: boolean;
}

export const SERVICE = 'load';
const SPANS_PER_REQUEST = 50;

const hex = (number: number, digits: number): string => number.toString(16).padStart(digits, '0');

/** A root with two agents, each with a model call and a tool; 7 spans. */
export function makeTrace(index: number, nowMs: number): LoadTrace {
  const traceId = hex(index + 1, 32);
  const fails = index % 2 === 0;
  const startMicros = nowMs * 1000 + index;
  const span = (
    number: number,
    parent: number | undefined,
    name: string,
    attributes: Readonly<Record<string, string>>,
    failure?: string,
  ): SpanDocument => ({
    traceId,
    spanId: hex((index + 1) * 100 + number, 16),
    parentSpanId: parent === undefined ? undefined : hex((index + 1) * 100 + parent, 16),
    name,
    startMicros: startMicros + number * 1000,
    endMicros: startMicros + 100_000 + number * 1000,
    attributes,
    resource: { 'service.name': SERVICE },
    ...(failure === undefined ? {} : { statusCode: 'error', statusMessage: failure }),
  });
  const agent = (number: number, parent: number | undefined, name: string, failure?: string): SpanDocument =>
    span(
      number,
      parent,
      `invoke_agent ${name}`,
      { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': name },
      failure,
    );
  const failure = fails ? 'search timed out after 30 s' : undefined;
  const chat = { 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'tiny' };
  const tool = { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': 'search' };
  return {
    traceId,
    fails,
    spans: [
      agent(1, undefined, 'coordinator', failure),
      agent(2, 1, 'researcher', failure),
      span(3, 2, 'chat tiny', chat),
      span(4, 2, 'execute_tool search', tool, failure),
      agent(5, 1, 'writer'),
      span(6, 5, 'chat tiny', chat),
      span(7, 5, 'execute_tool search', tool),
    ],
  };
}

/** Sends the spans of all traces interleaved, so that each trace is spread over several requests. */
export async function sendInterleaved(url: string, traces: readonly LoadTrace[]): Promise<void> {
  const longest = Math.max(...traces.map(({ spans }) => spans.length));
  const spans = Array.from({ length: longest }, (_, place) =>
    traces.flatMap((trace) => trace.spans[place] ?? []),
  ).flat();
  for (let from = 0; from < spans.length; from += SPANS_PER_REQUEST) {
    const response = await fetch(`${url}/v1/traces`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-protobuf' },
      body: Buffer.from(writeOtlpProto(spans.slice(from, from + SPANS_PER_REQUEST))),
    });
    if (!response.ok) throw new Error(`the agent tier answers ${response.status}`);
  }
}
