import { placeholder, type SecretType } from './secret-type.js';

/**
 * Keys that their issuer's prefix gives away, the more specific first. A match is extended to the end of the word, so
 * that nothing of it is left over.
 */
const KEY_RULES: readonly (readonly [type: SecretType, pattern: string])[] = [
  ['anthropic_key', String.raw`sk-ant-[\w-]{16}`],
  ['openai_key', String.raw`sk-[\w-]{16}`],
  ['aws_key', '(?:AKIA|ASIA|AIDA|AROA|ABIA|ACCA)[A-Z0-9]{16}'],
  ['google_key', String.raw`(?:AIza|GOCSPX-|ya29\.|1//0)[\w-]{20}`],
  ['stripe_key', String.raw`(?:(?:sk|pk|rk)_(?:live|test)_|whsec_)[A-Za-z0-9]{10}`],
  ['github_token', String.raw`(?:gh[pousr]_|github_pat_)\w{20}`],
  ['gitlab_token', String.raw`gl(?:pat|dt|rt|cbt|ptt|ft|soat|agent)-[\w-]{16}`],
  ['slack_token', String.raw`(?:xox[a-z]-|xapp-)[\w-]{10}`],
  ['sendgrid_key', String.raw`SG\.[\w-]{16,}\.[\w-]{16}`],
  ['twilio_key', '(?:SK|AC)[0-9a-f]{32}'],
  ['huggingface_token', 'hf_[A-Za-z0-9]{20}'],
  // A Telegram bot's id and secret.
  ['vendor_key', String.raw`\d{8,10}:AA[\w-]{32}`],
  [
    'vendor_key',
    '(?:npm_|gsk_|xai-|pplx-|r8_|dop_v1_|shp(?:at|ca|pa|ss)_|lin_api_|ntn_|sbp_|ph[cx]_)[A-Za-z0-9]{20}',
  ],
  [
    'vendor_key',
    String.raw`(?:dapi[0-9a-f]|lsv2_[a-z]{2}_|pcsk_|ATATT3|AGE-SECRET-KEY-1|NRAK-|sntrys_)[\w-]{20}`,
  ],
  ['vendor_key', String.raw`(?:hvs\.|figd_|dckr_pat_|pypi-AgE|glc_|glsa_|dp\.(?:pt|st|ct)\.)[\w-]{20}`],
];

const WORD = /[\w.+/=~:-]{16,}/g;
const KEY = new RegExp(
  String.raw`(?<![A-Za-z0-9])(?:${KEY_RULES.map(([, pattern]) => `(${pattern})`).join('|')})[\w-]*`,
  'g',
);
const JWT = /(?<![\w-])eyJ[\w-]{5,}\.[\w-]{5,}(?:\.[\w-]*){0,3}/g;
/** A digest that says it is one (`sha256:…`, `sha512-…`) is no secret. */
const DIGEST_MARK = '(?<!sha(?:1|224|256|384|512)[:=-])';
const HEX = new RegExp(String.raw`(?<![A-Za-z0-9])${DIGEST_MARK}[0-9a-fA-F]{40,}(?![A-Za-z0-9])`, 'g');
const ENCODED = /(?<![\w+/-])[\w+/-]{40,}={0,2}/g;

/** Redacts what is a secret by its own look: keys of known issuers, JWTs, long hex and base64. */
export function redactWords(text: string): string {
  return text.replace(WORD, redactWord);
}

function redactWord(word: string): string {
  return word
    .replace(KEY, redactKey)
    .replace(JWT, placeholder('jwt'))
    .replace(HEX, (hex) => (/\d/.test(hex) ? placeholder('hex_token') : hex))
    .replace(ENCODED, (run) => (looksRandom(run) ? placeholder('encoded_token') : run));
}

function redactKey(key: string, ...groups: unknown[]): string {
  const [type] = KEY_RULES[groups.findIndex((group) => group !== undefined)] ?? ['vendor_key' as const];
  // "sk-" begins words of prose too: "sk-learn-compatible-estimators".
  return type === 'openai_key' && !/\d/.test(key) ? key : placeholder(type);
}

/** From which share of changes between capitals, small letters, digits and signs a word is no word. */
const RANDOM_CHANGES = 0.4;

/**
 * Whether a run of base64 is one. Random characters change their kind at two places in three; names, paths and slugs,
 * however long, at one in three at most, and few have all three kinds.
 */
function looksRandom(run: string): boolean {
  if (/^sha(?:1|224|256|384|512)-/.test(run) || !/[A-Z]/.test(run) || !/[a-z]/.test(run) || !/\d/.test(run)) {
    return false;
  }
  let changes = 0;
  for (let index = 1; index < run.length; index++) {
    if (kindOf(run.charCodeAt(index)) !== kindOf(run.charCodeAt(index - 1))) changes++;
  }
  return changes >= RANDOM_CHANGES * run.length;
}

function kindOf(code: number): number {
  if (code >= 97 && code <= 122) return 0;
  if (code >= 65 && code <= 90) return 1;
  return code >= 48 && code <= 57 ? 2 : 3;
}
