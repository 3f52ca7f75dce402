import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeAndPlace, attributeTrace } from '../attribute-trace.js';
import { arbitraryRun } from '../testing/arbitrary-trace.js';
import { spansOf } from '../testing/trace-builder.js';
import { placeReport } from './place-report.js';
import type { ReportPlace } from './place-report.js';

const bySpanId = (a: ReportPlace, b: ReportPlace): number => (a.spanId < b.spanId ? -1 : 1);

describe('attributeAndPlace, for any run', () => {
  it('gives the report, and the places that reading all spans again would find', () => {
    fc.assert(
      fc.property(
        arbitraryRun().map((run) => spansOf(run)),
        fc.nat(3),
        (all, missing) => {
          // Without its first spans a trace has no root of its own, but several whose parents are elsewhere.
          const spans = all.slice(missing);
          const { report, places } = attributeAndPlace(spans);
          expect(report).toEqual(attributeTrace(spans));
          expect(places.toSorted(bySpanId)).toEqual(placeReport(report, spans).toSorted(bySpanId));
        },
      ),
    );
  });
});
