import { LOG_LEVELS } from '../config/service-config.js';
import type { LogLevel } from '../config/service-config.js';

type Fields = Readonly<Record<string, string | number>>;

/** What the service says of itself; one line each. */
export type ServiceLog = Readonly<Record<LogLevel, (message: string, fields?: Fields) => void>>;

export interface ServiceLogOptions {
  /** The least that is written. */
  readonly level: LogLevel;
  readonly format: 'text' | 'json';
  /** Takes a line, its end included. */
  readonly write: (line: string) => void;
  /** Milliseconds since the epoch. Default `Date.now`. */
  readonly now?: () => number;
}

/**
 * @example
 * const log = createServiceLog({ level: 'info', format: 'json', write: (line) => process.stderr.write(line) });
 * log.warn('delivery fails', { exporter: 'otlp/jaeger' });
 */
export function createServiceLog(options: ServiceLogOptions): ServiceLog {
  const { level, format, write, now = Date.now } = options;
  const lineOf = format === 'json' ? jsonLine : textLine;
  const logAt = (at: LogLevel) => {
    const isWritten = LOG_LEVELS.indexOf(at) >= LOG_LEVELS.indexOf(level);
    return (message: string, fields: Fields = {}): void => {
      if (isWritten) write(`${lineOf(new Date(now()).toISOString(), at, message, fields)}\n`);
    };
  };
  return { debug: logAt('debug'), info: logAt('info'), warn: logAt('warn'), error: logAt('error') };
}

const jsonLine = (time: string, level: LogLevel, message: string, fields: Fields): string =>
  JSON.stringify({ time, level, message, ...fields });

function textLine(time: string, level: LogLevel, message: string, fields: Fields): string {
  const pairs = Object.entries(fields).map(([name, value]) => ` ${name}=${value}`);
  // What is logged may quote what came over the network: it must not look like a line of its own.
  return `${time} ${level.padEnd(5)} ${message}${pairs.join('')}`.replaceAll(/[\r\n]+/g, ' ');
}
