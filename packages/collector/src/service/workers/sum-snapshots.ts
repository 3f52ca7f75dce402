import type { OtlpExporterCounters } from '../../exporter/exporter-counters.js';
import type { CircuitState } from '../../exporter/retry/delivery-gate.js';
import type { InFlightStoreCounters } from '../../store/in-flight-store.js';
import type { RunCounts, ShardSnapshot } from '../shard/shard.js';

/** What several shards have counted, as if they were one. Numbers are summed; an exporter is as well as its worst one. */
export function sumSnapshots(snapshots: readonly [ShardSnapshot, ...ShardSnapshot[]]): ShardSnapshot {
  return snapshots.reduce((left, right) => ({
    pipeline: sumRecords(left.pipeline, right.pipeline),
    store: sumStores(left.store, right.store),
    exporters: merge(left.exporters, right.exporters, sumExporters),
    runs: sumRuns(left.runs, right.runs),
  }));
}

type Numbers = Readonly<Record<string, number>>;

function merge<T>(
  left: Readonly<Record<string, T>>,
  right: Readonly<Record<string, T>>,
  sum: (left: T, right: T) => T,
): Readonly<Record<string, T>> {
  const merged = { ...left };
  for (const [key, value] of Object.entries(right)) {
    const before = merged[key];
    merged[key] = before === undefined ? value : sum(before, value);
  }
  return merged;
}

const sumRecords = (left: Numbers, right: Numbers): Numbers => merge(left, right, (a, b) => a + b);

const sumStores = (left: InFlightStoreCounters, right: InFlightStoreCounters): InFlightStoreCounters => ({
  ...left,
  ...sumRecords({ ...left }, { ...right }),
});

const WORST_LAST: readonly CircuitState[] = ['closed', 'half_open', 'open'];

export function sumExporters(left: OtlpExporterCounters, right: OtlpExporterCounters): OtlpExporterCounters {
  const { droppedSpans: leftDropped, circuit: leftCircuit, ...leftNumbers } = left;
  const { droppedSpans: rightDropped, circuit: rightCircuit, ...rightNumbers } = right;
  const isRightWorse = WORST_LAST.indexOf(rightCircuit) > WORST_LAST.indexOf(leftCircuit);
  return {
    ...left,
    ...sumRecords(leftNumbers, rightNumbers),
    droppedSpans: { ...leftDropped, ...sumRecords(leftDropped, rightDropped) },
    circuit: isRightWorse ? rightCircuit : leftCircuit,
  };
}

function sumRuns(left: RunCounts, right: RunCounts): RunCounts {
  return {
    runs: sumMaps(left.runs, right.runs, (a, b) => a + b),
    failures: sumMaps(left.failures, right.failures, (a, b) => a + b),
    agents: sumMaps(left.agents, right.agents, (a, b) => ({ ...a, ...sumRecords({ ...a }, { ...b }) })),
  };
}

function sumMaps<T>(
  left: ReadonlyMap<string, T>,
  right: ReadonlyMap<string, T>,
  sum: (left: T, right: T) => T,
): Map<string, T> {
  const summed = new Map(left);
  for (const [key, value] of right) {
    const before = summed.get(key);
    summed.set(key, before === undefined ? value : sum(before, value));
  }
  return summed;
}
