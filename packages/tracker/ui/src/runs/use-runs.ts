import { useEffect, useState } from 'preact/hooks';
import { ask } from '../ask.js';
import { useEvents } from '../live.js';
import type { TraceList, TraceView } from '../types.js';
import { mergeRuns, runsPath } from './run-filter.js';

export interface Runs {
  /** Undefined until the first answer. */
  readonly runs: readonly TraceView[] | undefined;
  readonly error: Error | undefined;
  /** Undefined when there are no older ones. */
  readonly loadOlder: (() => void) | undefined;
  readonly again: () => void;
}

interface State {
  readonly search: string;
  readonly runs: readonly TraceView[];
  readonly cursor: string | null;
}

/** The runs of an address, newest first: the first page comes again when a run is attributed, older ones on request. */
export function useRuns(query: URLSearchParams): Runs {
  const search = query.toString();
  const [state, setState] = useState<State>();
  const [error, setError] = useState<Error>();
  const [round, setRound] = useState(0);
  const again = (): void => setRound((before) => before + 1);

  useEffect(() => {
    const controller = new AbortController();
    ask<TraceList>(runsPath(query, Date.now()), { signal: controller.signal }).then(
      ({ traces, nextCursor }) => {
        setError(undefined);
        setState((before) =>
          before?.search === search
            ? { search, runs: mergeRuns(traces, before.runs), cursor: before.cursor }
            : { search, runs: traces, cursor: nextCursor },
        );
      },
      (failure: Error) => {
        if (!controller.signal.aborted) setError(failure);
      },
    );
    return () => controller.abort();
  }, [search, round]);
  useEvents('trace.attributed', again);

  const isCurrent = state?.search === search;
  const cursor = isCurrent ? state.cursor : null;
  const loadOlder = (from: string): void => {
    ask<TraceList>(runsPath(query, Date.now(), from)).then(
      ({ traces, nextCursor }) =>
        setState((before) =>
          before?.search === search
            ? { search, runs: mergeRuns(before.runs, traces), cursor: nextCursor }
            : before,
        ),
      setError,
    );
  };
  return {
    runs: isCurrent ? state.runs : undefined,
    error,
    loadOlder: cursor === null ? undefined : () => loadOlder(cursor),
    again,
  };
}
