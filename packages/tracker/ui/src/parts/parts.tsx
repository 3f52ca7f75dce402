import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Answer } from '../ask.js';
import { formatAgo, formatShare, words } from '../format.js';

/** A sign and a word say what a colour says too. */
const SIGNS: Readonly<Record<string, string>> = {
  success: '✓',
  healthy: '✓',
  closed: '✓',
  failure: '✗',
  failed: '✗',
  abandoned: '✗',
  attributed: '✗',
  partial: '◐',
  running: '…',
};

const KINDS: Readonly<Record<string, string>> = { '✓': 'good', '✗': 'bad' };

/** An outcome, a verdict or a status: sign, word and colour. */
export function Badge({ value }: { readonly value: string }) {
  const sign = SIGNS[value] ?? '?';
  return (
    <span class={`badge ${KINDS[sign] ?? 'warn'}`}>
      <span aria-hidden="true">{sign}</span> {words(value)}
    </span>
  );
}

export const Chip = ({ children }: { readonly children: string }) => (
  <span class="chip">{words(children)}</span>
);

/** A share of 1 as a bar with its number beside it. */
export function Share({
  value,
  kind,
}: {
  readonly value: number;
  readonly kind: 'blame' | 'credit' | 'sure';
}) {
  return (
    <span class={`share ${kind}`}>
      <span class="bar" aria-hidden="true">
        <span style={{ width: `${Math.min(1, Math.max(0, value)) * 100}%` }} />
      </span>
      <span class="num">{formatShare(value)}</span>
    </span>
  );
}

/** A time as its age, with the time itself in full. */
export function Time({ iso, isFull = false }: { readonly iso: string; readonly isFull?: boolean }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  const at = new Date(iso);
  const full = at.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
  const ago = formatAgo(now - at.getTime());
  return (
    <time dateTime={iso} title={isFull ? iso : full}>
      {isFull ? `${ago} · ${full}` : ago}
    </time>
  );
}

export interface WaitingProps<T> {
  readonly answer: Answer<T>;
  readonly children: (value: T) => ComponentChildren;
}

/** What the API answered; until then that it is awaited, and what to do when it could not answer. */
export function Waiting<T>({ answer, children }: WaitingProps<T>) {
  if (answer.value !== undefined) return <>{children(answer.value)}</>;
  if (answer.error === undefined)
    return (
      <p class="empty" role="status">
        Loading …
      </p>
    );
  return (
    <div class="empty" role="alert">
      <p>{answer.error.message}</p>
      <button type="button" onClick={answer.again}>
        Try again
      </button>
    </div>
  );
}

export interface SectionProps {
  readonly title: string;
  readonly note?: ComponentChildren;
  readonly class?: string;
  readonly children: ComponentChildren;
}

export function Section({ title, note, class: name = '', children }: SectionProps) {
  const id = title.toLowerCase().replaceAll(' ', '-');
  return (
    <section class={name} aria-labelledby={id}>
      <h2 id={id}>
        {title} {note !== undefined && <small>{note}</small>}
      </h2>
      {children}
    </section>
  );
}

/** A choice of one; the first option chooses nothing. */
export function Choice(props: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly string[];
  readonly any?: string;
  readonly onChange: (value: string) => void;
}) {
  const { label, value, options, any = 'any', onChange } = props;
  return (
    <label>
      {label}
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{any}</option>
        {options.map((option) => (
          <option key={option} value={option}>
            {words(option)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Labels with their values; those that are not known are left out. */
export function Facts({ of }: { readonly of: readonly (readonly [string, ComponentChildren])[] }) {
  return (
    <dl class="facts">
      {of
        .filter(([, value]) => value !== null)
        .map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** Column headings: a leading `#` says that numbers stand under it. */
export function Head({ of }: { readonly of: readonly string[] }) {
  return (
    <thead>
      <tr>
        {of.map((title) => (
          <th key={title} scope="col" class={title.startsWith('#') ? 'num' : ''}>
            {title.replace('#', '')}
          </th>
        ))}
      </tr>
    </thead>
  );
}

export function CopyButton({ text, children }: { readonly text: () => string; readonly children: string }) {
  const [isDone, setIsDone] = useState(false);
  return (
    <button
      type="button"
      onClick={() => {
        navigator.clipboard.writeText(text()).then(
          () => setIsDone(true),
          () => setIsDone(false),
        );
      }}
    >
      <span role="status">{isDone ? 'Copied ✓' : children}</span>
    </button>
  );
}

/** Which window a page looks at, as links. */
export function Windows({ chosen }: { readonly chosen: string }) {
  return (
    <nav class="segments" aria-label="Window">
      {WINDOWS.map(([window, name]) => (
        <a key={window} href={`?window=${window}`} aria-current={window === chosen ? 'true' : undefined}>
          {name}
        </a>
      ))}
    </nav>
  );
}

const WINDOWS = [
  ['7d', '7 days'],
  ['30d', '30 days'],
  ['90d', '90 days'],
] as const;

/** The window of the address; 7 days when it names none. */
export const windowIn = (query: URLSearchParams): string =>
  WINDOWS.find(([window]) => window === query.get('window'))?.[0] ?? '7d';
