import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { errorCodeOf, StoreError } from '../store-errors.js';

/** What lets go of the folder; the system does it as well when the process ends, however it ends. */
export type Unlock = () => Promise<void>;

/**
 * Makes this process the only one that uses the folder. The lock is held by the system, not by a file, so that a killed
 * process leaves none behind: a socket of an abstract name on Linux, a named pipe on Windows (both named after the
 * folder's device and inode), an exclusively opened file elsewhere. On Linux it holds among processes of one network
 * namespace: containers that share a folder must be kept apart by whoever starts them.
 *
 * @throws StoreError `folder_in_use`
 */
export function lockFolder(folder: string): Promise<Unlock> {
  return process.platform === 'linux' || process.platform === 'win32' ? lockName(folder) : lockFile(folder);
}

async function lockName(folder: string): Promise<Unlock> {
  const { dev, ino } = await stat(folder, { bigint: true });
  const name = `agent-attribution-${dev}-${ino}`;
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(refusal(folder, error, 'EADDRINUSE')));
    server.listen(process.platform === 'linux' ? `\0${name}` : `\\\\.\\pipe\\${name}`, resolve);
  });
  server.unref();
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
    });
}

/** `O_EXLOCK` of the BSDs and macOS, which Node does not name: the lock of `flock`, taken while opening. */
const EXCLUSIVE = 0x20;

async function lockFile(folder: string): Promise<Unlock> {
  const flags = constants.O_RDWR | constants.O_CREAT | constants.O_NONBLOCK | EXCLUSIVE;
  try {
    const file = await open(join(folder, 'lock'), flags);
    return () => file.close();
  } catch (error) {
    throw refusal(folder, error, 'EAGAIN');
  }
}

function refusal(folder: string, error: unknown, inUse: string): unknown {
  if (errorCodeOf(error) !== inUse) return error;
  return new StoreError(
    'folder_in_use',
    `Another process uses the folder ${folder}: stop it, or choose another folder.`,
    { cause: error },
  );
}
