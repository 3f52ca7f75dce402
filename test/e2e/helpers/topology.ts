import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RunningCommand } from '../../helpers/command.js';
import { JaegerApi } from './jaeger-api.js';
import { COLLECTOR_CONFIG, Peer } from './peer.js';

/** An attribution service, as a person starts it. */
export interface Service {
  readonly host: string;
  command: RunningCommand;
  /** Starts it again after it has ended. */
  restart(): Promise<void>;
}

/**
 * Agent tier, gateway tier, two attribution services and Jaeger, each on an address of its own of this machine, so that
 * all have their usual ports and the configuration files can be those that are shipped.
 */
export class Topology {
  readonly jaeger: JaegerApi;
  readonly services: readonly Service[];
  /** Where agents send to: OTLP/HTTP of the agent tier. */
  readonly otlpUrl: string;
  readonly #peers: readonly Peer[];
  readonly #folder: string;

  private constructor(options: {
    readonly hosts: Hosts;
    readonly services: readonly Service[];
    readonly peers: readonly Peer[];
    readonly folder: string;
  }) {
    this.jaeger = new JaegerApi(`http://${options.hosts.jaeger}:16686`);
    this.otlpUrl = `http://${options.hosts.agent}:4318`;
    this.services = options.services;
    this.#peers = options.peers;
    this.#folder = options.folder;
  }

  /** @param quietPeriod - instead of the ten seconds of the shipped file */
  static async start(quietPeriod: string): Promise<Topology> {
    const folder = await mkdtemp(join(tmpdir(), 'agent-attribution-e2e-'));
    const hosts = hostsOfThisRun();
    const peers = [
      await Peer.start('jaeger', ['--config', `${COLLECTOR_CONFIG}jaeger.yaml`], {
        LISTEN_HOST: hosts.jaeger,
      }),
    ];
    const shipped = await readFile(`${COLLECTOR_CONFIG}attribution.yaml`, 'utf8');
    const config = join(folder, 'attribution.yaml');
    await writeFile(config, shipped.replace('quiet_period: 10s', `quiet_period: ${quietPeriod}`));
    const services = await Promise.all(
      hosts.services.map((host) => startService(config, host, hosts.jaeger, folder)),
    );
    peers.push(await Peer.start('otelcol', gatewayArgs(hosts), { PATH: '' }));
    const agentEnv = {
      LISTEN_HOST: hosts.agent,
      GATEWAY_ENDPOINT: `${hosts.gateway}:4317`,
      QUEUE_DIRECTORY: join(folder, 'queue'),
    };
    peers.push(await Peer.start('otelcol', agentArgs, agentEnv));
    return new Topology({ hosts, services, peers, folder });
  }

  async stop(): Promise<void> {
    for (const peer of this.#peers.toReversed()) await peer.stop();
    await Promise.all(this.services.map(({ command }) => command.stop()));
    await rm(this.#folder, { recursive: true, force: true });
  }
}

interface Hosts {
  readonly jaeger: string;
  readonly agent: string;
  readonly gateway: string;
  readonly services: readonly string[];
}

/** All of 127.0.0.0/8 is this machine; runs at the same time do not meet. */
function hostsOfThisRun(): Hosts {
  const net = `127.${100 + (process.pid % 100)}.${1 + (Math.floor(process.pid / 100) % 250)}`;
  const at = (number: number): string => `${net}.${number}`;
  return { jaeger: at(1), agent: at(2), gateway: at(3), services: [at(4), at(5)] };
}

async function startService(config: string, host: string, jaeger: string, folder: string): Promise<Service> {
  const start = async (): Promise<RunningCommand> => {
    const command = new RunningCommand(['collector', '--config', config], {
      LISTEN_HOST: host,
      JAEGER_ENDPOINT: `${jaeger}:14317`,
      DATA_DIRECTORY: join(folder, host),
    });
    await command.said(/(ready)/);
    return command;
  };
  const service: Service = {
    host,
    command: await start(),
    async restart() {
      service.command = await start();
    },
  };
  return service;
}

/** The Collector's own metrics would want port 8888 of every address. */
const NO_METRICS = ['--config', 'yaml:service::telemetry::metrics::level: none'];

const agentArgs = ['--config', `${COLLECTOR_CONFIG}agent-tier.yaml`, ...NO_METRICS];

/** The shipped file, but for addresses: a list of services instead of a name that DNS knows. */
function gatewayArgs({ gateway, services }: Hosts): readonly string[] {
  const overrides = [
    `receivers::otlp::protocols::grpc::endpoint: ${gateway}:4317`,
    `receivers::otlp::protocols::http::endpoint: ${gateway}:4318`,
    `extensions::health_check::endpoint: ${gateway}:13133`,
    'exporters::load_balancing::resolver::dns: null',
    `exporters::load_balancing::resolver::static::hostnames: [${services.map((host) => `"${host}:4317"`).join(', ')}]`,
  ];
  const args = overrides.flatMap((override) => ['--config', `yaml:${override}`]);
  return ['--config', `${COLLECTOR_CONFIG}gateway-tier.yaml`, ...args, ...NO_METRICS];
}
