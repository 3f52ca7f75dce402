import { CommandError } from '../command-error.js';
import type { Terminal } from '../command-line.js';
import { createOpenAiJudge } from './openai-judge.js';
import type { OpenAiJudge } from './openai-judge.js';

/**
 * The judge that the command line names; undefined when it names none, which is the default: a variable that somebody set
 * once must not send the texts of a trace anywhere. Model and key are read from the environment, where keys belong.
 *
 * @throws CommandError (2) when it is named by half
 */
export function judgeOf(url: string | undefined, { env }: Pick<Terminal, 'env'>): OpenAiJudge | undefined {
  if (url === undefined) return undefined;
  if (!URL.canParse(url) || !/^https?:/.test(url)) {
    throw new CommandError(`--judge takes the http(s) URL of an OpenAI-compatible service, not "${url}"`, 2);
  }
  const model = env['AGENT_ATTRIBUTION_JUDGE_MODEL'];
  if (model === undefined || model === '') {
    throw new CommandError('a judge needs a model: set AGENT_ATTRIBUTION_JUDGE_MODEL', 2);
  }
  return createOpenAiJudge({ url, model, apiKey: env['AGENT_ATTRIBUTION_JUDGE_API_KEY'] });
}
