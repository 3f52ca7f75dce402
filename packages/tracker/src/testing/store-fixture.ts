import type { TrackerStore } from '../storage/tracker-store.js';

/** One storage place that a store can be opened on again and again. */
export interface StoreFixture {
  /** Opens the store with its schema up to date; `now` is its clock, ms. */
  open(now: () => number): Promise<TrackerStore>;
  /** Removes everything. All stores are closed. */
  remove(): Promise<void>;
}
