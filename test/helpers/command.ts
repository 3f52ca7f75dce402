import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';

const BIN = new URL('../../packages/agent-attribution/bin/agent-attribution.js', import.meta.url).pathname;

/** A process of the command, as a user starts it. */
export class RunningCommand {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #exit: Promise<number | null>;
  stdout = '';
  stderr = '';

  /** @param env - in addition to this process's */
  constructor(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    this.#child = spawn(process.execPath, [BIN, ...args], { env: { ...process.env, ...env } });
    this.#child.stdout.on('data', (chunk: Buffer) => (this.stdout += chunk.toString()));
    this.#child.stderr.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
    this.#exit = new Promise((resolve) => {
      this.#child.on('close', (code) => resolve(code));
    });
  }

  /** What a pattern captures of standard error, as soon as it is there. @throws when the process ends without it */
  async said(pattern: RegExp): Promise<string> {
    for (;;) {
      const found = pattern.exec(this.stderr)?.[1];
      if (found !== undefined) return found;
      const next = new Promise<'more'>((resolve) => {
        this.#child.stderr.once('data', () => resolve('more'));
      });
      if ((await Promise.race([next, this.#exit])) !== 'more' && !pattern.test(this.stderr)) {
        throw new Error(`ended without saying ${String(pattern)}: ${this.stderr}`);
      }
    }
  }

  async exitCode(): Promise<number | null> {
    return this.#exit;
  }

  /** Closes standard input: nothing more is asked. */
  endInput(): void {
    this.#child.stdin.end();
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    this.#child.kill(signal);
    return this.#exit;
  }
}
