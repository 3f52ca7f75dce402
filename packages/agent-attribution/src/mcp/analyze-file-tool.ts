import { attributeTrace } from '@agent-attribution/core';
import { groupByTrace } from '@agent-attribution/otlp';
import { z } from 'zod';
import { CommandError } from '../command-error.js';
import { readInput } from '../commands/read-input.js';
import { PLAIN } from '../render/palette.js';
import { renderReport } from '../render/report-text.js';
import { defineTool } from './mcp-tool.js';
import type { McpTool } from './mcp-tool.js';

/** Needs no tracker: reads the file and attributes what is in it. */
export const ANALYZE_FILE_TOOL: McpTool = defineTool({
  name: 'analyze_file',
  title: 'Analyze a trace file',
  description:
    'Attributes the traces of a file or folder: OTLP as JSON, JSON lines or protobuf, or Jaeger JSON, also gzipped. One trace: its verdict in full; several: a line each.',
  input: z.strictObject({
    path: z.string().min(1).describe('Path of the file or folder.'),
    trace_id: z.string().optional().describe('One trace of several, in full.'),
  }),
  async answer({ path, trace_id }, { terminal }) {
    // Standard input carries the protocol.
    if (path === '-') throw new CommandError('path must be a file or a folder, not "-"', 2);
    const { spans, warnings } = await readInput(path, 'auto', terminal);
    const traces = groupByTrace(spans);
    const chosen = trace_id === undefined ? [...traces.values()] : [traces.get(trace_id) ?? []];
    const reports = chosen
      .filter((trace) => trace.length > 0)
      .map((trace) => attributeTrace(trace, { completion: 'file' }));
    const [only] = reports;
    if (only === undefined) throw new CommandError(`${path} holds no spans of that trace`, 2);
    const lines =
      reports.length === 1
        ? [renderReport(only, PLAIN)]
        : [
            `${reports.length} traces; give trace_id for one in full:`,
            ...reports.map(({ traceId, summary }) => `${traceId}  ${summary}`),
          ];
    return [...lines, ...warnings.map((warning) => `warning: ${warning}`)].join('\n');
  },
});
