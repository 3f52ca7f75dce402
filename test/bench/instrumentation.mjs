/**
 * What a wrapper of `@agent-attribution/instrumentation` costs a call: when nobody records (no SDK registered), when it
 * is switched off, and when an SDK records into nothing. The control is the same function without a wrapper.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { median } from './rounds.mjs';

const ROUNDS = 15;
const WARM_UP_ROUNDS = 3;

const nowhere = {
  onStart: () => {},
  onEnd: () => {},
  forceFlush: async () => {},
  shutdown: async () => {},
};

/** The switch is read once, so each state has a process of its own. */
const STATES = {
  'no SDK': { env: {}, withSdk: false, calls: 200_000 },
  disabled: { env: { AGENT_ATTRIBUTION_ENABLED: 'false' }, withSdk: true, calls: 200_000 },
  enabled: { env: {}, withSdk: true, calls: 20_000 },
};

const measureHere = async ({ withSdk, calls }) => {
  if (withSdk) new NodeTracerProvider({ spanProcessors: [nowhere] }).register();
  const { beginAction, completeAction, recordStep, trackExecution, withAgent, withToolInvocation } =
    await import('@agent-attribution/instrumentation');
  let sum = 0;
  const work = () => {
    sum += 1;
    return sum;
  };
  const tool = { name: 'search' };
  const agent = { name: 'writer', taskId: 'T-1' };
  const execution = { agentName: 'writer', taskId: 'T-1' };
  const action = { agentId: 'writer', actionType: 'draft' };
  const variants = {
    'bare call': work,
    withAgent: () => withAgent(agent, work),
    withToolInvocation: () => withToolInvocation(tool, work),
    trackExecution: () => trackExecution(execution, work),
    'action of one step': () => {
      const id = beginAction(action);
      recordStep(id, 'wrote it');
      work();
      completeAction(id);
    },
  };
  const samples = Object.fromEntries(Object.keys(variants).map((name) => [name, []]));
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
    for (const [name, run] of Object.entries(variants)) {
      const start = process.hrtime.bigint();
      for (let call = 0; call < calls; call++) run();
      const nanos = Number(process.hrtime.bigint() - start) / calls;
      if (round >= 0) samples[name].push(nanos);
    }
  }
  return Object.fromEntries(Object.entries(samples).map(([name, values]) => [name, median(values)]));
};

const [state] = process.argv.slice(2);
if (state !== undefined) {
  process.stdout.write(JSON.stringify(await measureHere(STATES[state])));
} else {
  for (const [name, { env }] of Object.entries(STATES)) {
    const output = execFileSync(process.execPath, [fileURLToPath(import.meta.url), name], {
      env: { ...process.env, ...env },
      encoding: 'utf8',
    });
    const results = Object.entries(JSON.parse(output)).map(
      ([what, nanos]) => `${what} ${nanos.toFixed(1)} ns`,
    );
    console.log(`${name.padEnd(9)} ${results.join(' · ')}`);
  }
}
