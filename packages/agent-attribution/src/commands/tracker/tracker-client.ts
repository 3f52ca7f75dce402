import { createTrackerApp, TrackerError } from '@agent-attribution/tracker';
import { CommandError } from '../../command-error.js';
import type { Terminal } from '../../command-line.js';
import type { StorePlace } from '../../server/open-store.js';
import { openKnownStore } from '../../server/open-store.js';
import { VERSION } from '../../version.js';

/** Asks a tracker, wherever it is. */
export interface TrackerClient {
  /**
   * The JSON at a path; `undefined` in a query is left out.
   *
   * @throws CommandError (1) when it is not there or cannot be asked, (2) when the question is wrong
   */
  get(path: string, query?: Query): Promise<unknown>;
  /** The text at a path that gives text. @throws CommandError as `get` does */
  text(path: string, query?: Query): Promise<string>;
  /** The same as `get`, or undefined when there is nothing at the path. */
  find(path: string, query?: Query): Promise<unknown>;
  close(): Promise<void>;
}

export type Query = Readonly<Record<string, string | undefined>>;

/** Where the tracker is: an address, or else what it keeps its runs in. */
export interface TrackerPlace {
  readonly url: string | undefined;
  readonly store: StorePlace;
}

const TOKEN_VARIABLE = 'AGENT_ATTRIBUTION_TOKEN';
const READ_TOKEN_VARIABLE = 'AGENT_ATTRIBUTION_READ_TOKEN';
const TIMEOUT_MS = 30_000;

/** A server may know several, with commas between them: the first will do. */
const tokenIn = (env: Terminal['env']): string | undefined =>
  (env[TOKEN_VARIABLE] || env[READ_TOKEN_VARIABLE])?.split(',')[0]?.trim();

type Request = (path: string) => Promise<Response>;

/** A folder or a database is asked through the same application that a server serves, so there is one way to every answer. */
export async function openTracker(place: TrackerPlace, { env }: Terminal): Promise<TrackerClient> {
  if (place.url !== undefined) return clientOf(remote(place.url, tokenIn(env)), async () => {});
  try {
    const store = await openKnownStore(place.store);
    const app = createTrackerApp({ store, version: VERSION });
    return clientOf(
      async (path) => app.request(path),
      () => store.close(),
    );
  } catch (error) {
    throw error instanceof TrackerError ? new CommandError(error.message, 1) : error;
  }
}

function remote(url: string, token: string | undefined): Request {
  const base = URL.canParse(url) ? new URL(url) : undefined;
  if (base === undefined || !base.protocol.startsWith('http'))
    throw new CommandError(`--url takes an address such as http://127.0.0.1:4319, not "${url}"`, 2);
  const headers = token === undefined || token === '' ? {} : { authorization: `Bearer ${token}` };
  return async (path) => {
    try {
      const address = base.href.replace(/\/$/, '') + path;
      return await fetch(address, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
    } catch {
      throw new CommandError(`no tracker answers at ${base.origin}: start it, or name another with --url`, 1);
    }
  };
}

function clientOf(request: Request, close: () => Promise<void>): TrackerClient {
  const ask = async (path: string, query: Query = {}): Promise<Response> => {
    const given = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) if (value !== undefined) given.set(name, value);
    const search = given.toString();
    return request(search === '' ? path : `${path}?${search}`);
  };
  return {
    get: async (path, query) => bodyOf(await ask(path, query)),
    async text(path, query) {
      const response = await ask(path, query);
      if (!response.ok) throw await refusalOf(response);
      return response.text();
    },
    async find(path, query) {
      const response = await ask(path, query);
      return response.status === 404 ? undefined : bodyOf(response);
    },
    close,
  };
}

async function bodyOf(response: Response): Promise<unknown> {
  if (!response.ok) throw await refusalOf(response);
  const body: unknown = await response.json().catch(() => undefined);
  if (body === undefined) throw new CommandError('what answered is no tracker', 1);
  return body;
}

async function refusalOf(response: Response): Promise<CommandError> {
  const body: unknown = await response.json().catch(() => undefined);
  const isDetailed = typeof body === 'object' && body !== null && 'detail' in body;
  const detail = isDetailed
    ? String(body.detail).replace(/\.$/, '')
    : `the tracker answered ${response.status}`;
  const hint = response.status === 401 ? ` (set ${TOKEN_VARIABLE})` : '';
  return new CommandError(`${detail}${hint}`, response.status === 400 ? 2 : 1);
}
