import * as v from 'valibot';
import { parseByteSize } from './byte-size.js';
import { parseDuration } from './duration.js';

/**
 * A value in the file, and what it becomes. `takes` says what a person may write there: it closes the sentence of an
 * error and stands in the table of all keys.
 */
export type Field<T> = v.GenericSchema<unknown, T>;

const field = <T>(about: string, takes: string, read: (value: unknown) => T | undefined): Field<T> =>
  v.pipe(
    v.unknown(),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      const read_ = read(dataset.value);
      if (read_ !== undefined) return read_;
      addIssue({ message: takes });
      return NEVER;
    }),
    v.description(about),
    v.metadata({ takes }),
  );

/** What is read of a text, where the file has one. A number stands for its digits: `4317`, `0`. */
const fromText =
  <T>(read: (text: string) => T | undefined) =>
  (value: unknown): T | undefined => {
    if (typeof value === 'number') return read(String(value));
    return typeof value === 'string' ? read(value) : undefined;
  };

/** Milliseconds. Default least: 0. */
export const duration = (about: string, leastMs = 0): Field<number> =>
  field(
    about,
    leastMs === 0
      ? 'a duration such as 500ms, 10s or 6h'
      : `a duration of at least ${leastMs}ms, such as 10s`,
    fromText((text) => {
      const ms = parseDuration(text);
      return ms !== undefined && ms >= leastMs ? ms : undefined;
    }),
  );

const AGE_MS: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** How long something is kept, ms: days and weeks, which durations do not have. */
export const retentionAge = (about: string): Field<number | 'all'> =>
  field(about, 'a time such as 90d, 12h or 4w, or all', (value) => {
    if (value === 'all') return value;
    const [, digits, unit = ''] = /^(\d{1,6})([hdw])$/.exec(typeof value === 'string' ? value : '') ?? [];
    const unitMs = AGE_MS[unit];
    return digits === undefined || unitMs === undefined ? undefined : Number(digits) * unitMs;
  });

/** Bytes, 1 at least. */
export const byteSize = (about: string): Field<number> =>
  field(
    about,
    'a size such as 64MiB or 512KiB',
    fromText((text) => {
      const bytes = parseByteSize(text);
      return bytes === 0 ? undefined : bytes;
    }),
  );

/** A whole number from `min` to `max`, both inclusive. */
export const count = (about: string, min: number, max: number): Field<number> => {
  const within = numberWithin(min, max);
  return field(about, `a whole number from ${min} to ${max}`, (value) => {
    const number = within(value);
    return Number.isInteger(number) ? number : undefined;
  });
};

const numberWithin = (min: number, max: number): ((value: unknown) => number | undefined) =>
  fromText((text) => {
    const number = text.trim() === '' ? Number.NaN : Number(text);
    return number >= min && number <= max ? number : undefined;
  });

/** Also what an environment variable can say: `true` and `false` as text. */
export const flag = (about: string): Field<boolean> =>
  field(about, 'true or false', (value) => {
    if (typeof value === 'boolean') return value;
    return value === 'true' || value === 'false' ? value === 'true' : undefined;
  });

export const choice = <const T extends string>(about: string, options: readonly T[]): Field<T> =>
  field(about, options.join(' or '), (value) => options.find((option) => option === value));

/** A text that is not empty; `takes` says of what kind. */
export const text = (about: string, takes: string): Field<string> =>
  field(about, takes, (value) => (typeof value === 'string' && value !== '' ? value : undefined));

export const texts = (about: string, takes: string): Field<readonly string[]> =>
  field(about, `a list of ${takes}`, (value) => {
    if (!Array.isArray(value)) return undefined;
    const items = value.filter((item): item is string => typeof item === 'string' && item !== '');
    return items.length === value.length ? items : undefined;
  });

/** Names with texts; a number or a flag stands for its text, as YAML reads `x-tenant: 7`. */
export const textMap = (about: string, takes: string): Field<Readonly<Record<string, string>>> =>
  field(about, takes, (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const entries = Object.entries(value);
    return entries.every(([, item]) => ['string', 'number', 'boolean'].includes(typeof item))
      ? Object.fromEntries(entries.map(([key, item]) => [key, String(item)]))
      : undefined;
  });

/** Where to listen: `127.0.0.1:4318`, `localhost:4318`, `[::1]:4318`, `0.0.0.0:4318`. Port 0 takes a free one. */
export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

const LISTEN_ADDRESS = /^(?:\[([0-9a-fA-F:.]+)\]|([^\s:/[\]]*)):(\d{1,5})$/;

/** An empty host means every address of the machine, as in Go: `:4318`. */
export const listenAddress = (about: string): Field<ListenAddress> =>
  field(about, 'an address to listen on such as 0.0.0.0:4318', (value) => {
    const [, v6, host, digits] = LISTEN_ADDRESS.exec(typeof value === 'string' ? value : '') ?? [];
    const port = Number(digits);
    return port <= 65_535
      ? { host: v6 ?? (host === '' || host === undefined ? '0.0.0.0' : host), port }
      : undefined;
  });

const HOST_AND_PORT = /^(?:\[[0-9a-fA-F:.]+\]|[^\s:/[\]]+):\d{1,5}$/;

/** Where to send over gRPC: `host:4317`, `http://host:4317` or `https://host:4317`. */
export const grpcTarget = (about: string): Field<string> =>
  field(about, 'host:port, or http://host:port or https://host:port', (value) => {
    if (typeof value !== 'string') return undefined;
    return HOST_AND_PORT.test(value.replace(/^https?:\/\//, '').replace(/\/$/, '')) ? value : undefined;
  });

/** Where to send over HTTP: an `http://` or `https://` address. */
export const httpUrl = (about: string): Field<string> =>
  field(about, 'an address such as https://collector.example:4318', (value) =>
    typeof value === 'string' && /^https?:\/\/[^/\s]/.test(value) && URL.canParse(value) ? value : undefined,
  );

/** A map with these keys and no others. Nothing written (`http:`) is an empty one. */
export const section = <T>(schema: v.GenericSchema<unknown, T>): Field<T> =>
  v.pipe(
    v.unknown(),
    v.transform((value) => value ?? {}),
    schema,
  );
