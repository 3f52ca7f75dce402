import { describe, expect, it } from 'vitest';
import { ManualScheduler } from '../../../../../test/helpers/manual-scheduler.js';
import { DeliveryGate } from './delivery-gate.js';

function gate(retry = {}, circuit = {}) {
  const scheduler = new ManualScheduler();
  return {
    scheduler,
    gate: new DeliveryGate(
      { initialMs: 100, maxMs: 1000, maxElapsedMs: 0, ...retry },
      { failures: 100, openMs: 5000, ...circuit },
      scheduler,
    ),
  };
}

describe('the wait after a failure', () => {
  it('is bounded by twice the bound before, up to the largest', () => {
    const { gate: delivery } = gate();
    const waits = Array.from({ length: 6 }, () => {
      delivery.failed(0);
      return delivery.waitMs;
    });
    expect(waits).toEqual([100, 200, 400, 800, 1000, 1000]);
  });

  it.each([0, 0.5])('is anywhere below the bound (chance %d)', (chance) => {
    const { gate: delivery, scheduler } = gate();
    scheduler.randomValue = chance;
    delivery.failed(0);
    expect(delivery.waitMs).toBe(100 * chance);
  });

  it('is at least what the destination asks for', () => {
    const { gate: delivery } = gate();
    delivery.failed(7000);
    expect(delivery.waitMs).toBe(7000);
  });

  it('is over when something has been delivered', () => {
    const { gate: delivery } = gate();
    delivery.failed(0);
    delivery.succeeded();
    expect(delivery).toMatchObject({ waitMs: 0, isFailing: false });
    delivery.failed(0);
    expect(delivery.waitMs).toBe(100);
  });
});

describe('the circuit', () => {
  it('opens at the named number of failures, not before', () => {
    const { gate: delivery } = gate({}, { failures: 3 });
    delivery.failed(0);
    delivery.failed(0);
    expect(delivery.state).toBe('closed');
    delivery.failed(0);
    expect(delivery).toMatchObject({ state: 'open', waitMs: 5000 });
  });

  it('lets a probe through after a while, which decides', async () => {
    const { gate: delivery, scheduler } = gate({}, { failures: 1 });
    delivery.failed(0);
    await scheduler.advance(4999);
    expect(delivery.state).toBe('open');
    await scheduler.advance(1);
    expect(delivery.state).toBe('half_open');
    delivery.failed(0);
    expect(delivery.state).toBe('open');
    await scheduler.advance(5000);
    delivery.succeeded();
    expect(delivery.state).toBe('closed');
  });
});
