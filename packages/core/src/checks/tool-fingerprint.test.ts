import { createHash } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { toolFingerprint, toolNameOf } from './tool-fingerprint.js';

describe('tool fingerprint', () => {
  it('row 12: stagnation fingerprint is the name and 16 hex digits of the canonical arguments', () => {
    const digest = createHash('sha256').update('{"limit":3,"q":"x"}').digest('hex');
    expect(toolFingerprint('search', { q: 'x', limit: 3 })).toBe(`search:${digest.slice(0, 16)}`);
  });

  it('is the same for arguments as JSON text', () => {
    expect(toolFingerprint('search', ' {"limit": 3,\n "q": "x"} ')).toBe(
      toolFingerprint('search', { q: 'x', limit: 3 }),
    );
  });

  it('tells tools and arguments apart', () => {
    expect(toolFingerprint('a', {})).not.toBe(toolFingerprint('b', {}));
    expect(toolFingerprint('a', { x: 1 })).not.toBe(toolFingerprint('a', { x: 2 }));
    expect(toolFingerprint('a', 'not json')).not.toBe(toolFingerprint('a', 'not  json'));
  });

  it('gives the name back, colons and all', () => {
    expect(toolNameOf(toolFingerprint('mcp:files:read', {}))).toBe('mcp:files:read');
    expect(toolNameOf('bare')).toBe('bare');
  });
});
