import {
  FAILURE_CATEGORIES,
  NODE_TYPES,
  RUN_OUTCOMES,
  RUN_STATUSES,
} from '@agent-attribution/semantic-conventions';
import { useEffect, useRef } from 'preact/hooks';
import { useKeys } from '../keys.js';
import { Choice } from '../parts/parts.js';
import { goTo, setQuery } from '../place.js';
import { filtersIn, SINCE } from './run-filter.js';

const CHOICES = [
  ['Outcome', 'outcome', RUN_OUTCOMES],
  ['Status', 'status', RUN_STATUSES],
  ['Category', 'category', FAILURE_CATEGORIES],
  ['Root cause is a', 'nodeType', NODE_TYPES],
  ['Started in the last', 'since', Object.keys(SINCE)],
] as const;

const TEXTS = [
  ['Agent', 'agent'],
  ['Goal', 'goal'],
  ['Conversation', 'conversation'],
] as const;

/** Search and filters of the list. They live in the address. */
export function Filters({ query }: { readonly query: URLSearchParams }) {
  const form = useRef<HTMLFormElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const timer = useRef<number>(0);
  useKeys({
    '/': (event) => {
      event.preventDefault();
      search.current?.focus();
    },
  });
  const setSoon = (name: string, value: string): void => {
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => setQuery({ [name]: value.trim() }), 250);
  };
  // The address may change elsewhere, by a link or the history; what somebody is writing is left alone.
  useEffect(() => {
    for (const input of form.current?.querySelectorAll('input') ?? [])
      if (input !== document.activeElement) input.value = query.get(input.name) ?? '';
  }, [query.toString()]);
  const set = filtersIn(query);
  return (
    <form ref={form} class="filters" role="search" onSubmit={(event) => event.preventDefault()}>
      <label class="grow">
        <span>
          Search <kbd>/</kbd>
        </span>
        <input
          ref={search}
          type="search"
          placeholder="name, verdict, or an id"
          name="q"
          onInput={(event) => setSoon('q', event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.blur();
          }}
        />
      </label>
      {CHOICES.map(([label, name, options]) => (
        <Choice
          key={name}
          label={label}
          value={query.get(name) ?? ''}
          options={options}
          onChange={(value) => setQuery({ [name]: value })}
        />
      ))}
      <details open={TEXTS.some(([, name]) => set.includes(name))}>
        <summary>More</summary>
        <div class="filters">
          {TEXTS.map(([label, name]) => (
            <label key={name}>
              {label}
              <input name={name} onInput={(event) => setSoon(name, event.currentTarget.value)} />
            </label>
          ))}
        </div>
      </details>
      {set.length > 0 && (
        <button type="button" onClick={() => goTo('/')}>
          Clear
        </button>
      )}
    </form>
  );
}
