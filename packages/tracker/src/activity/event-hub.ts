/** What listeners are told of. */
export const TRACKER_EVENT_TYPES = [
  'agent.action.completed',
  'trace.attributed',
  'performance.inflection',
  'task.status',
] as const;

export type TrackerEventType = (typeof TRACKER_EVENT_TYPES)[number];

export interface TrackerEvent {
  /** Grows by one with each event of this process; the first part tells processes apart. */
  readonly id: string;
  readonly type: TrackerEventType;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Subscription {
  /** Stops; nothing is delivered any more. */
  close(): void;
}

export interface Subscriber {
  /** @returns false when it can take no more: it is dropped. */
  deliver(event: TrackerEvent): boolean;
}

export interface EventHubOptions {
  /** Tells this process from the one before, so that an id of that one is not taken for one of ours. */
  readonly epoch: string;
  /** Events kept for those who come back. Default 1,000. */
  readonly maxEvents?: number;
  /** Default 100; one more is refused. */
  readonly maxSubscribers?: number;
}

/** What happened, told to whoever listens. Keeps the last events; never waits for a listener. */
export class EventHub {
  readonly #options: Required<EventHubOptions>;
  readonly #events: TrackerEvent[] = [];
  readonly #subscribers = new Set<Subscriber>();
  #published = 0;
  #dropped = 0;

  constructor(options: EventHubOptions) {
    this.#options = { maxEvents: 1_000, maxSubscribers: 100, ...options };
  }

  get subscribers(): number {
    return this.#subscribers.size;
  }

  get published(): number {
    return this.#published;
  }

  /** Subscribers that stopped reading. */
  get dropped(): number {
    return this.#dropped;
  }

  publish(type: TrackerEventType, data: TrackerEvent['data']): void {
    this.#published += 1;
    const event = { id: `${this.#options.epoch}-${this.#published}`, type, data };
    this.#events.push(event);
    if (this.#events.length > this.#options.maxEvents) this.#events.shift();
    for (const subscriber of this.#subscribers) this.#deliver(subscriber, event);
  }

  /**
   * Delivers what came after `lastEventId`, as far as it is kept, and all that comes from now on. An id of another
   * process, or of an event that is no longer kept, gives all that is kept.
   *
   * @returns undefined when there are too many subscribers.
   */
  subscribe(subscriber: Subscriber, lastEventId?: string): Subscription | undefined {
    if (this.#subscribers.size >= this.#options.maxSubscribers) return undefined;
    this.#subscribers.add(subscriber);
    const missed =
      lastEventId === undefined
        ? []
        : this.#events.slice(this.#events.findIndex(({ id }) => id === lastEventId) + 1);
    for (const event of missed) if (!this.#deliver(subscriber, event)) break;
    return { close: () => void this.#subscribers.delete(subscriber) };
  }

  #deliver(subscriber: Subscriber, event: TrackerEvent): boolean {
    if (subscriber.deliver(event)) return true;
    this.#subscribers.delete(subscriber);
    this.#dropped += 1;
    return false;
  }
}
