import type { ExperienceRecord } from '../attribution-chain.js';
import type { ExperienceSink } from './experience-sink.js';

const DEFAULT_MAX_RECORDS = 10_000;

/** Keeps the latest records, for tests and for a program that reads them itself. */
export class MemoryExperienceSink implements ExperienceSink {
  readonly #maxRecords: number;
  #records: ExperienceRecord[] = [];

  /** @param maxRecords Beyond that the oldest are forgotten. Default 10,000. */
  constructor(maxRecords: number = DEFAULT_MAX_RECORDS) {
    this.#maxRecords = maxRecords;
  }

  submit(record: ExperienceRecord): void {
    this.#records.push(record);
    if (this.#records.length > this.#maxRecords) this.#records.shift();
  }

  /** Oldest first. */
  get records(): readonly ExperienceRecord[] {
    return this.#records;
  }

  clear(): void {
    this.#records = [];
  }
}
