/** Records as JSON, oldest first, within a count and a size. */
export class RecordQueue {
  readonly #maxRecords: number;
  readonly #maxChars: number;
  #records: string[] = [];
  #chars = 0;
  #dropped = 0;

  constructor(maxRecords: number, maxChars: number) {
    this.#maxRecords = maxRecords;
    this.#maxChars = maxChars;
  }

  get length(): number {
    return this.#records.length;
  }

  /** Records that had to make room. */
  get dropped(): number {
    return this.#dropped;
  }

  push(record: string): void {
    this.#records.push(record);
    this.#chars += record.length;
    this.#makeRoom();
  }

  take(count: number): readonly string[] {
    const taken = this.#records.splice(0, count);
    for (const { length } of taken) this.#chars -= length;
    return taken;
  }

  /** Puts back what could not be delivered, in front of all that came since. */
  putBack(records: readonly string[]): void {
    this.#records = [...records, ...this.#records];
    for (const { length } of records) this.#chars += length;
    this.#makeRoom();
  }

  clear(): number {
    return this.take(this.#records.length).length;
  }

  #makeRoom(): void {
    let excess = 0;
    while (
      this.#records.length - excess > this.#maxRecords ||
      (this.#chars > this.#maxChars && excess < this.#records.length)
    ) {
      this.#chars -= this.#records[excess]?.length ?? 0;
      excess += 1;
    }
    if (excess === 0) return;
    this.#records.splice(0, excess);
    this.#dropped += excess;
  }
}
