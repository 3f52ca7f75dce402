/**
 * A process of its own that sends one OTLP/JSON request to each destination, for a program that is ending and cannot
 * wait. Reads a {@link Delivery} from standard input, says nothing, and gives up when its parent does.
 */
import { text } from 'node:stream/consumers';
import type { Delivery } from './deliver-at-exit.js';

const { destinations, body }: Delivery = JSON.parse(await text(process.stdin));
await Promise.allSettled(
  destinations.map(({ url, headers }) =>
    fetch(url, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body }),
  ),
);
