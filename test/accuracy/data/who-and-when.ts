import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** One message of a log, as the run wrote it. */
export interface LogMessage {
  readonly content: string;
  readonly role: string;
  readonly name: string | undefined;
}

/** What is known of a run without its labels: all that the converter may read. */
export interface RunLog {
  readonly id: string;
  readonly question: string;
  readonly history: readonly LogMessage[];
}

/** What the annotators said; for scoring only. */
export interface RunLabel {
  readonly agent: string;
  /** Position in the history. */
  readonly step: number;
}

export interface LabelledRun {
  readonly log: RunLog;
  readonly label: RunLabel;
  /** Runs of one question share a fold. */
  readonly group: string;
}

interface RawLog {
  readonly history: readonly {
    readonly content?: unknown;
    readonly role?: unknown;
    readonly name?: unknown;
  }[];
  readonly question?: unknown;
  readonly question_ID?: unknown;
  readonly mistake_agent?: unknown;
  readonly mistake_step?: unknown;
}

/** All runs of a folder, in order of their file names (numbers by value). */
export function readFolder(folder: string): LabelledRun[] {
  if (!existsSync(folder)) throw new Error(`No such folder: ${folder}`);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .map((file) => parseRun(file.slice(0, -'.json'.length), readFileSync(join(folder, file), 'utf8')));
}

export function parseRun(id: string, json: string): LabelledRun {
  const raw = JSON.parse(json) as RawLog;
  const history = raw.history.map((message) => ({
    content: text(message.content),
    role: text(message.role),
    name: typeof message.name === 'string' && message.name !== '' ? message.name : undefined,
  }));
  return {
    log: { id, question: text(raw.question), history },
    label: { agent: text(raw.mistake_agent), step: Number.parseInt(text(raw.mistake_step), 10) },
    group: typeof raw.question_ID === 'string' ? raw.question_ID : id,
  };
}

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : JSON.stringify(value);
}
