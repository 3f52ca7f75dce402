/** How safe a record is when `append` resolves: on the disk, with the operating system, or in this process only. */
export type Durability = 'fsync' | 'os' | 'memory';

export type InFlightSignal = 'traces' | 'logs';

/** One accepted request. */
export interface InFlightRecord {
  readonly signal: InFlightSignal;
  /** The request as protobuf; must not be changed afterwards. */
  readonly body: Uint8Array;
}

export interface RecoveredRecord extends InFlightRecord {
  readonly id: number;
}

/** What a store holds and has done; numbers. */
export interface InFlightStoreCounters {
  /** Records that were appended and not released. */
  readonly records: number;
  /** What counts for `maxBytes`: on a disk with what was released and not yet given back. */
  readonly bytes: number;
  readonly appended: number;
  readonly released: number;
  /** Records refused because of `maxBytes`. */
  readonly refused: number;
  /** Writes that failed; nothing of them was acknowledged. */
  readonly failedWrites: number;
  /** Bytes found at the start that are no whole record: what a crash left of records that nobody was told are safe. */
  readonly tornBytes: number;
}

/**
 * Keeps accepted requests until they have been delivered. Acknowledged means safe: what was appended, and not released,
 * is there again when the store is opened after a crash, as far as its durability promises.
 */
export interface InFlightStore {
  /** Whether it holds the bodies that it was given in memory, so that whoever else does need not copy them. */
  readonly isMemory: boolean;
  readonly counters: InFlightStoreCounters;
  /**
   * Resolves with the id of the record once it is safe.
   *
   * @throws StoreFullError when the record does not fit; OtlpBusyError when it could not be written.
   */
  append(record: InFlightRecord): Promise<number>;
  /** Undefined when there is no such record, or when it was released. */
  read(id: number): Promise<InFlightRecord | undefined>;
  /** The records are not needed again. Each id is released once, however many traces the record held. */
  release(ids: readonly number[]): void;
  /** What was not released when the store was opened, in the order in which it came; with the ids that it had. */
  recover(): AsyncIterable<RecoveredRecord>;
  /** Waits for what is being written, and lets go of the folder. Afterwards `append` rejects. */
  close(): Promise<void>;
}
