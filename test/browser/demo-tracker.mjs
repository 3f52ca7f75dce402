/** A tracker that has seen runs of the demo, for tests and pictures. */
import { AttributionSpanExporter } from '@agent-attribution/sdk';
import { runDemo } from '../../packages/agent-attribution/dist/demo/run-demo.js';
import { SCENARIOS } from '../../packages/agent-attribution/dist/demo/scenarios.js';
import { startServer } from '../../packages/agent-attribution/dist/server/start-server.js';

/**
 * Starts what the demo starts and runs these scenarios, one after the other.
 *
 * @param {readonly string[]} names
 */
export async function startDemoTracker(names) {
  const server = await startServer({ host: '127.0.0.1', port: 0, otlpHttpPort: 0 });
  const runs = [];
  for (const name of names) runs.push({ name, report: await runInto(server, name) });
  return { url: server.url, runs, run: (name) => runInto(server, name), close: () => server.close() };
}

async function runInto(server, name) {
  const scenario = SCENARIOS.get(name);
  if (scenario === undefined) throw new Error(`there is no scenario "${name}"`);
  const exporter = new AttributionSpanExporter({ endpoints: [{ url: `${server.otlpUrl}/v1/traces` }] });
  const { report } = await runDemo(scenario, exporter);
  await server.whenStored(report.traceId);
  return report;
}
