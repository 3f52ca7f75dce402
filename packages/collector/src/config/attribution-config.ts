import { CONTENT_POLICIES } from '@agent-attribution/core';
import type { ContentPolicyName } from '@agent-attribution/core';
import * as v from 'valibot';
import { byteSize, choice, count, duration } from './fields.js';
import type { Field } from './fields.js';

/** `processors.attribution`: durations in ms, sizes in bytes. */
export interface AttributionConfig {
  readonly quiet_period: number;
  readonly idle_timeout: number;
  readonly max_age: number;
  readonly late_window: number;
  readonly max_traces: number;
  readonly max_bytes: number;
  readonly max_memory_bytes: number;
  readonly max_sent_bytes: number;
  readonly max_spans_per_trace: number;
  readonly max_released_traces: number;
  readonly durability: 'fsync' | 'os' | 'memory';
  readonly on_shutdown: 'keep' | 'release';
  readonly content_policy: ContentPolicyName;
  readonly profile: 'auto' | 'information_seeking' | 'transactional';
}

const HUNDRED_MILLION = 100_000_000;

export const ATTRIBUTION_SECTION: Field<AttributionConfig> = v.strictObject({
  quiet_period: v.optional(
    duration(
      'Silence after which a complete trace is attributed. SDKs send a batch every 5 s; keep it longer than that.',
      1,
    ),
    '10s',
  ),
  idle_timeout: v.optional(
    duration('Silence after which a trace that still misses a span is attributed as it is.', 1),
    '10m',
  ),
  max_age: v.optional(duration('Age at which a trace is attributed, whatever it misses.', 1), '6h'),
  late_window: v.optional(
    duration('How long a trace is remembered after its verdict, so that a late span makes a new revision.'),
    '10m',
  ),
  max_traces: v.optional(
    count('Open traces held at most; one more releases the oldest.', 1, HUNDRED_MILLION),
    100_000,
  ),
  max_bytes: v.optional(
    byteSize(
      'Memory for open traces: 130 bytes for each span, and with `durability: memory` the span itself; more releases the oldest.',
    ),
    '512MiB',
  ),
  max_memory_bytes: v.optional(
    byteSize(
      'Memory for what is in flight: requests get what open traces leave of it, an eighth at least; what is above is read back from disk.',
    ),
    '240MiB',
  ),
  max_sent_bytes: v.optional(
    byteSize(
      'Spans of traces that have their verdict, kept in memory; without them a late span makes no new revision.',
    ),
    '64MiB',
  ),
  max_spans_per_trace: v.optional(
    count(
      'Spans of one trace held at most; then it is released and the rest counts as late.',
      1,
      HUNDRED_MILLION,
    ),
    100_000,
  ),
  max_released_traces: v.optional(
    count('Traces remembered at most after their verdict.', 0, HUNDRED_MILLION),
    1_000,
  ),
  durability: v.optional(
    choice(
      'When a sender is told that its spans are safe: flushed to disk, handed to the operating system, or held in memory.',
      ['fsync', 'os', 'memory'],
    ),
    'fsync',
  ),
  on_shutdown: v.optional(
    choice(
      'What a stop does with traces that are not complete: the next start goes on with them, or they are attributed as they are.',
      ['keep', 'release'],
    ),
    'keep',
  ),
  content_policy: v.optional(
    choice(
      'What leaves of prompts, answers and tool results, in spans, events and log records; the verdict draws on them in any case. `strip` removes them, `redact` replaces secrets in all attributes.',
      CONTENT_POLICIES,
    ),
    'keep',
  ),
  profile: v.optional(
    choice('The weights that rank steps; `auto` chooses by the structure of each run.', [
      'auto',
      'information_seeking',
      'transactional',
    ]),
    'auto',
  ),
});
