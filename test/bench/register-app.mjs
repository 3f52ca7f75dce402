/** Runs an agent with one model call again and again, and prints the median duration of a run in ms. */
import { Agent, Runner } from '@openai/agents-core';
import { OpenAIProvider } from '@openai/agents-openai';

const RUNS = 200;
const WARM_UP = 50;
const modelProvider = new OpenAIProvider({
  apiKey: 'none',
  baseURL: process.env.MODEL_URL,
  useResponses: false,
});
const runner = new Runner({ modelProvider, model: 'tiny' });
const agent = new Agent({ name: 'answerer', instructions: 'Answer.' });
const durations = [];
for (let run = 0; run < WARM_UP + RUNS; run += 1) {
  const start = performance.now();
  await runner.run(agent, 'Why?');
  if (run >= WARM_UP) durations.push(performance.now() - start);
}
const sorted = durations.toSorted((a, b) => a - b);
process.stderr.write(`MEDIAN ${sorted[RUNS / 2]} P95 ${sorted[RUNS * 0.95]}\n`);
