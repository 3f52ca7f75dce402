/**
 * An app that knows nothing of tracing: a planner hands over to a researcher, who has one tool. `ENDING` says how it
 * ends: it catches what its agents throw, lets it through, or leaves by `process.exit(3)` or by a signal.
 */
import { Agent, Runner, tool } from '@openai/agents-core';
import { OpenAIProvider } from '@openai/agents-openai';
import { z } from 'zod';

const { MODEL_URL, ENDING, TOOL } = process.env;

const fetchRates = tool({
  name: 'fetch_rates',
  description: 'Rates of a quarter',
  parameters: z.object({ quarter: z.string() }),
  errorFunction: null,
  execute: async () => {
    if (TOOL === 'works') return { open: 1.1, close: 1.2 };
    throw new Error('the rates service does not answer');
  },
});
const researcher = new Agent({ name: 'researcher', instructions: 'Find the rates.', tools: [fetchRates] });
const planner = new Agent({ name: 'planner', instructions: 'Hand over.', handoffs: [researcher] });

const modelProvider = new OpenAIProvider({ apiKey: 'none', baseURL: MODEL_URL, useResponses: false });
const runner = new Runner({ modelProvider, model: 'tiny' });

process.on('exit', (code) => console.log(`leaving with ${code}`));
if (ENDING === 'handled signal') {
  process.on('SIGTERM', () => {
    console.log('told to end');
    process.exit(7);
  });
}
const run = runner.run(planner, 'What were the rates?');
if (ENDING === 'throw') console.log((await run).finalOutput);
try {
  console.log((await run).finalOutput);
} catch (error) {
  console.log(`failed: ${error.message}`);
}
if (ENDING === 'exit') process.exit(3);
if (ENDING?.includes('signal')) {
  console.log('waiting');
  setInterval(() => {}, 1_000);
}
