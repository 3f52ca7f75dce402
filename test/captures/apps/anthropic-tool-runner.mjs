/** One agent with one tool, run by the SDK's tool runner. */
import Anthropic from '@anthropic-ai/sdk';
import { betaZodTool } from '@anthropic-ai/sdk/helpers/beta/zod';
import { z } from 'zod';

const { MODEL_URL, ARCHIVE } = process.env;
const client = new Anthropic({ apiKey: 'none', baseURL: MODEL_URL, maxRetries: 0 });

const searchArchive = betaZodTool({
  name: 'search_archive',
  description: 'Searches the archive of newspapers',
  inputSchema: z.object({ query: z.string() }),
  run: async () => {
    if (ARCHIVE === 'offline') throw new Error('the archive is offline');
    return 'The bridge was opened in March 1932.';
  },
});

const answer = await client.beta.messages.toolRunner({
  model: 'tiny-1',
  max_tokens: 1000,
  max_iterations: 2,
  messages: [{ role: 'user', content: 'When was the bridge opened?' }],
  tools: [searchArchive],
});
console.log(answer.content.find(({ type }) => type === 'text')?.text ?? 'failed: no answer');
