/** Gemini's generateContent, whose candidates leave out the thoughts. */
const responseOf = (
  { text, calls = [] },
  number,
  { input, cacheRead, output, reasoning, total },
  _body,
  path,
) => ({
  responseId: `gemini-${number}`,
  modelVersion: /models\/([^:]+):/.exec(path)?.[1],
  candidates: [
    {
      index: 0,
      finishReason: 'STOP',
      content: {
        role: 'model',
        parts: [
          ...(text === undefined ? [] : [{ text }]),
          ...calls.map(({ name, args }) => ({ functionCall: { name, args } })),
        ],
      },
    },
  ],
  usageMetadata: {
    promptTokenCount: input,
    cachedContentTokenCount: cacheRead,
    candidatesTokenCount: output - reasoning,
    thoughtsTokenCount: reasoning,
    totalTokenCount: total,
  },
});

export const generateContent = {
  matches: (path) => /:(?:stream)?[gG]enerateContent$/.test(path),
  counts: (number) => ({ reasoning: 4 + number }),
  isStreamed: (path) => path.endsWith(':streamGenerateContent'),
  reply: responseOf,
  stream: (...reply) => [{ data: responseOf(...reply) }],
};
