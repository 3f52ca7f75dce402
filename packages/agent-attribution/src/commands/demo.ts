import type { SpanExporter } from '@opentelemetry/sdk-trace-node';
import { AttributionSpanExporter } from '@agent-attribution/sdk';
import { CommandError } from '../command-error.js';
import type { Terminal } from '../command-line.js';
import { parseArguments, parseNumber } from '../command-line.js';
import { runDemo } from '../demo/run-demo.js';
import { SCENARIOS } from '../demo/scenarios.js';
import type { Scenario } from '../demo/scenarios.js';
import { paletteFor } from '../render/palette.js';
import { renderReport } from '../render/report-text.js';
import { inMemory, serveConfig } from '../server/serve-config.js';
import { startServer } from '../server/start-server.js';
import type { RunningServer } from '../server/start-server.js';
import { untilStopped } from '../server/until-stopped.js';

const OPTIONS = {
  scenario: { type: 'string', default: 'upstream' },
  json: { type: 'boolean' },
  once: { type: 'boolean' },
  port: { type: 'string', default: '4319' },
} as const;

export async function demo(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArguments('demo', args, OPTIONS);
  if (positionals.length > 0) throw new CommandError(`demo takes no argument "${positionals[0]}"`, 2);
  const scenario = findScenario(values.scenario);
  const port = parseNumber('port', values.port, 0, 65_535);
  // With --once nothing stays to look at, so nothing is started to show it.
  const server = values.once === true ? undefined : await startDemoServer(port);
  try {
    await show(scenario, server, values.json === true, terminal);
    if (server !== undefined) await untilStopped();
  } finally {
    await server?.close();
  }
  return 0;
}

/** Takes OTLP on a free port, and forgets everything at the end. */
function startDemoServer(port: number): Promise<RunningServer> {
  const { receivers, ...config } = inMemory(serveConfig(undefined, { port, otlpHttpPort: 0 }));
  const { http } = receivers.otlp.protocols;
  return startServer({
    config: { ...config, receivers: { otlp: { protocols: { http } } } },
    isTemporary: true,
  });
}

function findScenario(name: string): Scenario {
  const scenario = SCENARIOS.get(name);
  if (scenario === undefined) {
    throw new CommandError(
      `there is no scenario "${name}"; there are ${[...SCENARIOS.keys()].join(', ')}`,
      2,
    );
  }
  return scenario;
}

async function show(
  scenario: Scenario,
  server: RunningServer | undefined,
  asJson: boolean,
  terminal: Terminal,
): Promise<void> {
  const progress = paletteFor(terminal.stderr, terminal.env);
  terminal.stderr.write(`${progress.faint(`Scenario ${scenario.name}: ${scenario.title}`)}\n`);
  terminal.stderr.write(
    `${progress.faint('Three agents are at work on a scripted model (loopback, no key, no network) …')}\n`,
  );
  const { report, error } = await runDemo(scenario, server && exporterTo(server));
  terminal.stderr.write(
    `${progress.faint(error === undefined ? 'The run returned.' : `The run threw: ${error}`)}\n\n`,
  );
  if (asJson) {
    terminal.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  } else {
    const palette = paletteFor(terminal.stdout, terminal.env);
    terminal.stdout.write(`${renderReport(report, palette)}\n`);
  }
  if (server !== undefined) {
    await server.whenStored(report.traceId);
    terminal.stderr.write(`\nOpen ${server.url}/traces/${report.traceId}  (Ctrl-C ends)\n`);
  } else if (!asJson) {
    const others = [...SCENARIOS.keys()].filter((name) => name !== scenario.name).join(', ');
    terminal.stderr.write(
      `\n${progress.faint(`Other scenarios: ${others}. Without --once the run can be looked at in a browser.`)}\n`,
    );
  }
}

function exporterTo(server: RunningServer): SpanExporter {
  return new AttributionSpanExporter({ endpoints: [{ url: `${server.otlpUrls['http']}/v1/traces` }] });
}
