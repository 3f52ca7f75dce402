import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { SpanJson } from '../types.js';

/** What the parts of a run's page share. */
export interface RunContext {
  readonly traceId: string;
  /** Empty until the spans are there. */
  readonly spans: ReadonlyMap<string, SpanJson>;
  /** Shows a span in the timeline and goes there. */
  readonly show: (spanId: string) => void;
}

const Context = createContext<RunContext>({ traceId: '', spans: new Map(), show: () => {} });

export const RunProvider = Context.Provider;
export const useRun = (): RunContext => useContext(Context);
