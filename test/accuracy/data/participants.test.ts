import { describe, expect, it } from 'vitest';
import { normaliseName, participantOf } from './participants.js';

const from = (role: string, name?: string, content = 'text'): ReturnType<typeof participantOf> =>
  participantOf({ role, name, content });

describe('participantOf', () => {
  it('prefers the name to the role', () => {
    expect(from('user', 'Geometry_Expert')).toMatchObject({ kind: 'agent', agent: 'Geometry_Expert' });
  });

  it.each(['human', 'user', 'user_proxy', 'system'])('makes no agent of %s', (role) => {
    expect(from(role).kind).toBe('person');
  });

  it.each(['Computer_terminal', 'ComputerTerminal', 'code_executor', 'tool'])(
    'takes %s for an executor',
    (role) => {
      expect(from(role).kind).toBe('executor');
    },
  );

  it('takes whoever reports an exit code for an executor', () => {
    expect(from('user', 'Runner', 'exitcode: 0 (execution succeeded)').kind).toBe('executor');
  });

  it.each(['Terminal_Market_Expert', 'Result_Interpreter'])('leaves the expert %s an agent', (name) => {
    expect(from('user', name).kind).toBe('agent');
  });

  it('reads a delegation out of the decoration', () => {
    expect(from('Orchestrator (-> WebSurfer)')).toEqual({
      kind: 'agent',
      agent: 'Orchestrator',
      delegatesTo: 'WebSurfer',
    });
  });
});

describe('normaliseName', () => {
  it('makes no difference of case, separators and decoration', () => {
    expect(normaliseName('Websurfer')).toBe(normaliseName('WebSurfer'));
    expect(normaliseName('Orchestrator (termination condition)')).toBe(normaliseName('orchestrator'));
    expect(normaliseName('Data_Expert')).not.toBe(normaliseName('Date_Expert'));
  });
});
