import { placeholder } from './secret-type.js';

const PEM_BEGIN = /-----BEGIN [A-Z0-9 ]{1,40}-----/g;
const PEM_END = /-----END [A-Z0-9 ]{1,40}-----/g;

/** Redacts PEM blocks from `BEGIN` to `END`; one that was cut off, to the end of the text. */
export function redactPem(text: string): string {
  if (!text.includes('-----BEGIN ')) return text;
  let redacted = '';
  let done = 0;
  PEM_BEGIN.lastIndex = 0;
  for (let begin = PEM_BEGIN.exec(text); begin !== null; begin = PEM_BEGIN.exec(text)) {
    PEM_END.lastIndex = PEM_BEGIN.lastIndex;
    const end = PEM_END.exec(text);
    redacted += text.slice(done, begin.index) + placeholder('pem');
    done = end === null ? text.length : PEM_END.lastIndex;
    PEM_BEGIN.lastIndex = done;
  }
  return redacted + text.slice(done);
}

/** User and password of a URL: up to the last `@` before the path. */
const URL_CREDENTIALS = /(?<=:\/\/)[^\s/:@"'<>`]*:[^\s/"'<>`]+@/g;

/** Redacts user and password in connection strings and other URLs. */
export function redactUrlCredentials(text: string): string {
  if (!text.includes('://')) return text;
  return text.replace(URL_CREDENTIALS, `${placeholder('connection_string')}@`);
}

const SCHEME_AND_TOKEN = /\b(bearer|basic)([ \t]+)([\w.~+/=-]{16,})/gi;

/** Redacts bearer and basic tokens outside of a header. A token without a digit is a word: "basic understanding". */
export function redactBearer(text: string): string {
  return text.replace(SCHEME_AND_TOKEN, (match, scheme: string, blanks: string, token: string) => {
    if (!/\d/.test(token)) return match;
    return scheme + blanks + placeholder(scheme.toLowerCase() === 'basic' ? 'basic_auth' : 'bearer_token');
  });
}
