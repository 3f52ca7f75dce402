import { useEffect, useRef, useState } from 'preact/hooks';

/** Events of the tracker that pages follow. */
type EventName = 'trace.attributed' | 'task.status' | 'performance.inflection';

let source: EventSource | undefined;
const sourceOf = (): EventSource => (source ??= new EventSource('/api/events'));

/** Calls back with what happens, as it happens. Events that come thick and fast are put together. */
export function useEvents<T>(name: EventName, onEvents: (events: readonly T[]) => void): void {
  const callback = useRef(onEvents);
  callback.current = onEvents;
  useEffect(() => {
    let waiting: T[] = [];
    let timer: number | undefined;
    const deliver = (): void => {
      timer = undefined;
      callback.current(waiting.splice(0));
    };
    const collect = (event: MessageEvent<string>): void => {
      waiting.push(JSON.parse(event.data) as T);
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
