import type { ContentCheck, Work } from './content-check.js';
import { figuresOf } from './source-figures.js';
import { reviews, taskOf } from './tasks.js';

/** A format that can be asked for, and what a text has to hold to be in it. */
interface Format {
  readonly name: string;
  /** The word for it; what does not hold it does not ask for it. */
  readonly word: RegExp;
  readonly asked: readonly RegExp[];
  readonly isIn: (text: string) => boolean;
}

const FORMATS: readonly Format[] = [
  {
    name: 'JSON',
    word: /JSON/i,
    asked: [
      /\b(?:return|reply|respond|answer|output|produce|provide|give|write|format|emit)\b[^.\n]{0,60}\bJSON\b/i,
      /\b(?:as|in|only|valid) (?:a |an |valid |strict |raw |one |single )*JSON\b/i,
      /\b(?:antworte|gib|liefere|schreibe|ausgabe)\b[^.\n]{0,60}\bJSON\b|\b(?:als|im|nur) (?:ein(?:em)? |gültiges )*JSON\b/i,
      /\b(?:responde|devuelve|entrega|escribe|en|como|solo)\b[^.\n]{0,30}\bJSON\b/i,
      /\b(?:réponds|répondez|renvoie|retourne|au format|en)\b[^.\n]{0,30}\bJSON\b/i,
      /\b(?:rispondi|restituisci|fornisci|in formato|in)\b[^.\n]{0,30}\bJSON\b|\b(?:responda|devolva|em)\b[^.\n]{0,30}\bJSON\b/i,
      // In any order: what comes back, that it has to be so, JSON.
      /\b(?:reply|response|answer|output)\b(?=[^.\n]*\b(?:must|has to|should|shall|only|entire|whole)\b)(?=[^.\n]*\bJSON\b)/i,
      /\b(?:antwort|ausgabe|rückgabe)\b(?=[^.\n]*\b(?:muss|soll|nur|ausschließlich|ist)\b)(?=[^.\n]*\bJSON\b)/i,
      /\b(?:réponse|sortie|respuesta|salida|risposta|resposta|saída)\b(?=[^.\n]*\b(?:doit|devra|seulement|debe|solo|deve|tiene que)\b)(?=[^.\n]*\bJSON\b)/i,
      /(?:回答|出力|返答|応答)[^。\n]{0,12}JSON|JSON[^。\n]{0,6}(?:出力|回答|返)/,
      /(?:以|用|输出|返回|回复)[^。\n]{0,10}JSON|JSON(?:格式)?(?:输出|返回|回复|回答)|JSON(?:形式|で|のみ)/i,
    ],
    isIn: hasJson,
  },
  {
    name: 'a table',
    word: /tab(?:le|elle|la|leau)|表/i,
    asked: [
      /\b(?:as|in|into|return|give|produce|make|create|draw up|format) (?:an? |the |as )*(?:markdown |csv |two-column |three-column )?table\b/i,
      /\b(?:als|in (?:einer|eine)|erstelle eine) (?:markdown-?)?tabelle\b/i,
      /\b(?:en|como|haz) (?:una |un )?tabla\b|\b(?:sous forme de|en|dans un) tableau\b|\b(?:in|come|in una) tabella\b|\b(?:em|como) (?:uma )?tabela\b/i,
      /(?:以|用|制成|整理成)[^。\n]{0,6}(?:表格|列表)|表格形式|表(?:形式|に(?:して|まとめて))/,
    ],
    isIn: (text) =>
      /\|.*\|?.*\n.*\|/.test(text) ||
      /\t.*\n.*\t/.test(text) ||
      /^[^\n,;]+[,;][^\n]*\n[^\n,;]+[,;]/m.test(text) ||
      /<t(?:able|r)/i.test(text),
  },
  {
    name: 'a number',
    word: /number|figure|integer|amount|zahl|summe|n[uú]mero|nombre|chiffre|数字/i,
    asked: [
      /\b(?:only|just|nothing but|a single) (?:the |a |one )?(?:number|figure|integer|amount)\b/i,
      /\bnur (?:die|eine) (?:zahl|summe)\b|\bsolo (?:el|un) número\b|\b(?:seulement|uniquement) (?:le|un) (?:nombre|chiffre)\b|\bsolo (?:il|un) numero\b|只(?:输出|返回|回答)?(?:一个)?数字|数字(?:のみ|だけ)/i,
    ],
    isIn: (text) => /\p{N}/u.test(text),
  },
  {
    name: 'a list',
    word: /list|bullet|aufzählung|stichpunkt|elenco|项目符号|编号|箇条/i,
    asked: [
      /\b(?:as|in) (?:a |an )?(?:bulleted|bullet|numbered|ordered) list\b|\bbullet points\b/i,
      /\b(?:als|in) (?:aufzählung|liste mit aufzählungszeichen|nummerierte[rn]? liste|stichpunkten?)\b|\ben (?:una )?lista (?:con viñetas|numerada)\b|\b(?:sous forme de|en) (?:liste à puces|liste numérotée)\b|\belenco puntato\b|项目符号|编号列表|箇条書き/i,
    ],
    isIn: (text) => /^\s*(?:[-*•・·–]|\d+[.)、]|[①-⑳])/m.test(text),
  },
];

export const wrongFormat: ContentCheck = {
  id: 'wrong_format',
  looksAt: 'whether JSON, a table, a list or a number came back where the agent was asked for one',
  cost: 'linear',
  kind: 'quality_check',
  category: 'quality_gate_failed',
  find: (work) => {
    const { asked, gave } = work;
    const text = gave.text.trim();
    if (text === '' || reviews(asked)) return undefined;
    if (namesJson(work) && !hasJson(text)) return { text: 'JSON was asked for, and the output holds none' };
    for (const format of FORMATS) {
      if (!format.word.test(asked)) continue;
      if (!format.asked.some((phrase) => phrase.test(asked)) || format.isIn(text)) continue;
      return { text: `${format.name} was asked for, and the output holds none` };
    }
    return undefined;
  },
};

/** A demand is a short sentence, and no question. */
const MAX_DEMAND_CHARS = 90;
const MIN_FIGURES = 2;

/**
 * In no language's words: an agent is told of JSON in a short sentence, is given none by whoever told it, and hands
 * figures on without a program. What else could the word be there for?
 */
function namesJson(work: Work): boolean {
  const { asked, given, gave } = work;
  if (!/json(?![a-z])/i.test(asked)) return false;
  const isTold = taskOf(asked)
    .split(/(?<=[\p{STerm};])|\n/u)
    .some((sentence) => /(?<![\w./])json(?!\w|\.\w)/i.test(sentence) && isDemand(sentence.trim()));
  if (!isTold || /[{[]\s*["{[]/.test(given.text) || gave.text.includes('```')) return false;
  const { given: known, isGone } = figuresOf(work);
  return known.filter((figure) => !isGone(figure)).length >= MIN_FIGURES;
}

const isDemand = (sentence: string): boolean =>
  sentence.length <= MAX_DEMAND_CHARS &&
  !/[?？؟]$/.test(sentence) &&
  !/\b(?:no|not|without|from|read|parse)\b[^.]{0,20}json|json[ -]?(?:file|api|input|data|below|above|datei|fichier|archivo)|\bkein[e]?\s+json|sans json|sin json|senza json|不要(?:用)?json/i.test(
    sentence,
  );

/** The whole text, a fenced block of it, or what stands between its first and its last bracket. */
function hasJson(text: string): boolean {
  const fenced = /```(?:json\w*)?\s*\n([\s\S]*?)```/i.exec(text)?.[1];
  const from = text.search(/[[{]/);
  const to = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'));
  return [text, fenced, from === -1 ? undefined : text.slice(from, to + 1)].some((part) => {
    if (part === undefined) return false;
    try {
      return typeof JSON.parse(part) === 'object' || part === text;
    } catch {
      // Lines of JSON are JSON too.
      return part
        .trim()
        .split('\n')
        .every((line) => /^\s*[[{].*[\]}],?\s*$/.test(line));
    }
  });
}
