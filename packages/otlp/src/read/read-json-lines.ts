import { parseJson } from '../messages/parse-json.js';
import type { OtlpRequest } from '../spans/otlp-request.js';
import { MalformedOtlpError } from '../wire/malformed-otlp-error.js';
import { asBuffer } from '../wire/wire-reader.js';
import { readJsonDocument } from './read-json-document.js';

export interface JsonLines {
  readonly requests: readonly OtlpRequest[];
  /** One sentence for each line that could not be read. */
  readonly warnings: readonly string[];
}

const NEWLINE = 0x0a;

/** Reads one document a line, as the Collector's file exporter writes them. Blank lines are skipped. */
export function readJsonLines(bytes: Uint8Array): JsonLines {
  const requests: OtlpRequest[] = [];
  const warnings: string[] = [];
  let number = 0;
  for (const line of linesOf(bytes)) {
    number += 1;
    if (isBlank(line)) continue;
    const read = readLine(line);
    if (typeof read === 'string') warnings.push(`Line ${number} was left out: ${read}`);
    else requests.push(read);
  }
  return { requests, warnings };
}

function readLine(line: Uint8Array): OtlpRequest | string {
  try {
    return readJsonDocument(parseJson(line))?.request ?? 'it is neither OTLP/JSON nor Jaeger JSON.';
  } catch (error) {
    if (error instanceof MalformedOtlpError) return error.message;
    throw error;
  }
}

function* linesOf(bytes: Uint8Array): Generator<Uint8Array> {
  const buffer = asBuffer(bytes);
  let start = 0;
  while (start < buffer.length) {
    const newline = buffer.indexOf(NEWLINE, start);
    const end = newline === -1 ? buffer.length : newline;
    yield buffer.subarray(start, end);
    start = end + 1;
  }
}

function isBlank(line: Uint8Array): boolean {
  return line.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}
