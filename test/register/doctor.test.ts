import { afterEach, beforeEach, expect, it } from 'vitest';
import { main } from '../../packages/agent-attribution/dist/main.js';
import { startOtlpSink } from '../helpers/otlp-sink.js';
import type { OtlpSink } from '../helpers/otlp-sink.js';

let sink: OtlpSink;
beforeEach(async () => {
  sink = await startOtlpSink();
});
afterEach(() => sink.close());

const doctor = async (
  args: readonly string[],
  endpoint: string,
): Promise<{ readonly code: number; readonly out: string }> => {
  let out = '';
  const code = await main(['doctor', ...args], {
    stdin: (async function* () {})(),
    stdout: { write: (text: string) => (out += text) },
    stderr: { write: () => {} },
    env: { AGENT_ATTRIBUTION_ENDPOINT: endpoint },
  });
  return { code, out };
};

it('is content when the tracker answers', async () => {
  const { code, out } = await doctor([], sink.url);
  expect(out).toContain(`${sink.url}/v1/traces answers`);
  expect(out).toContain('@openai/agents-core');
  expect(code).toBe(0);
});

it('exits with 1 and says what to do when nobody answers', async () => {
  await sink.close();
  const { code, out } = await doctor(['--json'], sink.url);
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ findings: [{ severity: 'fix', code: 'no_answer' }] });
});
