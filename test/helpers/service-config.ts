import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** An address of this machine (all of 127.0.0.0/8 is), so that usual ports are free on it. */
export const freeHost = (): string => `127.${anyPart()}.${anyPart()}.${anyPart()}`;

const anyPart = (): number => 1 + Math.floor(Math.random() * 250);

/** Writes the configuration of an attribution service that is quick, with all its usual ports on `host`. @returns the file */
export async function writeServiceConfig(
  folder: string,
  { host, exportTo, more = '' }: { readonly host: string; readonly exportTo: string; readonly more?: string },
): Promise<string> {
  const file = join(folder, 'service.yaml');
  await writeFile(
    file,
    `
receivers:
  otlp:
    protocols:
      grpc: { endpoint: "${host}:4317" }
      http: { endpoint: "${host}:4318" }
processors:
  attribution: { quiet_period: 200ms }
exporters:
  otlphttp/sink: { endpoint: "${exportTo}" }
extensions:
  health_check: { endpoint: "${host}:13133" }
service:
  extensions: [health_check]
  pipelines:
    traces: { receivers: [otlp], processors: [attribution], exporters: [otlphttp/sink] }
  storage: { directory: "${join(folder, 'data')}" }
  telemetry: { metrics: { address: "${host}:8888" } }
${more}`,
  );
  return file;
}
