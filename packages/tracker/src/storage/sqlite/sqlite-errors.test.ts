import { expect, it } from 'vitest';
import { TrackerError } from '../../tracker-error.js';
import { toTrackerError } from './sqlite-errors.js';

const builtIn = (errcode: number) => Object.assign(new Error('x'), { errcode });
const bundled = (rawCode: number) => Object.assign(new Error('x'), { rawCode });

it.each([
  ['a read-only file', builtIn(8), 'storage_unavailable', 'cannot write to /d/t.db'],
  ['a read-only folder, extended code', bundled(1544), 'storage_unavailable', 'cannot write to /d/t.db'],
  ['a full disk', builtIn(13), 'storage_unavailable', 'is full'],
  ['a locked file', bundled(5), 'storage_unavailable', 'is locked by another process'],
  ['a damaged file', builtIn(11), 'storage_corrupt', 'is damaged'],
  ['no database at all', bundled(26), 'storage_corrupt', 'is not a tracker database'],
  [
    'a folder that is not there',
    new Error('ConnectionFailed("Unable to open connection to local database /d/t.db: 14")'),
    'storage_unavailable',
    'cannot open /d/t.db',
  ],
  ['anything else', new Error('strange'), 'storage_unavailable', 'failed: strange'],
])('explains %s', (_, error, code, words) => {
  const explained = toTrackerError(error, '/d/t.db');
  expect(explained.code).toBe(code);
  expect(explained.message).toContain(words);
});

it('leaves an error alone that is explained already', () => {
  const error = new TrackerError('storage_newer', 'newer');
  expect(toTrackerError(error, '/d/t.db')).toBe(error);
});
