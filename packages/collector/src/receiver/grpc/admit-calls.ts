import { type ServerInterceptor, ServerInterceptingCall } from '@grpc/grpc-js';
import type { OtlpIntake } from '../otlp-intake.js';
import { OTLP_GRPC_PATHS } from './otlp-services.js';
import { refusalStatus } from './refusal-status.js';

const OTLP_PATHS: ReadonlySet<string> = new Set(Object.values(OTLP_GRPC_PATHS));

/** Counts calls, and refuses those without the token before their body is read. Probes need no token. */
export function admitCalls(intake: OtlpIntake): ServerInterceptor {
  return ({ path }, call) =>
    new ServerInterceptingCall(
      call,
      OTLP_PATHS.has(path)
        ? {
            start: (next) =>
              next({
                onReceiveMetadata: (metadata, proceed) => {
                  intake.counters.requests += 1;
                  try {
                    intake.authorize(metadata.get('authorization')[0]?.toString());
                  } catch (error) {
                    call.sendStatus(refusalStatus(intake.refuse(error)));
                    return;
                  }
                  proceed(metadata);
                },
              }),
          }
        : {},
    );
}
