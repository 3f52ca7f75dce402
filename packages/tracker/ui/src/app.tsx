import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { AgentPage } from './agents/agent-page.js';
import { AgentsPage } from './agents/agents-page.js';
import { ComparePage } from './compare/compare-page.js';
import { useIsLive } from './live.js';
import mark from './mark.svg';
import { usePlace } from './place.js';
import { RunPage } from './run/run-page.js';
import { RunsPage } from './runs/runs-page.js';
import { TasksPage } from './tasks/tasks-page.js';
import { ThemeButton } from './theme.js';

const TABS = [
  ['/', 'Runs'],
  ['/agents', 'Agents'],
  ['/compare', 'Compare'],
  ['/tasks', 'Tasks'],
] as const;

/** The frame of every page, and the page of the address. */
export function App() {
  const { path, query } = usePlace();
  const main = useRef<HTMLElement>(null);
  const isFirst = useRef(true);
  useEffect(() => {
    // Who reads with the keyboard or a screen reader goes on at the new page, not at the link that led to it.
    if (!isFirst.current) main.current?.focus({ preventScroll: true });
    isFirst.current = false;
  }, [path]);
  const [, first = '', second] = path.split('/');
  const here = first === 'traces' ? '/' : `/${first}`;
  return (
    <>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <header class="top">
        <a class="brand" href="/">
          <img src={mark} alt="" width="22" height="22" /> Agent Attribution
        </a>
        <nav aria-label="Tracker">
          {TABS.map(([href, name]) => (
            <a key={href} href={href} aria-current={href === here ? 'page' : undefined}>
              {name}
            </a>
          ))}
        </nav>
        <Live />
        <a class="api" href="/openapi.json">
          API
        </a>
        <ThemeButton />
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        {pageOf(first, second === undefined ? undefined : decoded(second), query)}
      </main>
    </>
  );
}

function pageOf(first: string, id: string | undefined, query: URLSearchParams): ComponentChildren {
  if (first === '' && id === undefined) return <RunsPage query={query} />;
  if (first === 'traces' && id !== undefined) return <RunPage key={id} traceId={id} query={query} />;
  if (first === 'agents')
    return id === undefined ? <AgentsPage query={query} /> : <AgentPage key={id} name={id} query={query} />;
  if (first === 'compare') return <ComparePage query={query} />;
  if (first === 'tasks') return <TasksPage />;
  return <NotFound />;
}

function NotFound() {
  return (
    <>
      <h1>There is no such page</h1>
      <p class="empty">
        Nothing is at this address. <a href="/">All runs</a>
      </p>
    </>
  );
}

function Live() {
  const isLive = useIsLive();
  return (
    <span class={`live ${isLive ? 'on' : ''}`} role="status">
      <span aria-hidden="true">{isLive ? '●' : '○'}</span> {isLive ? 'live' : 'connecting'}
    </span>
  );
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
