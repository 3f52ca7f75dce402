import { softErrorIn } from '../soft-error.js';
import type { ContentCheck } from './content-check.js';

/** An answer that says more than the error is an answer. */
const MAX_CHARS = 400;

/** How an error text begins, by language. */
const BEGINS =
  /^\s*[`"'[{(*]*(?:(?:fatal |internal |unexpected |unhandled )?(?:error|exception)|fehler|erreur|errore|erro|错误|錯誤|エラー|오류|ошибка|błąd)(?:\s?(?:code|nr\.?|n°)?\s?\d{3})?[\s\]]*[:：]|^\s*traceback \(most recent call last\)|^\s*\w*(?:Error|Exception)(?:\s\[\w+\])?:\s/i;

/** Texts of services and runtimes that no agent writes of its own accord. */
const SIGNATURE =
  /^\s*(?:HTTP(?:\/\d\.\d)?\s?)?[45]\d\d\s(?:internal server error|bad gateway|service unavailable|gateway time-?out|too many requests|unauthorized|forbidden|not found|bad request|request timeout)|\b(?:ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTFOUND|EPIPE)\b|\b(?:connection (?:refused|reset|timed out)|request failed with status(?: code)? \d{3}|rate limit exceeded|upstream connect error|segmentation fault|quota exceeded|deadline exceeded)\b|^\s*\{\s*"(?:error|errors|errorMessage)"\s*:/i;

export const passedError: ContentCheck = {
  id: 'passed_error',
  looksAt: 'a short output that is the text of an error',
  cost: 'linear',
  kind: 'soft_error',
  category: 'tool_failure',
  find: ({ gave, asked }) => {
    const text = gave.text.trim();
    if (text === '' || text.length > MAX_CHARS) return undefined;
    if (!BEGINS.test(text) && !SIGNATURE.test(text.slice(0, 160)) && softErrorIn(text) === undefined)
      return undefined;
    const [code] = /[45]\d\d/.exec(text.slice(0, 40)) ?? [];
    if (code !== undefined && asked.includes(code)) return undefined;
    // Whoever is asked about errors answers with them.
    if (
      /\b(?:error|exception|log|bug|stack ?trace|incident)|fehler|erreur|errore|错误|エラー|障害/i.test(asked)
    )
      return undefined;
    return { text: `the text of an error was given as the answer: ${text.slice(0, 160)}` };
  },
};
