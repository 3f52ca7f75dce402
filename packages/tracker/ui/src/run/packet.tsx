import { useState } from 'preact/hooks';
import { useAnswer } from '../ask.js';
import { counted } from '../format.js';
import { CopyButton, Section, Waiting } from '../parts/parts.js';
import type { EvidencePacket, TraceDetail } from '../types.js';

type MainRun = EvidencePacket['packet']['mainRun'];

/** What a validator may look at, and the report itself: asked for and drawn when they are opened. */
export function Documents({ run }: { readonly run: TraceDetail }) {
  const report = (): string => JSON.stringify(run.attribution, null, 2);
  return (
    <Section title="Documents">
      <Opened title="Evidence packet: what a validator may look at">
        {() => <Packet traceId={run.traceId} />}
      </Opened>
      <Opened title="Report: the whole verdict as JSON">
        {() => (
          <>
            <p>
              <CopyButton text={report}>Copy report</CopyButton>
            </p>
            <pre tabIndex={0}>{report()}</pre>
          </>
        )}
      </Opened>
      <p class="soft">
        As JSON: <a href={`/api/traces/${run.traceId}`}>this run</a> ·{' '}
        <a href={`/api/traces/${run.traceId}/spans`}>its spans</a> ·{' '}
        <a href={`/api/traces/${run.traceId}/evidence?format=text`}>the packet as text</a>
      </p>
    </Section>
  );
}

function Opened({
  title,
  children,
}: {
  readonly title: string;
  readonly children: () => preact.ComponentChildren;
}) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      {isOpen && children()}
    </details>
  );
}

function Packet({ traceId }: { readonly traceId: string }) {
  const answer = useAnswer<EvidencePacket>(`/api/traces/${traceId}/evidence`);
  return (
    <Waiting answer={answer}>
      {({ packet }) => (
        <div class="packet">
          <p class="soft">
            Attempt {packet.attemptIndex}; {counted(packet.teamRuns.length, 'run')} of the team
          </p>
          <h3>Final output</h3>
          <pre tabIndex={0}>{packet.finalOutput === '' ? 'There is none.' : packet.finalOutput}</pre>
          {[packet.mainRun, ...packet.teamRuns].map((one) => (
            <ToolResults key={one?.runId} run={one} />
          ))}
        </div>
      )}
    </Waiting>
  );
}

function ToolResults({ run }: { readonly run: MainRun }) {
  if (run === null || run.toolResults.length === 0) return null;
  return (
    <>
      <h3>Tool results of {run.runId}</h3>
      {run.toolResults.map(({ toolName, content }, index) => (
        <div key={index}>
          <code>{toolName}</code>
          <pre tabIndex={0}>{content}</pre>
        </div>
      ))}
    </>
  );
}
