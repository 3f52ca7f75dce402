/** Verbs by which tools that change something are named. */
const CHANGING_VERBS: ReadonlySet<string> = new Set([
  'add',
  'apply',
  'approve',
  'assign',
  'book',
  'buy',
  'cancel',
  'charge',
  'close',
  'commit',
  'create',
  'delete',
  'deploy',
  'deposit',
  'disable',
  'drop',
  'edit',
  'enable',
  'exchange',
  'grant',
  'insert',
  'issue',
  'merge',
  'modify',
  'move',
  'order',
  'pay',
  'place',
  'post',
  'publish',
  'purchase',
  'push',
  'put',
  'refund',
  'register',
  'remove',
  'rename',
  'reserve',
  'reset',
  'return',
  'revoke',
  'schedule',
  'send',
  'set',
  'submit',
  'transfer',
  'update',
  'upload',
  'withdraw',
  'write',
]);

const READING_VERBS: ReadonlySet<string> = new Set([
  'calculate',
  'check',
  'describe',
  'fetch',
  'find',
  'get',
  'list',
  'look',
  'lookup',
  'query',
  'read',
  'search',
  'show',
  'think',
  'view',
]);

const WORD = /[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g;

/**
 * Whether a tool changes the state of something, told by its name: its first verb decides, so that `get_order` reads and
 * `cancel_order` changes.
 */
export function changesState(toolName: string): boolean {
  for (const [word] of toolName.matchAll(WORD)) {
    const verb = word.toLowerCase();
    if (READING_VERBS.has(verb)) return false;
    if (CHANGING_VERBS.has(verb)) return true;
  }
  return false;
}
