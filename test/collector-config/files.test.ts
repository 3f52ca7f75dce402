import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';

const FOLDER = fileURLToPath(new URL('../../collector-config/', import.meta.url));
const read = (name: string): string => readFileSync(`${FOLDER}${name}`, 'utf8');

interface Compose {
  readonly services: Readonly<Record<string, { readonly volumes?: readonly string[] }>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly serviceName?: string;
    readonly template?: { readonly spec: { readonly containers: readonly { readonly args: string[] }[] } };
  };
}

const parseOne = (name: string): unknown => parseAllDocuments(read(name), { merge: true })[0]?.toJS();

describe('the files of collector-config', () => {
  it('are YAML, or JSON', () => {
    const names = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' });
    const yaml = names.filter((name) => name.endsWith('.yaml'));
    expect(yaml.length).toBeGreaterThan(8);
    for (const name of yaml) {
      const documents = parseAllDocuments(read(name), { merge: true });
      expect([name, ...documents.flatMap(({ errors }) => errors)]).toEqual([name]);
    }
    for (const name of names.filter((name) => name.endsWith('.json'))) JSON.parse(read(name));
  });

  it('exist where docker-compose.yaml mounts them', () => {
    const { services, volumes } = parseOne('docker-compose.yaml') as Compose;
    const mounted = Object.values(services).flatMap(({ volumes: mounts = [] }) =>
      mounts.map((mount) => mount.split(':', 1)[0] ?? ''),
    );
    const files = mounted.filter((mount) => mount.startsWith('./'));
    for (const file of files.filter((file) => file !== './grafana')) read(file.slice(2));
    expect(mounted.filter((mount) => !mount.startsWith('./')).toSorted()).toEqual(
      Object.keys(volumes).toSorted(),
    );
  });

  it('are mounted in Kubernetes from the config map under the names that they have', () => {
    const manifests = parseAllDocuments(read('kubernetes.yaml')).map(
      (document): Manifest => document.toJS() as Manifest,
    );
    const containers = manifests.flatMap(({ spec }) => spec.template?.spec.containers ?? []);
    const files = containers.flatMap(({ args }) => args.flatMap((arg) => /[\w-]+\.yaml$/.exec(arg) ?? []));
    expect(files).toEqual(['attribution.yaml', 'gateway-tier.yaml']);
    for (const file of files)
      expect(read('kubernetes.yaml')).toContain(`--from-file=collector-config/${file}`);
    const services = manifests.filter(({ kind }) => kind === 'Service').map(({ metadata }) => metadata.name);
    expect(services).toContain(manifests.find(({ kind }) => kind === 'StatefulSet')?.spec.serviceName);
  });
});
