import { EXPECTED } from './expected.js';
import type { ExpectedCapture } from './expected.js';
import { readMeta } from './meta.js';

/** What the app or its tracing needs but the convention is not about. */
const NOT_SHOWN =
  /^(?:@opentelemetry\/(?:api|sdk-trace-node|exporter-.*)|zod|@ai-sdk\/(?:openai|mcp)|@langchain\/openai)$/;

/** The table of `docs/conventions.md`: of each capture what was found, which the tests hold it to. */
export const capturesTable = (): string => {
  const rows = Object.entries(EXPECTED).map(([name, expected]) => {
    const { convention, versions, node, traced } = readMeta(name);
    const packages = Object.entries(versions)
      .filter(([name]) => !NOT_SHOWN.test(name))
      .map(([name, version]) => `\`${name}\` ${version}`);
    return [
      name,
      `\`${convention}\``,
      packages.join(', '),
      String(node),
      traced === 'register' ? '`register`' : 'itself',
      ownersOf(expected, 'agent'),
      ownersOf(expected, 'llm_call'),
      ownersOf(expected, 'tool_invocation'),
      ownersOf(expected, 'handoff'),
      tokensOf(expected),
      errorsOf(expected),
      expected.limits ?? '',
    ];
  });
  return [HEADERS, HEADERS.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
};

const HEADERS = [
  'capture',
  'convention',
  'packages',
  'Node',
  'traced by',
  'agents',
  'model calls',
  'tools',
  'handoffs',
  'tokens',
  'the failed run blames',
  'what is missing',
];

const ownersOf = ({ runs }: ExpectedCapture, kind: string): string =>
  Object.entries(runs['healthy']?.work ?? {})
    .filter(([work]) => work.endsWith(`: ${kind}`))
    .map(([work, count]) => `${work.slice(0, work.indexOf(':'))} ${count}`)
    .join(', ') || 'none';

const tokensOf = ({ unreported = [] }: ExpectedCapture): string => {
  if (unreported.includes('total')) return 'none';
  return unreported.length === 0 ? 'all' : `all but ${unreported.join(', ')}`;
};

const errorsOf = ({ runs }: ExpectedCapture): string =>
  runs['failed'] === undefined
    ? 'not captured'
    : [...new Set(runs['failed'].blames.map(({ agent, category }) => `${agent}: \`${category}\``))].join(
        ', ',
      );
