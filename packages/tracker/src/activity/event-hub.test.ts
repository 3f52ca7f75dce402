import { describe, expect, it } from 'vitest';
import { EventHub } from './event-hub.js';
import type { TrackerEvent } from './event-hub.js';

const publish = (hub: EventHub, count: number) => {
  for (let n = 0; n < count; n++) hub.publish('trace.attributed', { n });
};

const listen = (hub: EventHub, lastEventId?: string) => {
  const ids: string[] = [];
  const deliver = ({ id }: TrackerEvent) => ids.push(id) > 0;
  return { ids, subscription: hub.subscribe({ deliver }, lastEventId) };
};

describe('the hub of events', () => {
  it('tells who listens, and only what happens from then on', () => {
    const hub = new EventHub({ epoch: 'a' });
    publish(hub, 1);
    const { ids, subscription } = listen(hub);
    publish(hub, 2);
    subscription?.close();
    publish(hub, 1);
    expect(ids).toEqual(['a-2', 'a-3']);
  });

  it('goes on after the last id that was seen', () => {
    const hub = new EventHub({ epoch: 'a' });
    publish(hub, 3);
    expect(listen(hub, 'a-2').ids).toEqual(['a-3']);
  });

  it.each(['b-2', 'a-1', 'nonsense'])('gives all it kept after an id it does not keep: %s', (id) => {
    const hub = new EventHub({ epoch: 'a', maxEvents: 2 });
    publish(hub, 4);
    expect(listen(hub, id).ids).toEqual(['a-3', 'a-4']);
  });

  it('drops who can take no more, and counts it', () => {
    const hub = new EventHub({ epoch: 'a' });
    hub.subscribe({ deliver: () => false });
    publish(hub, 1);
    expect([hub.subscribers, hub.dropped]).toEqual([0, 1]);
  });

  it('refuses one listener too many', () => {
    const hub = new EventHub({ epoch: 'a', maxSubscribers: 1 });
    expect(listen(hub).subscription).toBeDefined();
    expect(listen(hub).subscription).toBeUndefined();
  });
});
