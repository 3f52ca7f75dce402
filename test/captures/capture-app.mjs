import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startModelServer } from './model-server/start-model-server.mjs';
import { normalise } from './normalise.mjs';
import { startOtlpSink } from './start-otlp-sink.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const REGISTER = new URL('../../packages/instrumentation/dist/register/index.js', import.meta.url).href;
const ANSWER = 'opened in March 1932';
const MAX_RUN_MS = 60_000;

export const laneFolder = (lane) => join(HERE, 'lanes', lane);
export const NODE_24 = join(laneFolder('node-24'), 'node_modules', 'node24', 'bin', 'node');

/**
 * Runs an app once, from a folder of its own with nothing but the packages of its lane, against a scripted model.
 *
 * @returns what it printed, the spans it sent, and what the model says that it served
 */
export const captureApp = async (capture, variant) => {
  const folder = await createAppFolder(capture);
  const model = await startModelServer(capture.script[variant]);
  const sink = await startOtlpSink();
  try {
    const { printed, stderr, code } = await runApp(folder, capture, {
      MODEL_URL: model.url,
      ARCHIVE: variant === 'healthy' ? 'online' : 'offline',
      OTLP_URL: sink.url,
      AGENT_ATTRIBUTION_ENDPOINT: sink.url,
    });
    const said = `${printed}${stderr}`;
    if (code !== 0) throw new Error(`ended with ${code}\n${said}`);
    if (model.problems.length > 0) throw new Error(`${model.problems.join('; ')}\n${said}`);
    if (printed.includes(ANSWER) !== (variant === 'healthy')) throw new Error(`${variant}, but: ${said}`);
    if (sink.requests.length === 0) throw new Error(`no spans came\n${said}`);
    const document = normalise(sink.requests, folder, [laneFolder(capture.lane)]);
    return { printed: said, document, served: model.served() };
  } finally {
    model.close();
    sink.close();
    await rm(folder, { recursive: true });
  }
};

/** A folder as a user has it: an app, its `package.json` and the packages it asked for. */
export const createAppFolder = async ({ app, lane, packages }) => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'agent-attribution-capture-')));
  const installed = join(laneFolder(lane), 'node_modules');
  await cp(join(HERE, 'apps', app), join(folder, 'app.mjs'));
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'archive-app', type: 'module' }));
  if (packages === undefined) {
    await symlink(installed, join(folder, 'node_modules'));
    return folder;
  }
  for (const name of packages) {
    const link = join(folder, 'node_modules', name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(join(installed, name), link);
  }
  return folder;
};

/** Starts the app of a folder, under `register` unless the capture is traced by itself or something else is preloaded. */
export const startApp = (folder, { node, traced, preloaded = REGISTER, env: more }, env) => {
  const preload = traced === 'by itself' ? [] : ['--import', preloaded];
  return spawn(node === 24 ? NODE_24 : process.execPath, [...preload, 'app.mjs'], {
    cwd: folder,
    env: { PATH: process.env.PATH, ...env, ...more },
    timeout: MAX_RUN_MS,
  });
};

/** Runs the app of a folder to its end. */
export const runApp = (...app) => {
  const child = startApp(...app);
  let [printed, stderr] = ['', ''];
  child.stdout.on('data', (chunk) => (printed += chunk));
  child.stderr.on('data', (chunk) => (stderr += chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ printed, stderr, code: signal ?? code }));
  });
};

/** Versions of the packages that the lane names, as installed. */
export const versionsOf = async ({ lane, packages }) => {
  const { dependencies } = JSON.parse(await readFile(join(laneFolder(lane), 'package.json'), 'utf8'));
  const names = Object.keys(dependencies).filter((name) => packages === undefined || packages.includes(name));
  const versions = await Promise.all(
    names.map(async (name) => {
      const file = join(laneFolder(lane), 'node_modules', name, 'package.json');
      return [name, JSON.parse(await readFile(file, 'utf8')).version];
    }),
  );
  return Object.fromEntries(versions);
};
