import type { AttributeMap } from '@agent-attribution/core';

/** JSON text of an object that we wrote ourselves; an empty one when it is none, as after a crash of the disk. */
export function parseJsonObject(text: string): AttributeMap {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
  } catch {
    return {};
  }
}
