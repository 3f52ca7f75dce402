import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { renderTaskEvidence } from './render-task-evidence.js';
import {
  evidenceMetadata,
  runEvidenceFrom,
  type RunEvidence,
  type TaskEvidencePacket,
} from './task-evidence.js';

const main: RunEvidence = runEvidenceFrom(
  { runId: 'r1', sessionId: 's1', outputText: 'It is 7.', finishReason: 'stop' },
  [
    { eventType: 'message', role: 'user', content: 'how many?' },
    {
      eventType: 'tool_result_recorded',
      toolName: 'search',
      toolCallId: 'c1',
      content: 'seven',
      eventPayload: { url: 'https://x.test', title: 'Seven', created_at: '2024-01-01' },
    },
  ],
);
const team: RunEvidence = runEvidenceFrom(
  { runId: 'r2', outputText: '', finishReason: 'max_tool_iterations' },
  [{ eventType: 'tool_result_recorded' }],
);
const packet: TaskEvidencePacket = {
  taskId: 't1',
  attemptIndex: 2,
  mainRun: main,
  teamRuns: [team],
  teamNodeResults: [
    { node: 'writer', success: true, finishReason: 'stop' },
    { node: 'critic', success: false, error: 'gave up' },
  ],
  finalOutput: 'Seven.',
};

describe('run evidence', () => {
  it('row 36: evidence keeps the whole transcript and lifts tool results out of it', () => {
    expect(main.transcript).toHaveLength(2);
    expect(main.toolResults).toEqual([
      {
        toolName: 'search',
        toolCallId: 'c1',
        content: 'seven',
        url: 'https://x.test',
        title: 'Seven',
        createdAt: '2024-01-01',
      },
    ]);
    expect(team.toolResults).toMatchObject([{ toolName: 'tool', content: '' }]);
  });

  it('row 36: evidence is never cut', () => {
    const content = 'x'.repeat(1_000_000);
    const run = runEvidenceFrom({ runId: 'r', outputText: '' }, [
      { eventType: 'tool_result_recorded', content },
    ]);
    expect(renderTaskEvidence({ ...packet, teamRuns: [run] })).toContain(content);
  });

  it.each(['max_tool_iterations', 'max_tool_iterations_finalized', 'length'])(
    'row 43: tool-limit finalisation: finish reason %s becomes a warning',
    (finishReason) => {
      const run = runEvidenceFrom({ runId: 'r', outputText: 'text', finishReason }, []);
      expect(run.warnings).toEqual([`finish_reason=${finishReason}`]);
    },
  );

  it('warns once for a reason that run and transcript share, and never for stop', () => {
    const run = runEvidenceFrom({ runId: 'r', outputText: '', finishReason: 'length' }, [
      { eventType: 'message', finishReason: 'length' },
      { eventType: 'message', finishReason: 'stop' },
      { eventType: 'message', finishReason: '' },
    ]);
    expect(run.warnings).toEqual(['finish_reason=length']);
  });
});

describe('rendering evidence', () => {
  it('row 37: rendered evidence shows output, warnings, tools and failed nodes', () => {
    expect(renderTaskEvidence(packet)).toBe(
      [
        'Task evidence packet: task_id=t1 attempt=2',
        'Final output\nSeven.',
        'Main run evidence\nrun_id=r1 session_id=s1 finish_reason=stop\noutput:\nIt is 7.\ntool_results:\n' +
          '- tool_name=search tool_call_id=c1 url=https://x.test title=Seven created_at=2024-01-01\nseven',
        'Team run evidence\nrun_id=r2 finish_reason=max_tool_iterations\n' +
          'warnings:\n- finish_reason=max_tool_iterations\ntool_results:\n- tool_name=tool',
        'Team node results\n- writer: success=true finish_reason=stop\n- critic: success=false error=gave up',
      ].join('\n\n'),
    );
  });

  it('row 37: rendered evidence leaves out blank sections', () => {
    const empty = { ...packet, mainRun: null, teamRuns: [], teamNodeResults: [], finalOutput: ' ' };
    expect(renderTaskEvidence(empty)).toBe('Task evidence packet: task_id=t1 attempt=2');
  });

  it('row 42: team evidence of a failed run is kept', () => {
    expect(renderTaskEvidence({ ...packet, mainRun: null })).toContain('run_id=r2');
  });

  it('row 37: rendered evidence of equal packets is the same text', () => {
    const text = fc.string();
    fc.assert(
      fc.property(fc.record({ runId: text, outputText: text, finishReason: text }), text, (run, content) => {
        const render = (): string =>
          renderTaskEvidence({
            ...packet,
            mainRun: runEvidenceFrom({ ...run }, [{ eventType: 'tool_result_recorded', content }]),
          });
        expect(render()).toBe(render());
        expect(render()).toContain(content);
      }),
    );
  });

  it('row 41: validation debug metadata counts what the validator saw', () => {
    const rendered = renderTaskEvidence(packet);
    expect(evidenceMetadata(packet, rendered)).toEqual({
      evidenceRunIds: ['r1', 'r2'],
      evidenceSessionIds: ['s1'],
      toolResultCount: 2,
      evidenceLength: rendered.length,
    });
  });
});
