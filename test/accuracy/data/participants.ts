import type { LogMessage } from './who-and-when.js';

/** Who a message of a log is from; a runtime knows this, a log only implies it. */
export type Participant =
  | { readonly kind: 'person' }
  | { readonly kind: 'executor' }
  | { readonly kind: 'agent'; readonly agent: string; readonly delegatesTo: string | undefined };

const PERSON = /^(?:human|person|customer|(?:end[ _-]?)?user(?:[ _-]?proxy)?|system)$/i;

const EXECUTOR =
  /(?:terminal|executor|sandbox|(?:code|python)[ _-]?interpreter)$|^(?:tool|function|environment|observation)s?$/i;

const EXIT_CODE = /^\s*exit ?code:/i;

/** `Orchestrator (-> WebSurfer)`, `Orchestrator (thought)`. */
const DECORATED = /^(.*?)\s*\((.*)\)\s*$/;

const DELEGATION = /^(?:->|→)\s*(.+)$/;

export function participantOf(message: LogMessage): Participant {
  const author = message.name ?? message.role;
  if (EXECUTOR.test(author) || EXECUTOR.test(message.role) || EXIT_CODE.test(message.content))
    return { kind: 'executor' };
  if (PERSON.test(author)) return { kind: 'person' };
  const decorated = DECORATED.exec(author);
  if (decorated === null) return { kind: 'agent', agent: author, delegatesTo: undefined };
  const target = DELEGATION.exec(decorated[2] ?? '');
  return { kind: 'agent', agent: decorated[1] ?? author, delegatesTo: target?.[1]?.trim() };
}

/** Names as they are compared: case, decoration and separators do not matter. */
export function normaliseName(name: string): string {
  const bare = DECORATED.exec(name)?.[1] ?? name;
  return bare.toLowerCase().replaceAll(/[\s_-]+/g, '');
}
