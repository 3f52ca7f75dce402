import { spawnSync } from 'node:child_process';
import { laneFolder } from './capture-app.mjs';

const installed = new Set();

/** Installs the packages of a lane from its lock, once in a process. */
export const installLane = (lane) => {
  if (installed.has(lane)) return;
  const args = ['ci', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  const { status } = spawnSync('npm', args, { cwd: laneFolder(lane), stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error(`npm ci failed in ${lane}`);
  installed.add(lane);
};
