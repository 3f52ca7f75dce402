import {
  withBudgetCheck,
  withNode,
  withQualityCheck,
  withStagnationCheck,
} from '@agent-attribution/instrumentation';
import { detectStagnation, toolFingerprint } from '@agent-attribution/core';
import type { FingerprintedTurn } from '@agent-attribution/core';
import {
  Agent,
  Runner,
  addTraceProcessor,
  setTraceProcessors,
  setTracingDisabled,
  tool,
} from '@openai/agents-core';
import type { RunContext } from '@openai/agents-core';
import { AgentsTracingProcessor } from '@agent-attribution/instrumentation/openai-agents';
import { OpenAIProvider } from '@openai/agents-openai';
import { z } from 'zod';
import { QUESTION } from './scenarios.js';
import type { Scenario } from './scenarios.js';

const TOOL_TIMEOUT_MS = 150;

/** The team stopped itself: a check said that going on makes no sense. */
class RunStopped extends Error {
  override readonly name = 'RunStopped';
}

/**
 * Three agents of the OpenAI Agents SDK write a report: a planner hands over to a researcher, whose findings go to a
 * writer. Around them stand the checks that a careful team has: a budget before and a stagnation check after each tool,
 * a quality gate at the end.
 *
 * @throws whatever made the run fail, as the runtime throws it
 */
export async function runTeam(scenario: Scenario, modelUrl: string): Promise<string> {
  setTracingDisabled(false);
  setTraceProcessors([]);
  const tracing = new AgentsTracingProcessor({ captureContent: true });
  addTraceProcessor(tracing);
  const modelProvider = new OpenAIProvider({ apiKey: 'none', baseURL: modelUrl, useResponses: false });
  const runner = new Runner({ modelProvider, model: 'scripted-model', workflowName: 'report team' });
  const { planner, writer } = assembleTeam(scenario);

  try {
    return await withNode(
      'workflow',
      { name: 'quarterly report', taskId: 'task-eurusd-2026-q3' },
      async (run) => {
        const research = await runner.run(planner, QUESTION);
        const report = await runner.run(writer, `${QUESTION}\n\nFindings:\n${research.finalOutput ?? ''}`);
        const text = report.finalOutput ?? '';
        const { verdict } = withQualityCheck({ name: 'report gate' }, () => judge(text));
        run.setOutcome(verdict === 'correct' ? 'success' : 'failure');
        return text;
      },
    );
  } finally {
    // A run that throws leaves its trace to be ended later than this program waits.
    await tracing.shutdown();
  }
}

function assembleTeam({ rates, tokenBudget }: Scenario): { planner: Agent; writer: Agent } {
  const turns: FingerprintedTurn[] = [];
  const guarded = async (
    name: string,
    args: unknown,
    context: RunContext | undefined,
    work: () => Promise<unknown>,
  ): Promise<unknown> => {
    const used = context?.usage.totalTokens ?? 0;
    if (withBudgetCheck({ limit: tokenBudget, used, unit: 'tokens' })) {
      throw new RunStopped(`the token budget of ${tokenBudget} is exhausted`);
    }
    const result = await work();
    turns.push({ fingerprints: [toolFingerprint(name, args)] });
    const { verdict } = withStagnationCheck({}, () => {
      const found = detectStagnation(turns, { maxCorrections: 0 });
      return { ...found, reason: found.reason ?? undefined };
    });
    if (verdict === 'terminate') throw new RunStopped('stagnation: the same tool call over and over');
    return result;
  };

  const fetchRates = tool({
    name: 'fetch_rates',
    description: 'Opening and closing rate of a quarter',
    parameters: z.object({ quarter: z.string() }),
    timeoutMs: TOOL_TIMEOUT_MS,
    timeoutBehavior: 'raise_exception',
    errorFunction: null,
    execute: (args, context) =>
      guarded('fetch_rates', args, context, async () => {
        await new Promise((resolve) => {
          setTimeout(resolve, rates.latencyMs).unref();
        });
        return rates.answer(args.quarter);
      }),
  });
  const renderReport = tool({
    name: 'render_report',
    description: 'Lays out the report',
    parameters: z.object({ quarter: z.string(), open: z.unknown(), close: z.unknown() }),
    errorFunction: null,
    execute: (args, context) =>
      guarded('render_report', args, context, async () => {
        for (const field of ['open', 'close'] as const) {
          if (typeof args[field] !== 'number')
            throw new TypeError(`render_report: "${field}" is not a number: ${String(args[field])}`);
        }
        return { pages: 1 };
      }),
  });

  const researcher = new Agent({
    name: 'researcher',
    instructions: 'You are the researcher. Find the figures and say where they come from.',
    handoffDescription: 'Finds figures.',
    tools: [fetchRates],
  });
  const planner = new Agent({
    name: 'planner',
    instructions: 'You are the planner. Decide who works on the request and hand over.',
    handoffs: [researcher],
  });
  const writer = new Agent({
    name: 'writer',
    instructions: 'You are the writer. Lay out the report with the figures you are given.',
    tools: [renderReport],
  });
  return { planner, writer };
}

function judge(report: string): { verdict: 'correct' | 'incorrect'; confidence: number; reason: string } {
  const namesSource = /^source:/im.test(report);
  return {
    verdict: namesSource ? 'correct' : 'incorrect',
    confidence: 0.9,
    reason: namesSource ? 'the report names its source' : 'the report does not name its source',
  };
}
