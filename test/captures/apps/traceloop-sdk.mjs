/** A planner asks a researcher, who has one tool; marked with Traceloop's own functions. */
import * as traceloop from '@traceloop/node-server-sdk';
import OpenAI from 'openai';

const { MODEL_URL, ARCHIVE, OTLP_URL } = process.env;
traceloop.initialize({
  appName: 'archive-app',
  baseUrl: OTLP_URL,
  apiKey: 'none',
  disableBatch: true,
  silenceInitializationMessage: true,
  traceloopSyncEnabled: false,
  instrumentModules: { openAI: OpenAI },
});
const client = new OpenAI({ apiKey: 'none', baseURL: `${MODEL_URL}/v1`, maxRetries: 0 });
const ask = async (content) => {
  const answer = await client.chat.completions.create({
    model: 'tiny-1',
    messages: [{ role: 'user', content }],
  });
  return answer.choices[0].message.content;
};

const searchArchive = (query) =>
  traceloop.withTool(
    { name: 'search_archive' },
    async (_query) => {
      if (ARCHIVE === 'offline') throw new Error('the archive is offline');
      return 'The bridge was opened in March 1932.';
    },
    query,
  );
const researcher = (question) =>
  traceloop.withAgent(
    { name: 'researcher' },
    async () => ask(await searchArchive(await ask(question))),
    question,
  );
const planner = (question) =>
  traceloop.withAgent({ name: 'planner' }, async () => researcher(await ask(question)), question);

try {
  console.log(await traceloop.withWorkflow({ name: 'team' }, planner, 'When was the bridge opened?'));
} catch (error) {
  console.log(`failed: ${error.message}`);
}
await traceloop.forceFlush();
