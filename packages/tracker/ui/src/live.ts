import { useEffect, useRef, useState } from 'preact/hooks';

/** Events of the tracker that pages follow, and what the pages read of each. */
interface Events {
  readonly 'trace.attributed': { readonly traceId: string };
  readonly 'task.status': { readonly taskId: string };
  readonly 'performance.inflection': { readonly agentId: string };
}

let source: EventSource | undefined;
const sourceOf = (): EventSource => (source ??= new EventSource('/api/events'));

/** Calls back with what happens, as it happens. Events that come thick and fast are put together. */
export function useEvents<N extends keyof Events>(
  name: N,
  onEvents: (events: readonly Events[N][]) => void,
): void {
  const callback = useRef(onEvents);
  callback.current = onEvents;
  useEffect(() => {
    let waiting: Events[N][] = [];
    let timer: number | undefined;
    const deliver = (): void => {
      timer = undefined;
      callback.current(waiting.splice(0));
    };
    const collect = (event: MessageEvent<string>): void => {
      waiting.push(JSON.parse(event.data) as Events[N]);
      timer ??= window.setTimeout(deliver, GATHER_MS);
    };
    const events = sourceOf();
    events.addEventListener(name, collect);
    return () => {
      events.removeEventListener(name, collect);
      clearTimeout(timer);
      waiting = [];
    };
  }, [name]);
}

const GATHER_MS = 300;

/** Whether what happens reaches this page as it happens. */
export function useIsLive(): boolean {
  const [isLive, setIsLive] = useState(false);
  useEffect(() => {
    const events = sourceOf();
    const update = (): void => setIsLive(events.readyState === EventSource.OPEN);
    events.addEventListener('open', update);
    events.addEventListener('error', update);
    return () => {
      events.removeEventListener('open', update);
      events.removeEventListener('error', update);
    };
  }, []);
  return isLive;
}
