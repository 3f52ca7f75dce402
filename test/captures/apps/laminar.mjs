/** A planner asks a researcher, who has one tool; marked with Laminar's own functions. */
import { Laminar, observe } from '@lmnr-ai/lmnr';
import OpenAI from 'openai';

const { MODEL_URL, ARCHIVE, OTLP_URL } = process.env;
Laminar.initialize({
  projectApiKey: 'none',
  baseUrl: 'http://127.0.0.1',
  httpPort: Number(new URL(OTLP_URL).port),
  forceHttp: true,
  disableBatch: true,
  instrumentModules: { OpenAI },
});
const client = new OpenAI({ apiKey: 'none', baseURL: `${MODEL_URL}/v1`, maxRetries: 0 });
const ask = async (content) => {
  const answer = await client.chat.completions.create({
    model: 'tiny-1',
    messages: [{ role: 'user', content }],
  });
  return answer.choices[0].message.content;
};
const searchArchive = () =>
  observe({ name: 'search_archive', spanType: 'TOOL' }, async () => {
    if (ARCHIVE === 'offline') throw new Error('the archive is offline');
    return 'The bridge was opened in March 1932.';
  });
const researcher = async (question) => {
  await ask(question);
  return ask(await searchArchive());
};
const planner = async () =>
  observe({ name: 'researcher' }, researcher, await ask('When was the bridge opened?'));

try {
  console.log(await observe({ name: 'planner' }, planner));
} catch (error) {
  console.log(`failed: ${error.message}`);
}
await Laminar.shutdown();
