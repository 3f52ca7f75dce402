import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

type Env = Readonly<Record<string, string>>;

const FOLDER =
  process.env['AGENT_ATTRIBUTION_PEERS'] ??
  fileURLToPath(new URL('../../../node_modules/.cache/agent-attribution-peers', import.meta.url));

export const COLLECTOR_CONFIG: string = fileURLToPath(new URL('../../../collector-config/', import.meta.url));

/** What the stock Collector says of a configuration: nothing, when it is right. */
export function validateStock(args: readonly string[], env: Env): string {
  const { stdout, stderr } = spawnSync(`${FOLDER}/otelcol`, ['validate', ...args], {
    env,
    encoding: 'utf8',
  });
  return stdout + stderr;
}

/** A Collector or a Jaeger that runs. */
export class Peer {
  readonly #child: ChildProcess;
  #output = '';

  private constructor(name: 'otelcol' | 'jaeger', args: readonly string[], env: Env) {
    this.#child = spawn(`${FOLDER}/${name}`, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.#output += chunk.toString()));
    }
  }

  /** Resolves when it says that it is ready. @throws with its output when it ends before */
  static async start(name: 'otelcol' | 'jaeger', args: readonly string[], env: Env): Promise<Peer> {
    const peer = new Peer(name, args, env);
    await new Promise<void>((resolve, reject) => {
      const look = (): void => {
        if (peer.#output.includes('Everything is ready')) resolve();
      };
      peer.#child.stdout?.on('data', look);
      peer.#child.stderr?.on('data', look);
      peer.#child.once('exit', () => reject(new Error(`${name} ended: ${peer.#output}`)));
    });
    return peer;
  }

  get output(): string {
    return this.#output;
  }

  /** Nothing is waited for: what the tests ask about has been answered. */
  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = new Promise((resolve) => {
      this.#child.once('exit', resolve);
    });
    this.#child.kill('SIGKILL');
    await ended;
  }
}
