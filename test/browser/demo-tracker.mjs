/** A tracker that keeps runs of the demo, for tests and pictures: each scenario is really run once, then shown at will. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ATTRIBUTION_INPUT } from '@agent-attribution/semantic-conventions';
import {
  createTrackerActivity,
  ingestTrace,
  openSqliteStore,
  serveTracker,
} from '@agent-attribution/tracker';
import { runDemo } from '../../packages/agent-attribution/dist/demo/run-demo.js';
import { SCENARIOS } from '../../packages/agent-attribution/dist/demo/scenarios.js';

const KINDS = ['internal', 'server', 'client', 'producer', 'consumer'];
const STATUS_CODES = ['unset', 'ok', 'error'];

/** Starts a tracker with an empty store of its own; with tokens, it answers who brings one. */
export async function startTracker({ tokens = [] } = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), 'tracker-browser-'));
  const store = await openSqliteStore({ dataDir });
  const activity = createTrackerActivity({ store });
  const server = await serveTracker({ store, version: '1.0.0', port: 0, activity, tokens });
  const recorded = new Map();
  let added = 0;
  return {
    url: server.url,
    /** Keeps these spans as a run. */
    keep: (spans) => ingestTrace(store, { spans }, activity),
    /** Keeps a run of this scenario that ended so long ago, as a task of its own; resolves with its trace id. */
    async addRun(name, agoMs = 0) {
      if (!recorded.has(name)) recorded.set(name, (await runDemo(scenarioOf(name))).spans);
      added += 1;
      const traceId = added.toString(16).padStart(32, 'e');
      const endedMs = Math.max(...recorded.get(name).map(({ endTime }) => micros(endTime))) / 1000;
      const shiftMicros = Math.round((Date.now() - agoMs - endedMs) * 1000);
      await ingestTrace(
        store,
        {
          spans: recorded
            .get(name)
            .map((span) => view(span, { traceId, shiftMicros, taskId: `report-${added}` })),
        },
        activity,
      );
      return traceId;
    },
    async close() {
      await server.close();
      await activity.settled();
      await store.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function scenarioOf(name) {
  const scenario = SCENARIOS.get(name);
  if (scenario === undefined) throw new Error(`there is no scenario "${name}"`);
  return scenario;
}

/** A span as the SDK recorded it, as the engine sees one; without the verdict that was written on it. */
function view(span, { traceId, shiftMicros, taskId }) {
  const written = /^attribution\.(root_cause|outcome|verdict|report|confidence|blame|credit|contribution)/;
  const attributes = Object.fromEntries(
    Object.entries({ ...span.attributes, [ATTRIBUTION_INPUT.taskId]: taskId }).filter(
      ([key]) => !written.test(key),
    ),
  );
  return {
    traceId,
    spanId: span.spanContext().spanId,
    parentSpanId: span.parentSpanContext?.spanId,
    name: span.name,
    kind: KINDS[span.kind],
    startMicros: micros(span.startTime) + shiftMicros,
    endMicros: micros(span.endTime) + shiftMicros,
    statusCode: STATUS_CODES[span.status.code],
    statusMessage: span.status.message,
    scopeName: span.instrumentationScope.name,
    events: span.events.map(({ name, time, attributes: of = {} }) => ({
      name,
      timeMicros: micros(time) + shiftMicros,
      attributes: of,
    })),
    links: [],
    droppedAttributesCount: 0,
    attribute: (key) => attributes[key],
    attributeKeys: () => Object.keys(attributes),
    resourceAttribute: (key) => span.resource.attributes[key],
  };
}

const micros = ([seconds, nanos]) => seconds * 1e6 + Math.floor(nanos / 1000);
