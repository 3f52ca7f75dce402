/** The attribution service and a stock Collector as child processes, each on one processor if that is wanted. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ROOT = new URL('../../..', import.meta.url).pathname;
const COMMAND = join(ROOT, 'packages/agent-attribution/bin/agent-attribution.js');
const PEERS =
  process.env.AGENT_ATTRIBUTION_PEERS ?? join(ROOT, 'node_modules/.cache/agent-attribution-peers');

export const makeFolder = (name) => {
  const folder = mkdtempSync(join(tmpdir(), `collector-${name}-`));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
};

const freePort = async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
};

const serviceConfig = ({
  port,
  statusPort,
  folder,
  sinkUrl,
  durability,
  protocol = 'http',
  attribution,
  queue,
  service,
}) => ({
  receivers: { otlp: { protocols: { [protocol]: { endpoint: `127.0.0.1:${port}` } } } },
  processors: { attribution: { quiet_period: '1s', durability, ...attribution } },
  exporters: {
    'otlphttp/sink': {
      endpoint: sinkUrl,
      compression: 'none',
      retry_on_failure: { max_interval: '1s' },
      ...(queue === undefined ? {} : { sending_queue: queue }),
    },
  },
  extensions: { health_check: { endpoint: `127.0.0.1:${statusPort}` } },
  service: {
    extensions: ['health_check'],
    workers: service?.workers ?? 1,
    pipelines: { traces: { receivers: ['otlp'], processors: ['attribution'], exporters: ['otlphttp/sink'] } },
    storage: { directory: join(folder, 'data'), ...service?.storage },
    ...(service?.shutdown_timeout && { shutdown_timeout: service.shutdown_timeout }),
    telemetry: { logs: { level: 'warn' }, metrics: { address: `127.0.0.1:${statusPort}` } },
  },
});

/**
 * Starts the service, as its users do; resolves when it takes spans. JSON is YAML.
 *
 * @param cpu - the processor it is bound to; any when undefined
 * @param isAwaited - false to have it before it is ready
 */
export async function startService({
  folder,
  sinkUrl,
  durability = 'fsync',
  cpu,
  nodeArgs = [],
  isAwaited = true,
  ...more
}) {
  const port = more.port ?? (await freePort());
  const statusPort = await freePort();
  const file = join(folder, 'service.yaml');
  writeFileSync(
    file,
    JSON.stringify(serviceConfig({ ...more, port, statusPort, folder, sinkUrl, durability })),
  );
  const child = start(cpu, [process.execPath, ...nodeArgs, COMMAND, 'collector', '--config', file]);
  const statusUrl = `http://127.0.0.1:${statusPort}`;
  const isReady = async () => (await fetch(`${statusUrl}/readyz`).catch(() => undefined))?.ok === true;
  if (isAwaited) await until(child, isReady);
  const metrics = async () => (await fetch(`${statusUrl}/metrics`)).text();
  return { ...handleOf(child, port), metrics };
}

/** Starts the stock Collector with groupbytrace, which enriches nothing and keeps nothing. */
export async function startStockCollector({ folder, sinkUrl, cpu, waitDuration = '1s' }) {
  const port = await freePort();
  const file = join(folder, 'otelcol.yaml');
  const config = {
    receivers: { otlp: { protocols: { http: { endpoint: `127.0.0.1:${port}` } } } },
    processors: { groupbytrace: { wait_duration: waitDuration, num_traces: 1_000_000 } },
    exporters: {
      otlp_http: {
        endpoint: sinkUrl,
        compression: 'none',
        sending_queue: {
          queue_size: 1_000_000,
          sizer: 'items',
          block_on_overflow: true,
          batch: { flush_timeout: '200ms', min_size: 1_000, max_size: 2_000, sizer: 'items' },
        },
      },
    },
    service: {
      telemetry: { logs: { level: 'warn' }, metrics: { level: 'none' } },
      pipelines: { traces: { receivers: ['otlp'], processors: ['groupbytrace'], exporters: ['otlp_http'] } },
    },
  };
  writeFileSync(file, JSON.stringify(config));
  const child = start(cpu, [join(PEERS, 'otelcol'), '--config', file]);
  await until(child, () => canConnect(port));
  return handleOf(child, port);
}

const start = (cpu, command) => {
  const [program, ...args] = cpu === undefined ? command : ['taskset', '-c', String(cpu), ...command];
  return spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
};

const handleOf = (child, port) => ({
  child,
  ended: once(child, 'exit'),
  port,
  url: `http://127.0.0.1:${port}`,
  /** Of all its threads so far. */
  cpuMs: () => cpuMsOf(`${child.pid}`),
  /** Of the thread that began it. */
  mainCpuMs: () => cpuMsOf(`${child.pid}/task/${child.pid}`),
  rssBytes: () => statusOf(child.pid, 'VmRSS'),
  peakBytes: () => statusOf(child.pid, 'VmHWM'),
  async stop(signal = 'SIGTERM') {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  },
});

const TICKS_PER_SECOND = 100;

const cpuMsOf = (path) => {
  const fields = readFileSync(`/proc/${path}/stat`, 'utf8').split(') ')[1].split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_PER_SECOND;
};

/** 0 when the process has just ended. */
const statusOf = (pid, key) => {
  const [, kilobytes] =
    new RegExp(`^${key}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes ?? 0) * 1024;
};

const until = async (child, isTrue) => {
  for (let tries = 0; tries < 1200; tries++) {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode} before it was ready`);
    if (await isTrue()) return;
    await sleep(50);
  }
  throw new Error('it was not ready in a minute');
};

const canConnect = (port) =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

/** Binds this process to another processor than the one under test. */
export const bindTo = async (cpu) => {
  const child = spawn('taskset', ['-a', '-c', '-p', String(cpu), String(process.pid)], { stdio: 'ignore' });
  await once(child, 'exit');
};
