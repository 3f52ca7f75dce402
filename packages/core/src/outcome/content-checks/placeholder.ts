import type { ContentCheck } from './content-check.js';

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
  /\blorem ipsum\b|\b(?:PLACEHOLDER|Platzhalter|marcador de posición|segnaposto|espace réservé)\b|プレースホルダー|占位符/i,
  /[$€£¥]\s?X{1,3}(?:[.,]X{2,3})*|\bX{2,3}[.,]X{2,3}\b|[○〇]{2,}\s?(?:円|元|個|件|名|月|日)/,
  /(?:[:：=]\s*(?:TBD|TBA|TODO|por determinar|à déterminer|à compléter|da definire|待补充|待填写|待定|未定|noch offen|folgt noch)[^\n]*){2,}/,
];

const CODE = /```[\s\S]*?(?:```|$)|`[^`\n]*`/g;

export const placeholder: ContentCheck = {
  id: 'placeholder',
  looksAt: 'marks for something still to be filled in that no input holds',
  cost: 'linear',
  precision: 0.95,
  kind: 'quality_check',
  category: 'quality_gate_failed',
  find: (work, run) => {
    const text = work.gave.text.replaceAll(CODE, ' ');
    for (const mark of MARKS) {
      const found = mark.exec(text)?.[0];
      // A template that somebody asked for, or a text about one.
      if (found === undefined || run.knownBefore(work).lower.includes(found.toLowerCase())) continue;
      if (/template|vorlage|plantilla|modèle|modello|模板|テンプレート|雛形/i.test(work.asked)) continue;
      return { text: `a placeholder was left in the output: ${found.slice(0, 80)}` };
    }
    return undefined;
  },
};
