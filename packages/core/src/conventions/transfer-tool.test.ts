import { describe, expect, it } from 'vitest';
import { isTransferTool, transferTarget } from './transfer-tool.js';

describe('transferTarget', () => {
  it.each([
    ['transfer_to_billing', undefined, 'billing'],
    ['Handoff_To_Billing', undefined, 'Billing'],
    ['transfer_back_to_supervisor', undefined, 'supervisor'],
    ['transfer_to_agent', '{"agent_name":"billing"}', 'billing'],
    ['handoff_to_agent', { agentName: 'billing' }, 'billing'],
    ['transfer_to_agent', '{}', undefined],
    ['transfer_to_agent', 'not JSON', undefined],
    ['transfer_to_', undefined, undefined],
    ['transfer_money', undefined, undefined],
    [undefined, undefined, undefined],
  ])('reads %s %j as a transfer to %s', (tool, args, target) => {
    expect(transferTarget(tool, args)).toBe(target);
  });

  it('tells a transfer whose target is not recorded from a tool', () => {
    expect([isTransferTool('transfer_to_agent'), isTransferTool('transfer_money')]).toEqual([true, false]);
  });
});
