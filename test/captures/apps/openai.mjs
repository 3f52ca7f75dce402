/** Two calls of Chat Completions with one tool; the second streams, unless told not to. The model may go down. */
import OpenAI from 'openai';

const { MODEL_URL, STREAM } = process.env;
const client = new OpenAI({ apiKey: 'none', baseURL: `${MODEL_URL}/v1`, maxRetries: 0 });

const messages = [{ role: 'user', content: 'When was the bridge opened?' }];
const tools = [
  {
    type: 'function',
    function: {
      name: 'search_archive',
      description: 'Searches the archive of newspapers',
      parameters: { type: 'object', properties: { query: { type: 'string' } } },
    },
  },
];
try {
  const first = await client.chat.completions.create({ model: 'tiny-1', messages, tools });
  const { message } = first.choices[0];
  messages.push(message, {
    role: 'tool',
    tool_call_id: message.tool_calls[0].id,
    content: 'The bridge was opened in March 1932.',
  });
  if (STREAM === 'false') {
    const second = await client.chat.completions.create({ model: 'tiny-1', messages, tools });
    console.log(second.choices[0].message.content);
  } else {
    const stream = await client.chat.completions.create({
      model: 'tiny-1',
      messages,
      tools,
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = '';
    for await (const { choices } of stream) text += choices[0]?.delta.content ?? '';
    console.log(text);
  }
} catch (error) {
  console.log(`failed: ${error.message}`);
}
