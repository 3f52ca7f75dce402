import { isPlaceholderAt, placeholder, type SecretType } from './secret-type.js';

/** Names that make a secret of the value that follows them, as in `password=…` or `"api_key": "…"`. */
const NAMED_SECRETS: readonly {
  readonly type: SecretType;
  /** Endings of a name, in lower case and without the signs between its words. */
  readonly names: string;
  /** Shortest value that is taken for a secret. */
  readonly minLength: number;
  /** A value without a digit is a word: "unexpected token: identifier". */
  readonly needsDigit: boolean;
  readonly value: ValueShape;
}[] = [
  {
    type: 'password',
    names: 'password passwd pwd passphrase',
    minLength: 1,
    needsDigit: false,
    value: 'plain',
  },
  {
    type: 'api_key',
    names: 'apikey accesskey secretkey accountkey signingkey encryptionkey subscriptionkey',
    minLength: 6,
    needsDigit: false,
    value: 'plain',
  },
  {
    type: 'secret',
    names: 'clientsecret appsecret privatekey secretaccesskey credential credentials xamzsignature',
    minLength: 6,
    needsDigit: false,
    value: 'plain',
  },
  {
    type: 'token',
    names: 'authtoken accesstoken refreshtoken sessiontoken idtoken bearertoken securitytoken',
    minLength: 6,
    needsDigit: false,
    value: 'plain',
  },
  { type: 'token', names: 'token sessionid', minLength: 8, needsDigit: true, value: 'plain' },
  { type: 'secret', names: 'secret', minLength: 6, needsDigit: true, value: 'plain' },
  { type: 'authorization', names: 'authorization', minLength: 6, needsDigit: false, value: 'credentials' },
  { type: 'cookie', names: 'cookie', minLength: 3, needsDigit: false, value: 'line' },
];

/** `plain`: up to a blank or a sign that ends values; `credentials`: the same after a scheme; `line`: all of it. */
type ValueShape = 'plain' | 'credentials' | 'line';

type NamedSecret = (typeof NAMED_SECRETS)[number];

/** The longest ending that fits decides: `secretaccesskey` before `accesskey`. */
const BY_ENDING: readonly (readonly [ending: string, secret: NamedSecret])[] = NAMED_SECRETS.flatMap(
  (secret) => secret.names.split(' ').map((name) => [name, secret] as const),
).toSorted(([a], [b]) => b.length - a.length);

const LONGEST_NAME = Math.max(...BY_ENDING.map(([ending]) => ending.length));

/** The last two letters of each name: what most words before a colon do not end in. */
const LAST_LETTERS: ReadonlySet<string> = new Set(BY_ENDING.map(([ending]) => ending.slice(-2)));

/** What stands in prose and in examples where a secret would. */
const NON_SECRETS: ReadonlySet<string> = new Set(
  (
    'a an any are be been boolean can do does empty expired false for forgotten has have if in incorrect invalid is ' +
    'it its missing must needed never nil no none not null number of on optional or protected provided required ' +
    'reset set should str string stored that the this to too true undefined unset was weak were which will with ' +
    'wrong you your'
  ).split(' '),
);

/** A longer value is no word, digits or not. */
const LONGEST_WORD = 64;

const SEPARATOR = /[:=]/g;
const AFTER_SEPARATOR = /[=>]{0,2}[ \t]{0,8}(\\*)(["'`]?)/y;
const SCHEME = /(bearer|basic|digest|token|apikey|negotiate)[ \t]+/iy;
const SCHEME_TYPE: Readonly<Record<string, SecretType>> = { bearer: 'bearer_token', basic: 'basic_auth' };

const UNQUOTED = /[^\s"'`,;&<>\\]+/y;
/** Cookies come as `name=value`; the rest of the line belongs to them. */
const LINE = /[^\s=;"'`\\]{1,100}=[^"'`\r\n\\]*/y;
/** In quotes a value may hold anything but that quote, escaped quotes included; inside quoted JSON not even those. */
const QUOTED: Readonly<Record<string, RegExp>> = {
  '"': /(?:[^"\\\r\n]|\\.)+/y,
  "'": /(?:[^'\\\r\n]|\\.)+/y,
  '`': /(?:[^`\\\r\n]|\\.)+/y,
};
const QUOTED_IN_QUOTES = /[^"'`\\\r\n]+/y;

/** Redacts values that a name before them makes secrets. */
export function redactNamed(text: string): string {
  let redacted = '';
  let done = 0;
  SEPARATOR.lastIndex = 0;
  for (let hit = SEPARATOR.exec(text); hit !== null; hit = SEPARATOR.exec(text)) {
    const value = hit.index < done ? undefined : namedValueAt(text, hit.index);
    if (value === undefined) continue;
    redacted += text.slice(done, value.start) + placeholder(value.type);
    done = value.end;
    SEPARATOR.lastIndex = done;
  }
  return done === 0 ? text : redacted + text.slice(done);
}

interface NamedValue {
  readonly type: SecretType;
  readonly start: number;
  readonly end: number;
}

function namedValueAt(text: string, separator: number): NamedValue | undefined {
  const secret = secretNamedBefore(text, separator);
  // "Token::new" is a path in a program.
  if (secret === undefined || text.startsWith('::', separator)) return undefined;
  const [opening = '', backslashes = '', quote = ''] = matchAt(AFTER_SEPARATOR, text, separator + 1) ?? [];
  const from = separator + 1 + opening.length;
  const scheme = secret.value === 'credentials' ? matchAt(SCHEME, text, from) : undefined;
  const start = from + (scheme?.[0].length ?? 0);
  if (isPlaceholderAt(text, start)) return undefined;

  const quoted = backslashes === '' ? QUOTED[quote] : QUOTED_IN_QUOTES;
  const plain = quote === '' ? UNQUOTED : (quoted ?? UNQUOTED);
  const found = matchAt(secret.value === 'line' ? LINE : plain, text, start)?.[0] ?? '';
  // A bracket or full stop at the end belongs to what is around the value.
  const value = quote === '' && secret.value !== 'line' ? trimEnd(found) : found;
  const type = SCHEME_TYPE[scheme?.[1]?.toLowerCase() ?? ''] ?? secret.type;
  return isSecretValue(value, secret, scheme !== undefined)
    ? { type, start, end: start + value.length }
    : undefined;
}

function isSecretValue(
  value: string,
  { minLength, needsDigit, value: shape }: NamedSecret,
  hasScheme: boolean,
): boolean {
  if (value.length < minLength || NON_SECRETS.has(value.toLowerCase())) return false;
  const mustHaveDigit = needsDigit || (shape === 'credentials' && !hasScheme);
  return !mustHaveDigit || value.length > LONGEST_WORD || /\d/.test(value);
}

/** What is named right before a separator, past blanks, quotes and the bracket of `["name"]`. */
function secretNamedBefore(text: string, separator: number): NamedSecret | undefined {
  let index = separator - 1;
  for (let blanks = 0; blanks < 8 && isOneOf(text[index], ' \t'); blanks++) index--;
  if (text[index] === ']' && isOneOf(text[index - 1], '"\'`')) index--;
  for (let quotes = 0; quotes < 4 && isOneOf(text[index], '"\'`\\'); quotes++) index--;
  if (!LAST_LETTERS.has(text.slice(Math.max(0, index - 1), index + 1).toLowerCase())) return undefined;
  let name = '';
  for (let read = 0; read < 2 * LONGEST_NAME && name.length < LONGEST_NAME; read++, index--) {
    const character = text[index] ?? ' ';
    if (/[A-Za-z0-9]/.test(character)) name = character.toLowerCase() + name;
    else if (!isOneOf(character, '_-')) break;
  }
  return BY_ENDING.find(([ending]) => name.endsWith(ending))?.[1];
}

function isOneOf(character: string | undefined, characters: string): boolean {
  return character !== undefined && characters.includes(character);
}

function trimEnd(value: string): string {
  let end = value.length;
  while (isOneOf(value[end - 1], ')]}.')) end--;
  return value.slice(0, end);
}

function matchAt(pattern: RegExp, text: string, index: number): RegExpExecArray | undefined {
  pattern.lastIndex = index;
  return pattern.exec(text) ?? undefined;
}
