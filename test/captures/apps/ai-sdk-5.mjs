/** A planner whose tool is a researcher, who has a tool of his own. Both give up after two steps. */
import { createOpenAI } from '@ai-sdk/openai';
import { generateText, stepCountIs, tool } from 'ai';
import { z } from 'zod';

const { MODEL_URL, ARCHIVE } = process.env;
const model = createOpenAI({ apiKey: 'none', baseURL: `${MODEL_URL}/v1` }).chat('tiny-1');
const telemetry = (functionId) => ({ experimental_telemetry: { isEnabled: true, functionId } });

const searchArchive = tool({
  description: 'Searches the archive of newspapers',
  inputSchema: z.object({ query: z.string() }),
  execute: async () => {
    if (ARCHIVE === 'offline') throw new Error('the archive is offline');
    return 'The bridge was opened in March 1932.';
  },
});
const askResearcher = tool({
  description: 'Asks the researcher',
  inputSchema: z.object({ question: z.string() }),
  execute: async ({ question }) => {
    const { text } = await generateText({
      model,
      system: 'Answer from the archive.',
      prompt: question,
      tools: { search_archive: searchArchive },
      stopWhen: stepCountIs(2),
      ...telemetry('researcher'),
    });
    if (text === '') throw new Error('the researcher has no answer');
    return text;
  },
});

const { text } = await generateText({
  model,
  prompt: 'When was the bridge opened?',
  tools: { ask_researcher: askResearcher },
  stopWhen: stepCountIs(2),
  ...telemetry('planner'),
});
console.log(text === '' ? 'failed: no answer' : text);
