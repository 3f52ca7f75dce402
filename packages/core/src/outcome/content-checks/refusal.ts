import type { ContentCheck } from './content-check.js';

/** Above this length a text that also refuses something has done something else as well. */
const MAX_CHARS = 320;

/** "I cannot …", in the first person, by language. */
const REFUSES: readonly RegExp[] = [
  /\b(?:I(?:['’]m| am)|we(?:['’]re| are)) (?:\w+ )?(?:unable|not able|not allowed|not permitted) to\b/i,
  /\b(?:I|we) (?:can['’]?t|cannot|can not|won['’]t|must decline|have to decline|am going to decline)\b/i,
  /\bas an AI\b.{0,60}\b(?:cannot|can['’]t|unable|not able)\b/i,
  /\b(?:kann|können|darf) (?:ich|wir)\b.{0,80}\bnicht\b|\b(?:ich|wir) (?:kann|können|darf)\b.{0,80}\bnicht\b|nicht in der Lage/i,
  /\bno (?:puedo|podemos|me es posible|estoy en condiciones)\b/i,
  /\bne (?:peux|pouvons|puis)(?: malheureusement)? pas\b|\bpas en mesure\b|\bdans l['’]impossibilité\b/i,
  /\bnon (?:posso|possiamo|sono in grado|siamo in grado|mi è possibile)\b/i,
  /\bnão (?:posso|consigo|podemos|sou capaz|estou em condições)\b/i,
  /\b(?:ik|we) (?:kan|kunnen)\b.{0,60}\bniet\b/i,
  /\b(?:не могу|не можем|не в состоянии)\b/i,
  /\bnie mog(?:ę|emy)\b/i,
  /(?:我|我们)?(?:无法|不能|没办法|無法)(?:为您|为你|提供|处理|处置|完成|回答|协助|帮助|满足|執行)/,
  /(?:お応え|お答え|お手伝い|対応|回答|提供|お受け|処理)(?:することは|することが|は|が)?(?:いた|致)?(?:し)?(?:でき|出来)(?:ません|かねます|ない)|(?:いた|致)しかねます/,
  /(?:도와드릴|제공할|처리할|답변할) 수 없/,
];

/** What a text is about that does more than refuse: a figure, a list, a table. */
const HAS_SUBSTANCE = /\d[\d.,]{2,}|^\s*(?:[-*•]|\d+[.)])\s/m;

/** A verdict on somebody's work, which is a reviewer's job: "I cannot sign this off". */
const WITHHOLDS =
  /\b(?:sign|approve|accept|confirm|verify|recommend|release|agree|find|see)\b|freigeb|bestätig|zustimm|empfehl|aprobar|confirmar|recomendar|valider|approuver|confirmer|recommander|approvare|confermare|consigliare|aprovar|通过|批准|承認/i;

/** Whoever first says something else, and then what cannot be done, has answered. */
function openingOf(text: string): string {
  const sentences = text.split(/(?<=[.!?])\s|(?<=[。！？])|\n/u).filter((sentence) => sentence.trim() !== '');
  const [first = ''] = sentences;
  const isApology = first.length <= MAX_APOLOGY_CHARS && !THANKS.test(first);
  return sentences.slice(0, isApology ? 2 : 1).join(' ');
}

/** Whoever thanks first writes to somebody, and says no on behalf of another. */
const THANKS =
  /thank|dank|gracias|merci|grazie|obrigad|dzięk|спасибо|teşekkür|tack|谢|ありがとう|감사|धन्यवाद|شكر/i;

/** "I'm sorry." */
const MAX_APOLOGY_CHARS = 30;

export const refusal: ContentCheck = {
  id: 'refusal',
  looksAt: 'a short output in which the agent says that it cannot or will not',
  cost: 'linear',
  kind: 'soft_error',
  category: 'provider_refused',
  find: ({ gave }) => {
    const text = gave.text.trim();
    if (text.length > MAX_CHARS || HAS_SUBSTANCE.test(text) || WITHHOLDS.test(text)) return undefined;
    const opening = openingOf(text);
    return REFUSES.some((phrase) => phrase.test(opening))
      ? { text: `the agent refused: ${text}` }
      : undefined;
  },
};
