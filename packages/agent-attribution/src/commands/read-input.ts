import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { SpanView } from '@agent-attribution/core';
import { readTraceDocument } from '@agent-attribution/otlp';
import { CommandError } from '../command-error.js';
import type { Terminal } from '../command-line.js';
import type { TraceFormat } from './trace-formats.js';

export interface Input {
  readonly spans: readonly SpanView[];
  /** What could not be read although the rest could. */
  readonly warnings: readonly string[];
}

/** Files of a folder that may hold traces. */
const TRACE_FILE = /\.(?:json|jsonl|ndjson|pb|bin|otlp|proto)(?:\.gz)?$/i;

/** Reads the traces of a file, of all files below a folder, or of standard input (`-`). @throws CommandError (2) */
export async function readInput(path: string, format: TraceFormat, terminal: Terminal): Promise<Input> {
  if (path === '-') return readDocument(await readAll(terminal.stdin), 'standard input', format);
  const info = await stat(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  return info.isDirectory() ? readFolder(path, format) : readDocument(await readBytes(path), path, format);
}

async function readFolder(folder: string, format: TraceFormat): Promise<Input> {
  const names = await readdir(folder, { recursive: true });
  const files = names.filter((name) => TRACE_FILE.test(name)).toSorted();
  if (files.length === 0)
    throw new CommandError(`${folder} holds no trace files (.json, .jsonl, .pb, .otlp)`, 2);
  const spans: SpanView[] = [];
  const warnings: string[] = [];
  for (const file of files) {
    try {
      const input = readDocument(await readBytes(join(folder, file)), file, format);
      for (const span of input.spans) spans.push(span);
      warnings.push(...input.warnings);
    } catch (error) {
      warnings.push(error instanceof Error ? error.message : String(error));
    }
  }
  if (spans.length === 0)
    throw new CommandError(`no traces in ${folder}: ${warnings[0] ?? 'all files are empty'}`, 2);
  return { spans, warnings };
}

function readDocument(bytes: Uint8Array, name: string, format: TraceFormat): Input {
  try {
    return readTraceDocument(bytes, { format });
  } catch (error) {
    throw new CommandError(`${name}: ${error instanceof Error ? error.message : String(error)}`, 2);
  }
}

async function readBytes(path: string): Promise<Uint8Array> {
  return readFile(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
}

async function readAll(stream: Terminal['stdin']): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'it may not be read',
};

function unreadable(path: string, error: unknown): CommandError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return new CommandError(`cannot read ${path}: ${REASONS[code] ?? String(error)}`, 2);
}
