import { CommandError } from '../command-error.js';
import type { Terminal } from '../command-line.js';
import { createOpenAiJudge } from './openai-judge.js';
import type { OpenAiJudge } from './openai-judge.js';

/**
 * The judge that the command line or the environment names; undefined when neither does, which is the default: no text of
 * a trace leaves the machine unless told to. @throws CommandError (2) when it is named by half
 */
export function judgeOf(told: string | undefined, { env }: Pick<Terminal, 'env'>): OpenAiJudge | undefined {
  const url = told ?? env['AGENT_ATTRIBUTION_JUDGE_URL'];
  if (url === undefined || url === '') return undefined;
  if (!URL.canParse(url) || !/^https?:/.test(url)) {
    throw new CommandError(`--judge takes the http(s) URL of an OpenAI-compatible service, not "${url}"`, 2);
  }
  const model = env['AGENT_ATTRIBUTION_JUDGE_MODEL'];
  if (model === undefined || model === '') {
    throw new CommandError('a judge needs a model: set AGENT_ATTRIBUTION_JUDGE_MODEL', 2);
  }
  return createOpenAiJudge({ url, model, apiKey: env['AGENT_ATTRIBUTION_JUDGE_API_KEY'] });
}
