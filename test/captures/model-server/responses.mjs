/** OpenAI's Responses. */
const outputOf = ({ text, calls = [] }, number) => [
  ...(text === undefined
    ? []
    : [
        {
          id: `msg_${number}`,
          type: 'message',
          role: 'assistant',
          status: 'completed',
          content: [{ type: 'output_text', text, annotations: [] }],
        },
      ]),
  ...calls.map(({ name, args }, index) => ({
    id: `fc_${number}_${index}`,
    type: 'function_call',
    status: 'completed',
    call_id: `call_${number}_${index}`,
    name,
    arguments: JSON.stringify(args),
  })),
];

const responseOf = (reply, number, usage, { model }) => ({
  id: `resp_${number}`,
  object: 'response',
  created_at: 1,
  status: 'completed',
  error: null,
  incomplete_details: null,
  instructions: null,
  model,
  output: outputOf(reply, number),
  parallel_tool_calls: true,
  tool_choice: 'auto',
  tools: [],
  temperature: 1,
  top_p: 1,
  metadata: {},
  usage: {
    input_tokens: usage.input,
    input_tokens_details: { cached_tokens: usage.cacheRead },
    output_tokens: usage.output,
    output_tokens_details: { reasoning_tokens: usage.reasoning },
    total_tokens: usage.total,
  },
});

export const responses = {
  matches: (path) => path.endsWith('/responses'),
  counts: (number) => ({ reasoning: 4 + number }),
  isStreamed: (_path, body) => body.stream === true,
  reply: responseOf,
  stream: (reply, number, usage, request) => {
    const response = responseOf(reply, number, usage, request);
    const events = [
      { type: 'response.created', response: { ...response, status: 'in_progress', output: [], usage: null } },
      ...response.output.flatMap((item, index) => [
        {
          type: 'response.output_item.added',
          output_index: index,
          item: { ...item, content: [], arguments: '' },
        },
        ...(item.type === 'message'
          ? [
              {
                type: 'response.output_text.delta',
                item_id: item.id,
                output_index: index,
                content_index: 0,
                delta: item.content[0].text,
              },
            ]
          : []),
        { type: 'response.output_item.done', output_index: index, item },
      ]),
      { type: 'response.completed', response },
    ];
    return events.map((event, index) => ({ event: event.type, data: { ...event, sequence_number: index } }));
  },
};
