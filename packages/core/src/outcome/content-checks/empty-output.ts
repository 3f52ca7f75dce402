import type { ContentCheck } from './content-check.js';
import { taskOf, passesOn, reviews } from './tasks.js';

const NULL_WORDS =
  /^(?:n\/?a|none|null|nil|nan|undefined|void|empty|\[\s*\]|\{\s*\}|""|''|keine?|nichts|nada|ninguno|rien|aucun|niente|nulla|nessuno|无|沒有|没有|空|なし|無し|ない|없음)?[.。!！]?$/i;

/** Only marks: dots, dashes, quotation marks. */
const ONLY_MARKS = /^[\p{P}\p{S}\s]*$/u;

/** Says that something was done, or will be, and shows nothing. */
const BARE_NOD =
  /^(?:ok(?:ay)?|sure|done|ready|finished|completed?|certainly|of course|got it|understood|here you go|here it is|alright|yes|fertig|erledigt|gerne|alles klar|verstanden|in ordnung|bitte sehr|hier bitte|listo|hecho|claro|de acuerdo|entendido|vale|terminado|aquí tienes|c['’]est fait|voilà|fait|bien sûr|d['’]accord|compris|terminé|fatto|ecco|certo|va bene|capito|finito|ecco fatto|feito|pronto|claro que sim|entendi|gedaan|klaar|готово|хорошо|gotowe|好的?|完成了?|已完成|好了|明白了?|没问题|收到|はい|完了(?:しました|です)?|了解(?:しました|です)?|承知(?:しました|いたしました)|できました|終わりました|네|완료(?:했습니다)?|알겠습니다)[\s.!…。！:：]*$/i;

export const emptyOutput: ContentCheck = {
  id: 'empty_output',
  looksAt: 'an output without words, or a bare nod where a text was asked for',
  cost: 'linear',
  kind: 'soft_error',
  category: 'quality_gate_failed',
  find: ({ gave, asked, ranTool, given, results }) => {
    const text = gave.text.trim();
    if (text.length > 40) return undefined;
    const task = taskOf(asked);
    // An action that is done may be nodded at, and a reviewer may answer with one word.
    const mayBeShort = reviews(task) || (ranTool && !passesOn(task));
    if (ONLY_MARKS.test(text) || NULL_WORDS.test(text)) {
      return text === '' || (!mayBeShort && given.text.length + results.text.length > 40)
        ? { text: text === '' ? 'the output is empty' : `the output says nothing: ${text}` }
        : undefined;
    }
    if (!BARE_NOD.test(text) || mayBeShort || !passesOn(task)) return undefined;
    return { text: `the output is no more than a nod: ${text}` };
  },
};
