/** A loop over Messages with one tool; the model goes down while the archive is. */
import Anthropic from '@anthropic-ai/sdk';

const { MODEL_URL } = process.env;
const client = new Anthropic({ apiKey: 'none', baseURL: MODEL_URL, maxRetries: 0 });

const messages = [{ role: 'user', content: 'When was the bridge opened?' }];
const tools = [
  {
    name: 'search_archive',
    description: 'Searches the archive of newspapers',
    input_schema: { type: 'object', properties: { query: { type: 'string' } } },
  },
];
try {
  for (;;) {
    const { content, stop_reason } = await client.messages.create({
      model: 'tiny-1',
      max_tokens: 1000,
      messages,
      tools,
    });
    messages.push({ role: 'assistant', content });
    if (stop_reason !== 'tool_use') break;
    messages.push({
      role: 'user',
      content: content
        .filter(({ type }) => type === 'tool_use')
        .map(({ id }) => ({
          type: 'tool_result',
          tool_use_id: id,
          content: 'The bridge was opened in March 1932.',
        })),
    });
  }
  console.log(messages.at(-1).content[0].text);
} catch (error) {
  console.log(`failed: ${error.message}`);
}
