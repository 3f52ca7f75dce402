import type { Judge, Step } from '@agent-attribution/core';
import { z } from 'zod';
import { promptFor } from './prompt.js';

export interface OpenAiJudgeOptions {
  /** Base URL of an OpenAI-compatible service (`https://host/v1`), or of its chat completions themselves. */
  readonly url: string;
  readonly model: string;
  /** Default: none is sent, as local services want it. */
  readonly apiKey?: string | undefined;
  /** Per attempt. Default 30,000. */
  readonly timeoutMs?: number;
  /** About how many tokens a run may take; longer texts are cut. Default 24,000. */
  readonly maxInputTokens?: number;
}

/** What asking has cost so far. */
export interface JudgeUsage {
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** A judge that a service answers for, and what it cost. */
export interface OpenAiJudge extends Judge {
  usage(): JudgeUsage;
}

const TIMEOUT_MS = 30_000;
const MAX_INPUT_TOKENS = 24_000;
const ATTEMPTS = 2;

const RESPONSE = z.object({
  choices: z
    .array(z.object({ message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }) }))
    .min(1),
  usage: z
    .object({ prompt_tokens: z.number().optional(), completion_tokens: z.number().optional() })
    .nullish(),
});

const RANKING = z.object({ ranking: z.array(z.number().int()) });

/**
 * Asks a chat model of any OpenAI-compatible service to rank the steps of a run. What may pass (no connection, no answer
 * in time, status 429 or 5xx) is tried once more; a refusal or an answer that cannot be read is not.
 *
 * @example
 * const judge = createOpenAiJudge({ url: 'http://localhost:11434/v1', model: 'qwen3' });
 */
export function createOpenAiJudge(options: OpenAiJudgeOptions): OpenAiJudge {
  const usage = { calls: 0, inputTokens: 0, outputTokens: 0 };
  return {
    usage: () => ({ ...usage }),
    rank: async (question: string, steps: readonly Step[]) => {
      const { system, user } = promptFor(question, steps, options.maxInputTokens ?? MAX_INPUT_TOKENS);
      const body = JSON.stringify({
        model: options.model,
        temperature: 0,
        messages: [
          { role: 'system', content: system },
          { role: 'user', content: user },
        ],
      });
      const response = RESPONSE.safeParse(await ask(options, body, () => (usage.calls += 1)));
      if (!response.success) throw new Error('its response is not a chat completion');
      usage.inputTokens += response.data.usage?.prompt_tokens ?? 0;
      usage.outputTokens += response.data.usage?.completion_tokens ?? 0;
      const message = response.data.choices[0]?.message;
      if (typeof message?.refusal === 'string') throw new Error('it refused to answer');
      return readRanking(message?.content ?? '');
    },
  };
}

async function ask(options: OpenAiJudgeOptions, body: string, count: () => void): Promise<unknown> {
  let failure = new Error('it was not asked');
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    count();
    try {
      const response = await fetch(endpointOf(options.url), {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(options.apiKey !== undefined && { authorization: `Bearer ${options.apiKey}` }),
        },
        body,
        signal: AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS),
      });
      if (response.ok) return await response.json();
      failure = new Error(`status ${response.status}`);
      if (response.status !== 429 && response.status < 500) break;
    } catch (error) {
      if (error instanceof SyntaxError) throw new Error('its response is not JSON', { cause: error });
      const isLate = error instanceof Error && error.name === 'TimeoutError';
      failure = new Error(isLate ? 'no answer in time' : 'no connection', { cause: error });
    }
  }
  throw failure;
}

const endpointOf = (url: string): string =>
  /\/chat\/completions\/?$/.test(url) ? url : `${url.replace(/\/+$/, '')}/chat/completions`;

/** Models wrap their JSON in words and fences. */
function readRanking(content: string): readonly number[] {
  const json = content.slice(content.indexOf('{'), content.lastIndexOf('}') + 1);
  try {
    return RANKING.parse(JSON.parse(json)).ranking;
  } catch (error) {
    throw new Error('its answer holds no ranking', { cause: error });
  }
}
