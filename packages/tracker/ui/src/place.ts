import { useEffect, useState } from 'preact/hooks';

/** Where the reader is: everything a page shows follows from it, so that every address can be passed on. */
export interface Place {
  readonly path: string;
  readonly query: URLSearchParams;
}

const placeOf = (): Place => ({ path: location.pathname, query: new URLSearchParams(location.search) });

const listeners = new Set<() => void>();
const tell = (): void => listeners.forEach((listener) => listener());

/** Goes to another address of ours. Replacing leaves no trace in the history: filters do. */
export function goTo(href: string, isReplacing = false): void {
  if (isReplacing) history.replaceState(null, '', href);
  else history.pushState(null, '', href);
  tell();
}

/** The same page with another query; empty values are left out. */
export function setQuery(change: Readonly<Record<string, string>>): void {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(change)) {
    if (value === '') query.delete(name);
    else query.set(name, value);
  }
  const search = query.toString();
  goTo(`${location.pathname}${search === '' ? '' : `?${search}`}`, true);
}

export function usePlace(): Place {
  const [place, setPlace] = useState(placeOf);
  useEffect(() => {
    const update = (): void => setPlace(placeOf());
    listeners.add(update);
    return () => void listeners.delete(update);
  }, []);
  return place;
}

/** Plain links to our pages change the place instead of loading the document again. Call once. */
export function followLinks(): void {
  addEventListener('popstate', tell);
  document.addEventListener('click', (event) => {
    const isPlain =
      event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!isPlain || event.defaultPrevented || link === null || link.origin !== location.origin) return;
    if (link.hash !== '' || /^\/(api\/|openapi)/.test(link.pathname)) return;
    event.preventDefault();
    goTo(link.pathname + link.search);
    scrollTo(0, 0);
  });
}

export const runHref = (traceId: string, spanId?: string): string =>
  `/traces/${encodeURIComponent(traceId)}${spanId === undefined ? '' : `?span=${encodeURIComponent(spanId)}`}`;

export const agentHref = (name: string): string => `/agents/${encodeURIComponent(name)}`;
