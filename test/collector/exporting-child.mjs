/** Sends spans to a destination that does not answer, says which were taken over, and never ends by itself. */
import { startOtlpExporter } from '@agent-attribution/collector';
import { writeOtlpProto } from '@agent-attribution/otlp';

const [endpoint, directory] = process.argv.slice(2);
const exporter = await startOtlpExporter({
  protocol: 'http',
  endpoint,
  batchTimeoutMs: 1,
  queue: { directory },
});
for (let number = 1; ; number += 1) {
  const span = {
    traceId: 'a'.repeat(32),
    spanId: number.toString(16).padStart(16, '0'),
    name: `span ${number}`,
    startMicros: 1_700_000_000_000_000,
    endMicros: 1_700_000_000_000_500,
  };
  await exporter.accept({ signal: 'traces', body: writeOtlpProto([span]), spanCount: 1 });
  process.stdout.write(`${span.name}\n`);
}
