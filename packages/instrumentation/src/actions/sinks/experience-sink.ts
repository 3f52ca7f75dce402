import { limitText } from '@agent-attribution/core';
import { toJson } from '../../content.js';
import type { ExperienceRecord } from '../attribution-chain.js';

/** Where completed actions go to be learnt from. What `submit` throws or rejects with never reaches the agent. */
export interface ExperienceSink {
  submit(record: ExperienceRecord): void | Promise<void>;
}

/** A record for receivers that know no attribution chain. */
export type PlainExperienceRecord = Omit<ExperienceRecord, 'attributionChain'>;

const MAX_SUMMARY = 2_000;

/**
 * A sink for receivers with a fixed set of fields: the chain is put into `summary` as JSON, cut at 2,000 characters.
 *
 * @example tracker.addSink(plainSink((record) => legacyStore.save(record)));
 */
export const plainSink = (
  submit: (record: PlainExperienceRecord) => void | Promise<void>,
): ExperienceSink => ({
  submit: ({ attributionChain, ...record }) =>
    submit({ ...record, summary: limitText(toJson(attributionChain), MAX_SUMMARY) }),
});
