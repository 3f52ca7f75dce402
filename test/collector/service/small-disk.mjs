import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Makes the service's data folder a disk of so many MiB in memory; undefined where that is not allowed. */
export function mountSmallDisk(folder, mib) {
  const target = join(folder, 'data');
  mkdirSync(target);
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${mib}m`, 'tmpfs', target]);
  return status === 0 ? { unmount: () => spawnSync('umount', [target]) } : undefined;
}
