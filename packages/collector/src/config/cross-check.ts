import type { CollectorConfig, NamedExporterConfig } from './collector-config.js';
import type { ConfigurationProblem } from './configuration-problem.js';
import type { PipelineConfig } from './service-config.js';
import type { TrackerConfig } from './tracker-config.js';

/** What no single key can tell: whether names refer to something, and whether limits fit together. */
export function crossCheck(config: CollectorConfig): readonly ConfigurationProblem[] {
  const { receivers, exporters, extensions, service } = config;
  const { http, grpc } = receivers.otlp.protocols;
  const problems: ConfigurationProblem[] = [];
  const check = (isRight: boolean, path: string, message: string): void => {
    if (!isRight) problems.push({ path, message });
  };
  check(
    http !== undefined || grpc !== undefined,
    'receivers.otlp.protocols',
    'nothing to listen on; write `http:`, `grpc:` or both',
  );
  checkWaits(config, check);
  for (const exporter of exporters) checkExporter(exporter, check);
  const exporterNames = exporters.map(({ name }) => name);
  const { traces, logs, metrics } = service.pipelines;
  const needsExporter = config.tracker === undefined;
  checkReceivers('service.pipelines.traces', traces, check);
  checkExporters('service.pipelines.traces', traces.exporters, exporterNames, needsExporter, check);
  if (logs !== undefined) {
    checkReceivers('service.pipelines.logs', logs, check);
    checkExporters('service.pipelines.logs', logs.exporters, exporterNames, true, check);
  }
  if (metrics !== undefined) {
    checkExporters('service.pipelines.metrics', metrics.exporters, exporterNames, true, check);
  }
  if (config.tracker !== undefined) checkTracker(config.tracker, check);
  check(
    traces.processors.join() === 'attribution',
    'service.pipelines.traces.processors',
    'expected [attribution]',
  );
  check(
    (logs?.processors.length ?? 0) === 0,
    'service.pipelines.logs.processors',
    'log records are passed on as they are; remove it',
  );
  for (const name of service.extensions) {
    check(name in extensions, 'service.extensions', `"${name}" is not defined under extensions`);
  }
  return problems;
}

type Check = (isRight: boolean, path: string, message: string) => void;

function checkWaits({ processors }: CollectorConfig, check: Check): void {
  const { quiet_period, idle_timeout, max_age } = processors.attribution;
  check(
    quiet_period <= idle_timeout,
    'processors.attribution.idle_timeout',
    'must not be shorter than quiet_period',
  );
  check(idle_timeout <= max_age, 'processors.attribution.max_age', 'must not be shorter than idle_timeout');
}

function checkExporter({ name, tls, retry_on_failure }: NamedExporterConfig, check: Check): void {
  check(
    (tls.cert_file === undefined) === (tls.key_file === undefined),
    `exporters.${name}.tls`,
    'cert_file and key_file go together; write both or neither',
  );
  check(
    retry_on_failure.initial_interval <= retry_on_failure.max_interval,
    `exporters.${name}.retry_on_failure.max_interval`,
    'must not be shorter than initial_interval',
  );
}

function checkReceivers(path: string, { receivers }: PipelineConfig, check: Check): void {
  check(receivers.join() === 'otlp', `${path}.receivers`, 'expected [otlp]');
}

function checkExporters(
  path: string,
  names: readonly string[],
  defined: readonly string[],
  needsOne: boolean,
  check: Check,
): void {
  check(!needsOne || names.length > 0, `${path}.exporters`, 'is empty; name at least one exporter');
  for (const name of names) {
    check(defined.includes(name), `${path}.exporters`, `"${name}" is not defined under exporters`);
  }
  check(new Set(names).size === names.length, `${path}.exporters`, 'names an exporter twice');
}

function checkTracker({ data, database_url, max_size }: TrackerConfig, check: Check): void {
  check(
    data === undefined || database_url === undefined,
    'tracker',
    'data and database_url cannot both be given: runs are kept in one place',
  );
  check(
    max_size === undefined || database_url === undefined,
    'tracker.max_size',
    'works with data only: a database keeps the space of what was deleted, so limit its age with keep',
  );
}
