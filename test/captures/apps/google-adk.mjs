/** A planner hands over to a researcher, who has one tool. */
import { FunctionTool, Gemini, InMemoryRunner, LlmAgent } from '@google/adk';
import { z } from 'zod';

const { MODEL_URL, ARCHIVE } = process.env;
process.env.GOOGLE_GEMINI_BASE_URL = MODEL_URL;
const model = new Gemini({ model: 'tiny-1', apiKey: 'none' });

const searchArchive = new FunctionTool({
  name: 'search_archive',
  description: 'Searches the archive of newspapers',
  parameters: z.object({ query: z.string() }),
  execute: async () => {
    if (ARCHIVE === 'offline') throw new Error('the archive is offline');
    return { found: 'The bridge was opened in March 1932.' };
  },
});
const researcher = new LlmAgent({
  name: 'researcher',
  description: 'Knows the archive',
  instruction: 'Answer from the archive.',
  model,
  tools: [searchArchive],
});
const planner = new LlmAgent({ name: 'planner', instruction: 'Hand over.', model, subAgents: [researcher] });

const runner = new InMemoryRunner({ agent: planner, appName: 'archive-app' });
const session = await runner.sessionService.createSession({ appName: 'archive-app', userId: 'reader' });
const newMessage = { role: 'user', parts: [{ text: 'When was the bridge opened?' }] };
try {
  const events = runner.runAsync({
    userId: 'reader',
    sessionId: session.id,
    newMessage,
    runConfig: { maxLlmCalls: 3 },
  });
  for await (const { content, errorMessage } of events) {
    if (errorMessage !== undefined) console.log(`failed: ${errorMessage}`);
    for (const { text } of content?.parts ?? []) if (text) console.log(text);
  }
} catch (error) {
  console.log(`failed: ${error.message}`);
}
