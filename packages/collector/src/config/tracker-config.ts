import * as v from 'valibot';
import { byteSize, count, retentionAge, text } from './fields.js';
import type { Field } from './fields.js';

/** `tracker`, which only `serve` has: durations in ms, sizes in bytes. */
export interface TrackerConfig {
  readonly host: string;
  readonly port: number;
  readonly data?: string | undefined;
  readonly database_url?: string | undefined;
  readonly keep: number | 'all';
  readonly max_size?: number | undefined;
}

export const TRACKER_SECTION: Field<TrackerConfig> = v.strictObject({
  host: v.optional(text('Where API and pages are: this machine only, by default.', 'a host'), '127.0.0.1'),
  port: v.optional(count('Port of API and pages; 0 takes a free one.', 0, 65_535), 4319),
  data: v.exactOptional(
    text(
      'Where runs are kept, as SQLite; `.agent-attribution` where no database is named.',
      'the path of a directory',
    ),
  ),
  database_url: v.exactOptional(
    text('The PostgreSQL database that keeps runs instead.', 'postgres://…, best as ${env:NAME}'),
  ),
  keep: v.optional(retentionAge('Age at which a run is forgotten.'), '90d'),
  max_size: v.exactOptional(byteSize('Size of `data` above which the oldest runs are forgotten.')),
});
