/**
 * A team of LangGraph agents that imports nothing of ours, under register: the verdict is right, and what the app prints,
 * how it ends and how long it takes stay what they are without.
 */
import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { createAppFolder, runApp, startApp } from '../captures/capture-app.mjs';
import { CAPTURES } from '../captures/captures.mjs';
import { installLane } from '../captures/install-lane.mjs';
import { startModelServer } from '../captures/model-server/start-model-server.mjs';
import { startOtlpSink } from '../captures/start-otlp-sink.mjs';

const capture = CAPTURES.find(({ name }) => name === 'langgraph-openinference');
const UNREGISTERED = { ...capture, traced: 'by itself' };
/** Nobody listens on the discard port. */
const NOBODY = 'http://127.0.0.1:9';
const ROUNDS = 40;
const WARM_UP_ROUNDS = 10;
const MAX_ADDED_MS_PER_CALL = 5;
/** Untraced; traced by the instrumentation that register switches on, and no more; under register. */
const CONTENDERS = [
  UNREGISTERED,
  { ...capture, preloaded: new URL('instrumented-only.mjs', import.meta.url).href },
  capture,
];

export const checkLangGraph = async () => {
  installLane(capture.lane);
  const folder = await createAppFolder(capture);
  try {
    await checkVerdict(folder, 'failed', ['attributed', 'researcher', 'tool_failure']);
    await checkVerdict(folder, 'healthy', ['healthy', undefined, undefined]);
    console.log('langgraph: researcher is blamed, the healthy run is not; the app is as it was');
    const sink = await startOtlpSink();
    try {
      for (const [tracker, said] of [
        [sink.url, 'tracker up'],
        [NOBODY, 'tracker down'],
      ]) {
        const [untraced, instrumented, registered] = await millisPerCall(folder, tracker);
        const added = registered - untraced;
        console.log(
          `langgraph, ${said}: register adds ${added.toFixed(2)} ms to a model call, ` +
            `${(instrumented - untraced).toFixed(2)} of them by the instrumentation that it switches on`,
        );
        assert.ok(added < MAX_ADDED_MS_PER_CALL, `${added} ms for a call, on a machine that is else idle?`);
      }
    } finally {
      sink.close();
    }
  } finally {
    await rm(folder, { recursive: true });
  }
};

const checkVerdict = async (folder, variant, expected) => {
  const sink = await startOtlpSink();
  try {
    const script = capture.script[variant];
    const without = await run(folder, UNREGISTERED, script, { variant });
    assert.equal(without.code, 0);
    for (const tracker of [sink.url, NOBODY]) {
      const { printed, code } = await run(folder, capture, script, { variant, tracker });
      assert.deepEqual({ printed, code }, { printed: without.printed, code: without.code });
    }
    const spans = sink.requests
      .flatMap(({ resourceSpans }) => resourceSpans)
      .flatMap(({ scopeSpans }) => scopeSpans)
      .flatMap((scope) => scope.spans);
    const root = spans.find(({ attributes }) => attributes.some(({ key }) => key === 'attribution.verdict'));
    const read = (name) =>
      root?.attributes.find(({ key }) => key === `attribution.${name}`)?.value.stringValue;
    assert.deepEqual(
      [read('verdict'), read('root_cause.agent'), read('root_cause.failure_category')],
      expected,
    );
  } finally {
    sink.close();
  }
};

/**
 * What a run of the team takes by the clock, over the calls of the model in it: medians. The apps take turns, so that all
 * see the same machine.
 */
const millisPerCall = async (folder, tracker) => {
  const { healthy } = capture.script;
  const script = Array.from({ length: ROUNDS + 1 }, () => healthy).flat();
  const models = await Promise.all(CONTENDERS.map(() => startModelServer(script)));
  const apps = CONTENDERS.map((app, index) =>
    startApp(folder, app, { ...envOf('healthy', tracker, models[index]), TIMED: 'true' }),
  );
  try {
    const lines = apps.map(({ stdout }) => createInterface({ input: stdout })[Symbol.asyncIterator]());
    for (const answers of lines) await answers.next();
    const millis = CONTENDERS.map(() => []);
    for (let round = 0; round < ROUNDS; round++) {
      for (const [index, app] of apps.entries()) {
        app.stdin.write('\n');
        const { value = '' } = await lines[index].next();
        const [, taken] = /([\d.]+) ms$/.exec(value) ?? assert.fail(value);
        if (round >= WARM_UP_ROUNDS) millis[index].push(Number(taken));
      }
    }
    return millis.map((numbers) => medianOf(numbers) / healthy.length);
  } finally {
    for (const app of apps) app.stdin.end();
    for (const model of models) model.close();
  }
};

const medianOf = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

const run = async (folder, app, script, { variant, tracker = NOBODY }) => {
  const model = await startModelServer(script);
  try {
    return await runApp(folder, app, envOf(variant, tracker, model));
  } finally {
    model.close();
  }
};

const envOf = (variant, tracker, model) => ({
  MODEL_URL: model.url,
  ARCHIVE: variant === 'healthy' ? 'online' : 'offline',
  AGENT_ATTRIBUTION_ENDPOINT: tracker,
  AGENT_ATTRIBUTION_QUIET: 'true',
});
