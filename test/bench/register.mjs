/** What `--import …/register` adds to a run of the Agents SDK with one model call on loopback: control, tracker, no tracker. */
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';

const ROUNDS = 3;
const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const REPLY = JSON.stringify({
  id: 'r',
  object: 'chat.completion',
  created: 1,
  model: 'tiny',
  choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'Because.' } }],
  usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
});
const server = createServer((request, response) => {
  request.resume().on('end', () => response.setHeader('content-type', 'application/json').end(REPLY));
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${server.address().port}`;

const measure = (registered, tracker) =>
  new Promise((resolve) => {
    const preload = registered
      ? ['--import', path('../../packages/instrumentation/dist/register/index.js')]
      : [];
    const child = spawn(process.execPath, [...preload, path('register-app.mjs')], {
      env: {
        PATH: process.env.PATH,
        MODEL_URL: `${url}/v1`,
        AGENT_ATTRIBUTION_ENDPOINT: tracker,
        AGENT_ATTRIBUTION_QUIET: 'true',
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let text = '';
    child.stderr.on('data', (chunk) => (text += chunk));
    child.on('close', () => {
      const [, median, p95] = /MEDIAN (\S+) P95 (\S+)/.exec(text) ?? [];
      resolve({ median: Number(median), p95: Number(p95) });
    });
  });

const LANES = [
  ['without register', false, url],
  ['register, tracker answers', true, url],
  ['register, no tracker', true, 'http://127.0.0.1:9'],
];
const best = new Map();
for (let round = 0; round < ROUNDS; round += 1) {
  for (const [name, registered, tracker] of LANES) {
    const { median, p95 } = await measure(registered, tracker);
    const before = best.get(name);
    if (before === undefined || median < before.median) best.set(name, { median, p95 });
  }
}
for (const [name, { median, p95 }] of best) {
  console.log(`${name.padEnd(28)} median ${median.toFixed(2)} ms  p95 ${p95.toFixed(2)} ms`);
}
server.close();
