/**
 * Builds what the end-to-end tests talk to, through the Go module proxy: a stock OpenTelemetry Collector from
 * collector-config/builder-config.yaml, and Jaeger. One line for each on standard error; what is there already at the
 * same version stays. They go to node_modules/.cache/agent-attribution-peers, or to $AGENT_ATTRIBUTION_PEERS.
 *
 * Exit 0: both are there. Exit 3: there is no Go here, so they were left out. Exit 1: a build failed.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder =
  process.env.AGENT_ATTRIBUTION_PEERS ?? join(root, 'node_modules', '.cache', 'agent-attribution-peers');
const manifest = join(root, 'collector-config', 'builder-config.yaml');

/** Newer versions of Jaeger are not versions of its Go module; this one's code is that of v2.13.0. */
const JAEGER = { module: 'github.com/jaegertracing/jaeger', version: 'v1.76.0' };

const say = (line) => process.stderr.write(`peers: ${line}\n`);

const go = (args, cwd, env = {}) => {
  const options = { cwd, env: { ...process.env, CGO_ENABLED: '0', ...env }, encoding: 'utf8' };
  const { status, stdout, stderr, error } = spawnSync('go', args, { ...options, maxBuffer: 2 ** 28 });
  if (status === 0) return stdout;
  const lines = (stderr ?? '')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('go: downloading'));
  throw new Error(`go ${args.join(' ')}: ${error?.message ?? lines.slice(-5).join('\n')}`);
};

const buildCollector = (work, target) => {
  const [, version] = /^ {2}version: (\S+)$/m.exec(readFileSync(manifest, 'utf8')) ?? [];
  const config = join(work, 'builder-config.yaml');
  const sources = join(work, 'otelcol');
  writeFileSync(
    config,
    readFileSync(manifest, 'utf8').replace(/^ {2}output_path: .*$/m, `  output_path: ${sources}`),
  );
  go(['install', `go.opentelemetry.io/collector/cmd/builder@v${version}`], work, { GOBIN: work });
  const { status, stderr } = spawnSync(join(work, 'builder'), ['--config', config], {
    env: { ...process.env, CGO_ENABLED: '0' },
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`builder: ${stderr.split('\n').slice(-5).join('\n')}`);
  copyFileSync(join(sources, 'otelcol'), target);
};

/**
 * Jaeger's go.mod replaces a module, so that Go does not install it by name. As a dependency of a module of our own it
 * is built with its own list of versions and its own checksums.
 */
const buildJaeger = (work, target) => {
  const { Dir: source } = JSON.parse(
    go(['mod', 'download', '-json', `${JAEGER.module}@${JAEGER.version}`], work),
  );
  const requirements = readFileSync(join(source, 'go.mod'), 'utf8')
    .replace(/^module .*$/m, 'module peers/jaeger')
    .replaceAll(/^replace .*$/gm, '');
  writeFileSync(join(work, 'go.mod'), requirements);
  copyFileSync(join(source, 'go.sum'), join(work, 'go.sum'));
  go(['get', `${JAEGER.module}@${JAEGER.version}`], work);
  go(['build', '-mod=mod', '-o', target, `${JAEGER.module}/cmd/jaeger`], work);
};

const peers = [
  { name: 'otelcol', version: readFileSync(manifest, 'utf8'), build: buildCollector },
  { name: 'jaeger', version: JAEGER.version, build: buildJaeger },
];

const isCurrent = ({ name, version }) => {
  const stamp = join(folder, `${name}.stamp`);
  return (
    existsSync(join(folder, name)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest(version)
  );
};
const digest = (text) => createHash('sha256').update(text).digest('hex');

mkdirSync(folder, { recursive: true });
for (const peer of peers) {
  const target = join(folder, peer.name);
  if (isCurrent(peer)) {
    say(`${peer.name} is there: ${target}`);
    continue;
  }
  if (spawnSync('go', ['version']).status !== 0) {
    say(`there is no Go here, so ${peer.name} is not built and the end-to-end tests are left out`);
    process.exit(3);
  }
  say(`building ${peer.name}; this takes some minutes, once …`);
  const work = join(folder, `${peer.name}.work`);
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work);
  const startedMs = Date.now();
  try {
    peer.build(work, target);
  } catch (error) {
    say(`${peer.name} was not built: ${error.message}`);
    process.exit(1);
  }
  writeFileSync(join(folder, `${peer.name}.stamp`), digest(peer.version));
  rmSync(work, { recursive: true, force: true });
  say(`built ${peer.name} in ${Math.round((Date.now() - startedMs) / 1000)} s: ${target}`);
}
