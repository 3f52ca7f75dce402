/**
 * `node --import @agent-attribution/instrumentation/register app.mjs`: attribution for an app that changes no code.
 *
 * Nothing that goes wrong here may reach the app: it is reported in one line, and the app runs without attribution.
 */
import { register } from './register.js';

register(process);
