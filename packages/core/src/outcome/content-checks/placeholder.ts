import { blankFigure } from './blank-figures.js';
import type { ContentCheck, ContentRun, Work } from './content-check.js';

/** Brackets that stand for what somebody has to fill in, by language, and template marks. */
const MARKS: readonly RegExp[] = [
  /[[【<{（(](?:please )?(?:insert|enter|add|fill|your|replace|placeholder|to be |tbd|todo|xxx)[^\]】>}）)\n]{0,60}[\]】>}）)]/i,
  /[[【][^\]】\n]{0,40}(?:to be (?:inserted|added|filled|completed|determined)|goes here|here)[\]】]/i,
  /[[【][^\]】\n]{0,40}(?:einfügen|einsetzen|eintragen|ergänzen|ausfüllen|platzhalter)[^\]】\n]{0,20}[\]】]/i,
  /[[【][^\]】\n]{0,20}(?:insertar|introducir|completar|rellenar|indicar|inserire|completare|compilare|inserir|preencher)[^\]】\n]{0,40}[\]】]/i,
  /[[【][^\]】\n]{0,20}(?:insérer|compléter|remplir|indiquer|renseigner)[^\]】\n]{0,40}[\]】]/i,
  /[[【（(][^\]】）)\n]{0,20}(?:填写|填入|补充|待定|待填|插入|記入|入力|挿入)[^\]】）)\n]{0,20}[\]】）)]/,
  /\[(?:the )?(?:customer|client|patient|company|recipient|user)?['’]?s? ?(?:name|amount|date|total|price|value|number|figure|address|findings|results?|list of \w+|nom[^\]\n]{0,20}|montant|dose[^\]\n]{0,20}|betrag|datum|menge|nombre|fecha|importe|precio|nome|importo|data|金额|日期|姓名|金額|日付|名前)\]/i,
  /\{\{\s*[\p{L}_][\p{L}\p{N}_. ]*\}\}|\$\{[\p{L}_]\w*\}|%\([a-z_]+\)s/u,
  /<[A-Z][A-Z_]{3,}>|\[[A-Z][A-Z_ ]{3,}\]/,
  // Blanks to fill in; a line of marks alone is a rule across the page.
  /[\p{L}\d:=$€£¥(][ \t]?[_＿]{3,}|[_＿]{3,}[ \t]?[\p{L}\d€%.,]/u,
  /\bX{2,}(?:[.,' \u202f]X{2,})+\b|[$€£¥]\s?X\b|\b[XY]\s?%/,
  /\blorem ipsum\b|\b(?:PLACEHOLDER|Platzhalter|marcador de posición|segnaposto|espace réservé)\b|プレースホルダー|占位符/i,
  /[$€£¥]\s?X{1,3}(?:[.,]X{2,3})*|\bX{2,3}[.,]X{2,3}\b|[○〇]{2,}\s?(?:円|元|個|件|名|月|日)/,
  /(?:[:：=]\s*(?:TBD|TBA|TODO|por determinar|à déterminer|à compléter|da definire|待补充|待填写|待定|未定|noch offen|folgt noch)[^\n]*){2,}/,
];

/** Words in angles; where tags are closed they are tags. */
const ANGLES = /<<?\p{Lu}?\p{Ll}[\p{L} ]{2,30}>>?/u;

const MARKS_AND_ANGLES: readonly RegExp[] = [...MARKS, ANGLES];

/** How any of them begins. Most texts have none of it, and need not be searched. */
const MAY_BE_MARK =
  /[[【<{（(_＿$€£¥XY○〇:：=]|%\(|ipsum|placeholder|platzhalter|marcador|segnaposto|espace|プレース|占位/i;

const TEMPLATE =
  /template|\bforms?\b|sign-up sheet|questionnaire|fill(?:ed)? in by|formular|fragebogen|formulario|formulaire|modulo|formulário|formularz|формуляр|анкет|양식|प्रपत्र|फ़ॉर्म|نموذج|用紙|vorlage|plantilla|modèle|modello|模板|テンプレート|雛形/i;

const CODE = /```[\s\S]*?(?:```|$)|`[^`\n]*`/g;

export const placeholder: ContentCheck = {
  id: 'placeholder',
  looksAt: 'marks for something still to be filled in that no input holds',
  cost: 'linear',
  kind: 'quality_check',
  category: 'quality_gate_failed',
  find: (work, run) => {
    const { text: given } = work.gave;
    const blank = blankFigure(work, run);
    if (blank !== undefined && !TEMPLATE.test(work.asked))
      return { text: `blanks stand where a figure belongs: ${blank.slice(0, 80)}` };
    if (!MAY_BE_MARK.test(given)) return undefined;
    const text = given.includes('`') ? given.replaceAll(CODE, ' ') : given;
    const marks = text.includes('</') ? MARKS : MARKS_AND_ANGLES;
    const found = firstMatch(marks, text, (match) => isNew(match, work, run));
    // A template is all placeholders.
    if (found === undefined || TEMPLATE.test(work.asked)) return undefined;
    return { text: `a placeholder was left in the output: ${found.slice(0, 80)}` };
  },
};

function firstMatch(
  marks: readonly RegExp[],
  text: string,
  counts: (match: string) => boolean,
): string | undefined {
  for (const mark of marks) {
    const match = mark.exec(text)?.[0];
    if (match !== undefined && counts(match)) return match;
  }
  return undefined;
}

/** Else somebody put it in, or wants a text about one. */
const isNew = (match: string, { given, results }: Work, { question }: ContentRun): boolean =>
  ![question, given.text, results.text].some((text) => text.includes(match));
