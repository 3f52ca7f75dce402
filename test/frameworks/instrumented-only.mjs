/** What somebody else's tracing costs alone: the instrumentation that register would switch on, and spans that go nowhere. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

const require = createRequire(join(process.cwd(), 'app.mjs'));
require('@opentelemetry/api').trace.setGlobalTracerProvider(new NodeTracerProvider());
const { LangChainInstrumentation } = require('@arizeai/openinference-instrumentation-langchain');
const manager = join(process.cwd(), 'node_modules/@langchain/core/dist/callbacks/manager.js');
new LangChainInstrumentation().manuallyInstrument(require(manager));
