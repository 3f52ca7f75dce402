/** Installs each framework in its folder, runs its app under register, and checks whom the verdict blames. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { checkLangGraph } from './langgraph.mjs';

const FRAMEWORKS = [
  {
    folder: 'langchain',
    says: 'failed: index not found\n',
    agent: 'researcher',
    install: ['--legacy-peer-deps'],
  },
];
const REGISTER = new URL('../../packages/instrumentation/dist/register/index.js', import.meta.url).href;

const spans = [];
const sink = createServer(async (request, response) => {
  const { resourceSpans } = await json(request);
  for (const { scopeSpans } of resourceSpans) for (const scope of scopeSpans) spans.push(...scope.spans);
  response.setHeader('content-type', 'application/json').end('{}');
});
await new Promise((resolve) => sink.listen(0, '127.0.0.1', resolve));

for (const { folder, says, agent, install } of FRAMEWORKS) {
  const cwd = fileURLToPath(new URL(folder, import.meta.url));
  const args = ['ci', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error', ...install];
  assert.equal(spawnSync('npm', args, { cwd, stdio: 'inherit' }).status, 0, `npm ci in ${folder}`);
  spans.length = 0;
  const child = spawn(process.execPath, ['--import', REGISTER, 'app.mjs'], {
    cwd,
    env: { PATH: process.env.PATH, AGENT_ATTRIBUTION_ENDPOINT: `http://127.0.0.1:${sink.address().port}` },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let stdout = '';
  child.stdout.on('data', (chunk) => (stdout += chunk));
  const code = await new Promise((resolve) => child.on('close', resolve));
  assert.deepEqual({ code, stdout }, { code: 0, stdout: says });
  const blamed = spans
    .flatMap(({ attributes }) => attributes)
    .filter(({ key }) => key === 'attribution.root_cause.agent')
    .map(({ value }) => value.stringValue);
  assert.ok(blamed.length > 0, `${folder}: no verdict`);
  assert.deepEqual([...new Set(blamed)], [agent]);
  console.log(`${folder}: ${agent} is blamed`);
}
sink.close();
await checkLangGraph();
