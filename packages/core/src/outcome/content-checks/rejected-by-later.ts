import { simplifyName } from '../../graph/handoffs.js';
import type { ContentCheck, ContentRun, Work } from './content-check.js';
import { sourcesOf } from './hand-over.js';
import { figuresOf } from './source-figures.js';
import { passesOn, reviews, taskOf } from './tasks.js';
import { negativeVerdict } from './verdict-fields.js';

/** A verdict against something, by language. */
const REJECTS: readonly RegExp[] = [
  /\b(?:rejected|not (?:approved|acceptable|accepted)|(?:is|are|was|were|looks?|seems?) (?:\w+ )?(?:wrong|incorrect|inaccurate|false|fabricated|made up|not correct|unsupported|mistaken)|got (?:it|this|that) wrong|contains? (?:an? )?(?:\w+ )?(?:mistakes?|errors?)|does(?: not|n['’]t) (?:agree|match|add up)|do(?: not|n['’]t) (?:agree|match|add up)|(?:cannot|can['’]t) (?:sign|approve|accept)|must be (?:corrected|redone)|has to be (?:corrected|done again|redone)|contradicts?|mixed up|(?:is|are|was|were) off\b|not ready|(?:sent|sending|send|goes|going) (?:\w+ )?back to)\b/i,
  /\b(?:abgelehnt|zurückgewiesen|nicht freigegeben|(?:ist|sind|war|waren) (?:\w+ )?(?:falsch|fehlerhaft|unrichtig|ungenau)|stimm(?:t|en) nicht|passt nicht|muss überarbeitet|enthält (?:einen )?fehler|verwechselt|zurück an\b|zahlendreher)/i,
  /\b(?:rechazad[oa]|no (?:aprobado|aceptable)|(?:es|son|está|están) (?:\w+ )?(?:incorrect|erróne|fals|equivocad)[oa]s?|no coinciden?|contiene (?:un )?error|no cuadran?|devuelto a|confundi(?:ó|eron)|sin visto bueno)/i,
  /(?:\brefusé|\brejeté|\bnon (?:validé|conforme)|(?:est|sont) (?:\w+ )?(?:faux|fausse|erroné|incorrect|inexact)|ne correspond(?:ent)? pas|contient une erreur|interverti|pas de feu vert|(?:est|sont)? ?à reprendre|ne collent? pas)/i,
  /(?:\brespint[oa]|\bnon approvat[oa]|(?:è|sono) (?:\w+ )?(?:sbagliat|errat|scorrett|fals)[oaie]|non corrispond(?:e|ono)|contiene un errore)/i,
  /\b(?:rejeitad[oa]|(?:é|está|estão|são) (?:\w+ )?(?:errad|incorret)[oa]s?|não (?:corresponde|confere)m?)/i,
  /驳回|拒绝通过|不(?:正确|准确|符|一致)|(?:是|有)错(?:误)?的?|错误的|有误/,
  /差し戻|却下|間違(?:って|い(?:です|が))|誤(?:って|りがあ)|不正確|一致しません|承認できません|取り違え|に戻します|合いません|出せません/,
];

/** The same words in a text that says the opposite. */
const CLEARS =
  /\b(?:no|not any|without|zero|nothing|none|neither)\b[^.,;:!?]{0,30}\b(?:errors?|mistakes?|wrong|incorrect|issues|discrepanc\w+)|keine fehler|ohne fehler|sin errores|ningún error|aucune erreur|sans erreur|nessun errore|senza errori|sem erros|没有错误|无误|誤りはありません|間違いはありません|\b(?:was|were|had been) (?:wrong|incorrect)[^.]{0,40}\b(?:now|fixed|corrected)\b/i;

/** What an agent hands in, as against what the run is about. */
const HANDED_IN =
  /\b(?:draft|report|summary|answer|output|letter|result|response|figures?|work|message|statement)\b|bericht|entwurf|meldung|zahlen|angaben|beitrag|informe|borrador|mensaje|compte rendu|résultat|lettera|relazione|说明|结果|报告|報告書|結果|下書き/i;

export const rejectedByLater: ContentCheck = {
  id: 'rejected_by_later',
  looksAt:
    'a later agent that says that the work of an earlier one is wrong, with nothing done about it since',
  cost: 'linear',
  kind: 'observation',
  category: 'quality_gate_failed',
  find: (work, run) => {
    const text = work.gave.text;
    if (work.index === 0 || text.length > 4000) return undefined;
    const sentence = rejection(text) ?? negativeVerdict(text);
    const target = sentence === undefined ? pointedAt(work, run) : rejected(sentence, work, run);
    if (target === undefined || isRedone(target, work, run)) return undefined;
    return { at: target, text: `${work.agent} says of it: ${(sentence ?? text).slice(0, 200)}` };
  },
};

function rejected(sentence: string, work: Work, run: ContentRun): Work | undefined {
  const named = run.works
    .slice(0, work.index)
    .findLast((other) => other.agent !== work.agent && isNamed(other.agent, sentence, run));
  if (named !== undefined) return named;
  const opening = work.gave.text.slice(0, 300);
  const isVerdict = HANDED_IN.test(sentence) && sentence === rejection(opening);
  const isField = negativeVerdict(work.gave.text) !== undefined;
  return (isVerdict || isField) && isReviewer(work) ? lastHandedIn(work, run) : undefined;
}

const isReviewer = ({ asked }: Work): boolean =>
  /review|check|verif|audit|critic|judge|approv|prüf|gegenles|revis|vérifi|controll|审核|检查|確認|校閲/i.test(
    asked,
  );

function rejection(text: string): string | undefined {
  if (!REJECTS.some((phrase) => phrase.test(text))) return undefined;
  const sentences = text.split(/(?<=[.!?])\s|(?<=[。！？])|\n/u);
  const at = sentences.findIndex(
    (sentence) => !CLEARS.test(sentence) && REJECTS.some((phrase) => phrase.test(sentence)),
  );
  if (at === -1) return undefined;
  // "Rejected. The numbers of the analyst …": the verdict first, whose work it is about after it.
  return sentences.slice(at, at + 2).join(' ');
}

function isNamed(agent: string, sentence: string, { works }: ContentRun): boolean {
  const name = simplifyName(agent);
  if (name.length < 2 || !simplifyName(sentence).includes(name)) return false;
  // `collector` is not named where `collector-2` is.
  return !works.some((other) => {
    const longer = simplifyName(other.agent);
    return longer !== name && longer.includes(name) && simplifyName(sentence).includes(longer);
  });
}

function lastHandedIn(work: Work, { works }: ContentRun): Work | undefined {
  return works.slice(0, work.index).findLast(
    (other) =>
      other.agent !== work.agent &&
      other.gave.text.trim() !== '' &&
      // A verdict on data is no verdict on who fetched them.
      !other.results.text.includes(other.gave.text.trim()) &&
      work.given.text.includes(other.gave.text.trim()),
  );
}

/** The one that was rejected worked again, and whoever rejected it did not do so again. */
function isRedone(target: Work, critic: Work, run: ContentRun): boolean {
  const { works } = run;
  const later = works.slice(critic.index + 1);
  const isAgain = later.some(({ agent, directs }) => agent === target.agent && !directs);
  const last = works.findLast(({ agent }) => agent === critic.agent);
  return (isAgain && last === critic) || (last !== undefined && last !== critic && !isAgainst(last, run));
}

const isAgainst = (work: Work, run: ContentRun): boolean =>
  rejection(work.gave.text) !== undefined ||
  negativeVerdict(work.gave.text) !== undefined ||
  pointedAt(work, run) !== undefined;

/** A longer text tells something of its own. */
const MAX_POINTING_CHARS = 240;
const MAX_VERDICTS = 3;

/** A name beside one of these is praise, by language. */
const PRAISES =
  /thank|great|good|nice|well done|perfect|excellent|approv|confirm|correct|accept|ready|fine|done|sent|\bok\b|danke|gut|stimmt|passt|freigegeben|bestätig|gracias|bien|correct|aprob|list[oa]|merci|validé|parfait|grazie|bene|approvat|corrett|obrigad|bom|certo|aprovad|conferid|dank|goed|klopt|akkoord|dzięk|dobrze|zatwierdz|zgadza się|спасибо|хорошо|верно|одобр|teşekkür|iyi|onay|tack|bra|godkän|谢|好|正确|通过|批准|ありがとう|良い|正し|承認|問題な|감사|좋|승인|이상 없|धन्यवाद|सही|ठीक|شكر|جيد|صحيح/i;

/**
 * Who gets the work of others and ends the run with a short word about one of them, by name, has a complaint about that
 * one: whoever is content speaks of the work, not of who did it. In no language's words but those of praise.
 */
function pointedAt(work: Work, run: ContentRun): Work | undefined {
  const text = work.gave.text.trim();
  const task = taskOf(work.asked);
  if (text.length > MAX_POINTING_CHARS || work.ranTool || work.directs || PRAISES.test(text))
    return undefined;
  if ((passesOn(task) && !reviews(task)) || figuresOf(work).gave.length > 0) return undefined;
  // Who speaks so often, or starts others, hands out turns.
  const own = run.works.filter(({ agent }) => agent === work.agent);
  if (own.length > MAX_VERDICTS || own.some(({ directs }) => directs)) return undefined;
  const agents = new Set(run.works.filter(({ agent }) => agent !== work.agent).map(({ agent }) => agent));
  const named = [...agents].filter((agent) => isNamed(agent, text, run));
  const [only] = named;
  if (only === undefined || named.length > 1 || isNamed(only, `${work.given.text}\n${work.asked}`, run))
    return undefined;
  const goesOn = run.works
    .slice(work.index + 1)
    .some(({ agent, directs }) => !directs && agent !== only && agent !== work.agent);
  if (goesOn || sourcesOf(work, run).length === 0) return undefined;
  return run.works.slice(0, work.index).findLast(({ agent }) => agent === only);
}
