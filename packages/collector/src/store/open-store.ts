import { openDiskStore } from './disk/disk-store.js';
import type { Durability, InFlightStore } from './in-flight-store.js';
import { MemoryStore } from './memory-store.js';

export interface InFlightStoreOptions {
  /** Default `fsync`: what was acknowledged survives a power failure; `os` survives a killed process, `memory` nothing. */
  readonly durability?: Durability | undefined;
  /** Where records lie; made when missing. Not used by `memory`. */
  readonly folder: string;
  /** Limit of what is held: size of the files, or of the bodies in memory. Default 4 GiB on a disk, 256 MiB in memory. */
  readonly maxBytes?: number | undefined;
}

const GIB = 1024 ** 3;

/**
 * Opens the in-flight store, with what a process before this one did not deliver.
 *
 * @throws StoreError when the folder cannot be used, or another process uses it.
 * @example
 * const store = await openInFlightStore({ folder: '/var/lib/agent-attribution/in-flight' });
 * for await (const record of store.recover()) replay(record);
 */
export async function openInFlightStore(options: InFlightStoreOptions): Promise<InFlightStore> {
  const { durability = 'fsync', folder, maxBytes } = options;
  return durability === 'memory'
    ? new MemoryStore(maxBytes ?? GIB / 4)
    : openDiskStore({ durability, folder, maxBytes: maxBytes ?? 4 * GIB });
}
