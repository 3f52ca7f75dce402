/** Anthropic's Messages, whose `input_tokens` leave out what came from the cache, and which do not count reasoning. */
const contentOf = ({ text, calls = [] }, number) => [
  ...(text === undefined ? [] : [{ type: 'text', text }]),
  ...calls.map(({ name, args }, index) => ({
    type: 'tool_use',
    id: `toolu_${number}_${index}`,
    name,
    input: args,
  })),
];

const usageFields = ({ input, cacheRead, cacheWrite, output }) => ({
  input_tokens: input - cacheRead - cacheWrite,
  cache_creation_input_tokens: cacheWrite,
  cache_read_input_tokens: cacheRead,
  output_tokens: output,
});

const messageOf = (reply, number, usage, { model }) => ({
  id: `msg_${number}`,
  type: 'message',
  role: 'assistant',
  model,
  content: contentOf(reply, number),
  stop_reason: reply.calls === undefined ? 'end_turn' : 'tool_use',
  stop_sequence: null,
  usage: usageFields(usage),
});

export const messages = {
  matches: (path) => path.endsWith('/messages'),
  counts: (number) => ({ cacheWrite: 5 + number }),
  isStreamed: (_path, body) => body.stream === true,
  reply: messageOf,
  stream: (reply, number, usage, request) => {
    const message = messageOf(reply, number, usage, request);
    const events = [
      {
        type: 'message_start',
        message: {
          ...message,
          content: [],
          stop_reason: null,
          usage: { ...message.usage, output_tokens: 1 },
        },
      },
      ...message.content.flatMap((block, index) => [
        {
          type: 'content_block_start',
          index,
          content_block: block.type === 'text' ? { ...block, text: '' } : { ...block, input: {} },
        },
        {
          type: 'content_block_delta',
          index,
          delta:
            block.type === 'text'
              ? { type: 'text_delta', text: block.text }
              : { type: 'input_json_delta', partial_json: JSON.stringify(block.input) },
        },
        { type: 'content_block_stop', index },
      ]),
      {
        type: 'message_delta',
        delta: { stop_reason: message.stop_reason, stop_sequence: null },
        usage: { output_tokens: usage.output },
      },
      { type: 'message_stop' },
    ];
    return events.map((data) => ({ event: data.type, data }));
  },
};
