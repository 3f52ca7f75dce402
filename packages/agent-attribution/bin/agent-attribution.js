#!/usr/bin/env node
import { main } from '../dist/main.js';

// The gRPC library writes lines of its own about errors that it also reports; ours say what to do.
process.env.GRPC_VERBOSITY ??= 'NONE';
process.exitCode = await main(process.argv.slice(2));
