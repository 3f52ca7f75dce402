import { type ReverseWriter, sizeOfVarint } from './reverse-writer.js';

/** What messages that are copied in parts ask of a writer. */
export type CopyWriter = Pick<ReverseWriter, 'length' | 'bytes' | 'close'>;

/** Counts what a {@link ReverseWriter} would write, so that memory of just that size can be asked for. */
export class SizeCounter implements CopyWriter {
  length = 0;

  bytes(source: Uint8Array, start = 0, end: number = source.length): void {
    this.length += end - start;
  }

  close(fieldNumber: number, mark: number): void {
    this.length += sizeOfVarint(this.length - mark, 0) + sizeOfVarint(fieldNumber * 8, 0);
  }
}
