import type {
  FailureAttribution,
  FailureCategory,
  TerminationReason,
} from '@agent-attribution/semantic-conventions';

export interface FailureCategoryOptions {
  /**
   * The recorded type of the error: a class name (`RateLimitError`, `openai.APITimeoutError`), an error code
   * (`ETIMEDOUT`), an HTTP status code as text (`429`), or several of them, the nearest first (a class and its
   * ancestors, or a wrapper and its causes). The first that has a row decides, before the message is read.
   */
  readonly errorType?: string | readonly string[] | undefined;
  /**
   * True when nothing but the message is at hand. `stagnation` and `quality_gate_failed` need evidence of their own,
   * so a message that merely mentions them is `unknown`. Default false.
   */
  readonly withoutEvidence?: boolean | undefined;
}

/** Tried in this order, first match wins: "tool invocation failed: timeout" is a timeout. */
const KEYWORD_RULES: readonly (readonly [keywords: readonly string[], category: FailureCategory])[] = [
  [['budget'], 'budget_exceeded'],
  [['timeout', 'timed out'], 'timeout'],
  [['stagnation'], 'stagnation'],
  [['delegation'], 'delegation_failed'],
  [['quality', 'criteria'], 'quality_gate_failed'],
  [['tool invocation', 'tool execution', 'tool error', 'mcp tool'], 'tool_failure'],
];

/**
 * Error types by name, without the ending `Error` or `Exception`, in lower case, letters and digits only.
 * Refused: the same request fails again, the configuration has to change. Unavailable: it may succeed later.
 * An abort signal is how JavaScript programs end a call that takes too long, hence `abort` among the timeouts.
 */
const ERROR_TYPES: readonly (readonly [category: FailureCategory, names: string])[] = [
  ['provider_refused', 'providerquotaexceeded authentication modelnotfound invalidrequest contentfilter'],
  ['provider_refused', 'permissiondenied permission unauthorized unauthenticated forbidden accessdenied'],
  ['provider_refused', 'insufficientquota quotaexceeded billing badrequest unprocessableentity'],
  ['provider_refused', 'contextlengthexceeded contentpolicyviolation invalidapikey 400 401 402 403 404 422'],
  ['provider_unavailable', 'ratelimit ratelimitexceeded toomanyrequests throttling throttled 429'],
  ['provider_unavailable', 'providerconnection providerinternal apiconnection internalserver overloaded'],
  ['provider_unavailable', 'serviceunavailable badgateway unavailable resourceexhausted network socket'],
  [
    'provider_unavailable',
    'connection connect connectionrefused connectionreset connectionaborted brokenpipe',
  ],
  ['provider_unavailable', 'econnrefused econnreset econnaborted epipe enotfound eaiagain ehostunreach'],
  ['provider_unavailable', 'enetunreach underrsocket remoteprotocol'],
  ['timeout', 'timeout providertimeout deadlineexceeded timedout etimedout esockettimedout abort 408 504'],
  ['tool_failure', 'tool toolexecution toolinvocation toolcall'],
  ['delegation_failed', 'delegation handoff'],
  ['budget_exceeded', 'budgetexceeded budgetexhausted'],
];

const CATEGORY_OF_TYPE: ReadonlyMap<string, FailureCategory> = new Map(
  ERROR_TYPES.flatMap(([category, names]) => names.split(' ').map((name) => [name, category] as const)),
);

/** Endings that say it all, whatever comes before: `ReadTimeout`, `SocketTimeoutException`, `AnthropicRateLimitError`. */
const ERROR_TYPE_ENDINGS: readonly (readonly [ending: string, category: FailureCategory])[] = [
  ['timeout', 'timeout'],
  ['ratelimit', 'provider_unavailable'],
];

/** Wrappers that a retry puts around the error that matters; the message usually names that one. */
const RETRY_WRAPPERS: ReadonlySet<string> = new Set(
  'retry maxretry maxretriesexceeded retryexhausted retriesexhausted toomanyretries'.split(' '),
);

/**
 * The failure category of an error.
 *
 * The error type decides when it is known; else the message is searched for keywords (plain substrings, any case), in
 * an order that matters. Without a match the category is `unknown`: an honest unknown beats a false tool failure.
 *
 * @example
 * inferFailureCategory('delegation failed: tool unavailable'); // 'delegation_failed'
 * inferFailureCategory('call failed', { errorType: 'openai.RateLimitError' }); // 'provider_unavailable'
 */
export function inferFailureCategory(message: string, options: FailureCategoryOptions = {}): FailureCategory {
  const text = typeof message === 'string' ? message : '';
  const { errorType = [], withoutEvidence = false } = options;
  const typed = categoryOfErrorTypes(typeof errorType === 'string' ? [errorType] : errorType, text);
  if (typed !== undefined) return typed;

  const lowered = text.toLowerCase();
  const rule = KEYWORD_RULES.find(([keywords]) => keywords.some((keyword) => lowered.includes(keyword)));
  const category = rule?.[1] ?? 'unknown';
  const needsEvidence = category === 'stagnation' || category === 'quality_gate_failed';
  return withoutEvidence && needsEvidence ? 'unknown' : category;
}

/**
 * Whose doing a failure is, by its category or by the reason for which the execution ended. `upstream_contamination`
 * is never in this table: it follows from the graph, not from one failure.
 */
const FAILURE_ATTRIBUTION: Readonly<Record<FailureCategory | TerminationReason, FailureAttribution>> = {
  tool_failure: 'direct',
  stagnation: 'direct',
  budget_exceeded: 'coordination_overhead',
  quality_gate_failed: 'quality_gate',
  timeout: 'direct',
  delegation_failed: 'direct',
  provider_refused: 'direct',
  provider_unavailable: 'direct',
  unknown: 'direct',
  // Reasons for which an execution ended.
  error: 'direct',
  budget_exhausted: 'coordination_overhead',
  max_turns: 'coordination_overhead',
  shutdown: 'coordination_overhead',
  parked: 'coordination_overhead',
  cancelled: 'direct',
  no_op: 'direct',
  // An execution that ended by itself and yet did not succeed.
  completed: 'direct',
};

/**
 * The attribution class of a failure category or a termination reason; `direct` for a value that is neither.
 *
 * @example
 * failureAttributionFor('budget_exceeded'); // 'coordination_overhead'
 */
export function failureAttributionFor(
  categoryOrTermination: FailureCategory | TerminationReason,
): FailureAttribution {
  return Object.hasOwn(FAILURE_ATTRIBUTION, categoryOrTermination)
    ? FAILURE_ATTRIBUTION[categoryOrTermination]
    : 'direct';
}

function categoryOfErrorTypes(names: readonly string[], message: string): FailureCategory | undefined {
  for (const name of names) {
    const category = categoryOfErrorType(name);
    if (category !== undefined) return category;
  }
  if (!names.some((name) => RETRY_WRAPPERS.has(normaliseTypeName(name)))) return undefined;
  // The innermost cause is named last: "RetryError: … caused by RateLimitError".
  const named = message.match(/[A-Za-z]\w*/g) ?? [];
  return named
    .toReversed()
    .filter((word) => /(?:Error|Exception|Timeout)$/.test(word))
    .map(categoryOfErrorType)
    .find((category) => category !== undefined);
}

function categoryOfErrorType(name: string): FailureCategory | undefined {
  const normalised = normaliseTypeName(name);
  const category = CATEGORY_OF_TYPE.get(normalised);
  if (category !== undefined) return category;
  if (/^5\d\d$/.test(normalised)) return 'provider_unavailable';
  return ERROR_TYPE_ENDINGS.find(([ending]) => normalised.endsWith(ending))?.[1];
}

/** `openai.error.RateLimitError`, `RATE_LIMIT` and `rate_limit_error` have the same name. */
function normaliseTypeName(name: string): string {
  const last = name.split(/[.:/\\$]/).findLast((part) => part !== '') ?? '';
  return last
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
    .replace(/(?:error|exception)$/, '');
}
