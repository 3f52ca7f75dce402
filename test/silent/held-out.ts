import type { Domain } from './domain.js';
import { largest, mean, share, total, written } from './domain.js';

/**
 * Fields of work, templates and languages that no check was built on. They were written before the checks were tuned and
 * serve to score them, nothing else.
 */

const pounds = (value: number): string => `£${written(value, 2, ',', '.')}`;

const insurance: Domain = {
  id: 'insurance',
  language: 'en',
  entities: ['Harrow & Pike Ltd', 'Calder Mills', 'Tarn Valley School'],
  labels: ['roof', 'flooring', 'wiring', 'stock', 'machinery', 'temporary shelter', 'cleaning', 'glazing'],
  range: [310, 98_000],
  decimals: 2,
  tool: 'claims_db',
  roles: {
    plan: { agent: 'claims-lead', system: 'You split a claim into pieces of work and hand them out.' },
    collect: { agent: 'intake', system: 'You read claim files and state what is in them.' },
    analyse: { agent: 'adjuster', system: 'You work out what a claim comes to.' },
    write: { agent: 'letter-writer', system: 'You turn an assessment into a letter to the customer.' },
    review: { agent: 'auditor', system: 'You check letters against the assessment before they go out.' },
    merge: { agent: 'case-desk', system: 'You bring the pieces of a case together into one statement.' },
  },
  question: ({ entity }) => `What do we owe ${entity} after the flood? The letter goes out today.`,
  instruction: (kind, { entity }) =>
    ({
      plan: `Split the flood claim of ${entity} into work for the team.`,
      collect: `Get the items claimed by ${entity} from the file and list them.`,
      analyse: 'Work out the sum of the claim and its biggest part from these items.',
      write: 'Turn the following into a short letter for the customer.',
      review: 'Check the letter below against the assessment.',
      merge: 'Combine the parts below into one statement.',
    })[kind],
  keepAll: 'Every item has to be in it.',
  asJson: 'Answer with a JSON object and nothing else.',
  toolResult: ({ entity, facts }) =>
    `claimant;${entity}\nitem;amount\n${facts.map(({ label, value }) => `${label};${value.toFixed(2)}`).join('\n')}`,
  says: (kind, { entity, facts }, random) => {
    const top = largest(facts);
    if (kind === 'plan')
      return `First read the file of ${entity}, then assess it, then write to the customer.`;
    if (kind === 'collect')
      return `The file of ${entity} holds these items:\n${facts.map(({ label, value }) => `* ${label} at ${pounds(value)}`).join('\n')}`;
    if (kind === 'analyse')
      return `${facts.map(({ label, value }) => `${label}: ${pounds(value)}`).join('; ')}. Taken together ${pounds(total(facts))}, of which ${top.label} alone is ${share(facts)}%. On average an item comes to ${pounds(mean(facts))}.`;
    if (kind === 'merge')
      return `| item | amount |\n|---|---|\n${facts.map(({ label, value }) => `| ${label} | ${pounds(value)} |`).join('\n')}\n| total | ${pounds(total(facts))} |`;
    return random.chance(0.5)
      ? `Dear Sir or Madam,\n\nWe have looked at the claim of ${entity}. We accept ${facts.map(({ label, value }) => `${pounds(value)} for ${label}`).join(', ')}, which comes to ${pounds(total(facts))}. The money will reach you within ten working days.\n\nYours faithfully,\nThe claims team`
      : `We have settled the claim of ${entity}. The items accepted are ${facts.map(({ label, value }) => `${label} (${pounds(value)})`).join(', ')}. That makes ${pounds(total(facts))} in all.`;
  },
  approves: (random) =>
    random.pick(['The letter agrees with the assessment. It can go out.', 'No discrepancies. Release it.']),
  rejects: (agent, random) =>
    random.pick([
      `I cannot sign this off. What ${agent} wrote does not agree with the file and is wrong.`,
      `Not approved: the work of ${agent} contains a mistake and has to be done again.`,
    ]),
  refusal: (random) =>
    random.pick([
      "I'm not able to help with this claim.",
      'Sorry, but I am unable to assist with that request.',
    ]),
  error: (random) => random.pick(['503 Service Unavailable', 'Error: connect ETIMEDOUT 10.0.4.7:5432']),
  placeholder: ({ entity }, random) =>
    random.pick([
      `The claim of ${entity} comes to [amount to be inserted] for [list of items].`,
      `Dear [customer name], your claim of £XX,XXX.XX for ${entity} has been settled.`,
    ]),
  nothing: (random) => random.pick(['', 'Done.', '...']),
  noData: () => 'There was nothing to work with, so this part stays open.',
};

const euroFr = (value: number): string => `${written(value, 1, ' ', ',')} mg`;

const pharmacy: Domain = {
  id: 'pharmacy',
  language: 'fr',
  entities: ['Mme Delphine Garnier', 'M. Olivier Besson', 'Mme Awa Traoré'],
  labels: ['paracétamol', 'amoxicilline', 'metformine', 'ramipril', 'furosémide', 'oméprazole', 'tramadol'],
  range: [120, 1900],
  decimals: 1,
  tool: 'dossier_patient',
  roles: {
    plan: { agent: 'coordinatrice', system: "Tu répartis le travail entre les membres de l'équipe." },
    collect: { agent: 'lecteur_dossier', system: 'Tu lis les dossiers et tu rapportes leur contenu.' },
    analyse: { agent: 'pharmacien', system: 'Tu calcules les doses.' },
    write: { agent: 'rédacteur', system: 'Tu rédiges les comptes rendus pour le médecin.' },
    review: { agent: 'relecteur', system: 'Tu vérifies les comptes rendus.' },
    merge: { agent: 'synthèse', system: 'Tu rassembles les contributions en un seul texte.' },
  },
  question: ({ entity }) => `Faites le point sur le traitement de ${entity}.`,
  instruction: (kind, { entity }) =>
    ({
      plan: `Organise la revue du traitement de ${entity}.`,
      collect: `Extrais du dossier les doses de ${entity}.`,
      analyse: 'Calcule la dose totale à partir des données suivantes.',
      write: 'Rédige un résumé pour le médecin à partir de ce qui suit.',
      review: 'Vérifie le compte rendu ci-dessous.',
      merge: 'Fusionne les éléments ci-dessous en un seul compte rendu.',
    })[kind],
  keepAll: 'Toutes les doses doivent y figurer.',
  asJson: 'Réponds uniquement au format JSON.',
  toolResult: ({ entity, facts }) =>
    JSON.stringify({
      patient: entity,
      traitements: facts.map(({ label, value }) => ({ nom: label, dose_mg: value })),
    }),
  says: (kind, { entity, facts }, random) => {
    const top = largest(facts);
    const list = facts.map(({ label, value }) => `${label} ${euroFr(value)}`);
    if (kind === 'plan')
      return `Il faut d'abord lire le dossier de ${entity}, ensuite calculer, enfin rédiger.`;
    if (kind === 'collect') return `Dans le dossier de ${entity}, on trouve : ${list.join(', ')}.`;
    if (kind === 'analyse')
      return `Doses de ${entity} :\n${list.map((item, index) => `${index + 1}. ${item}`).join('\n')}\nAu total ${euroFr(total(facts))} ; ${top.label} en représente ${written(share(facts), 1, ' ', ',')} %.`;
    if (kind === 'merge')
      return `${entity} reçoit ${list.join(' ; ')}. La somme est de ${euroFr(total(facts))}.`;
    return random.chance(0.5)
      ? `Cher confrère, le traitement de ${entity} comprend ${list.join(', ')}, soit ${euroFr(total(facts))} au total. Aucune interaction majeure n'est à signaler.`
      : `Résumé pour ${entity}. Le traitement se compose de ${list.join(', ')}. La dose cumulée atteint ${euroFr(total(facts))}.`;
  },
  approves: (random) =>
    random.pick(['Le compte rendu est conforme au dossier.', 'Validé, aucune erreur relevée.']),
  rejects: (agent, random) =>
    random.pick([
      `Refusé. Le travail de ${agent} est erroné et ne correspond pas au dossier.`,
      `Le résultat fourni par ${agent} est faux, il faut le reprendre.`,
    ]),
  refusal: (random) =>
    random.pick([
      'Désolé, je ne peux pas répondre à cette demande.',
      'Je ne suis pas en mesure de vous aider avec ce dossier.',
    ]),
  error: (random) =>
    random.pick(['Erreur : délai de connexion dépassé', 'Erreur 500 : erreur interne du serveur']),
  placeholder: ({ entity }, random) =>
    random.pick([
      `Le traitement de ${entity} comprend [à compléter] pour un total de [dose totale].`,
      `Cher confrère, le traitement de [nom du patient] sera précisé ultérieurement : [insérer les doses].`,
    ]),
  nothing: (random) => random.pick(['', "C'est fait.", '…']),
  noData: () => "Il n'y avait rien à exploiter, ce point reste ouvert.",
};

const yen = (value: number): string => `${written(value, 0, ',', '.')}円`;

const retail: Domain = {
  id: 'retail',
  language: 'ja',
  entities: ['株式会社みどり商店', '有限会社北浜屋', '桜井百貨店'],
  labels: ['食品', '衣料品', '文房具', '家電', '化粧品', '書籍', '玩具'],
  range: [12_000, 980_000],
  decimals: 0,
  tool: 'uriage_kensaku',
  roles: {
    plan: { agent: '統括', system: 'あなたは仕事を担当者に割り振ります。' },
    collect: { agent: '収集係', system: 'あなたは売上データを読み取り、内容を伝えます。' },
    analyse: { agent: '分析係', system: 'あなたは数字を集計します。' },
    write: { agent: '執筆係', system: 'あなたは報告書を書きます。' },
    review: { agent: '校閲係', system: 'あなたは報告書を確認します。' },
    merge: { agent: '編集係', system: 'あなたは各担当の結果を一つにまとめます。' },
  },
  question: ({ entity }) => `${entity}の先月の売上について報告してください。`,
  instruction: (kind, { entity }) =>
    ({
      plan: `${entity}の売上報告の段取りを決めてください。`,
      collect: `${entity}の売上を部門ごとに抽出してください。`,
      analyse: '次のデータから合計を計算してください。',
      write: '次の内容を要約して報告書にしてください。',
      review: '次の報告書を確認してください。',
      merge: '次の内容を一つの文書にまとめてください。',
    })[kind],
  keepAll: 'すべての部門を含めてください。',
  asJson: 'JSON形式のみで回答してください。',
  toolResult: ({ entity, facts }) =>
    JSON.stringify({
      店名: entity,
      部門: Object.fromEntries(facts.map(({ label, value }) => [label, value])),
    }),
  says: (kind, { entity, facts }, random) => {
    const top = largest(facts);
    const list = facts.map(({ label, value }) => `${label}は${yen(value)}`);
    if (kind === 'plan') return `まず${entity}のデータを集め、次に集計し、最後に報告書を書きます。`;
    if (kind === 'collect')
      return `${entity}の部門別売上です。\n${facts.map(({ label, value }) => `・${label}：${yen(value)}`).join('\n')}`;
    if (kind === 'analyse')
      return `${list.join('、')}です。合計は${yen(total(facts))}で、${top.label}が${share(facts)}%を占めます。`;
    if (kind === 'merge') return `${entity}：${list.join('、')}。総額は${yen(total(facts))}です。`;
    return random.chance(0.5)
      ? `${entity}の先月の売上をご報告します。${list.join('、')}でした。合計は${yen(total(facts))}となりました。`
      : `先月の${entity}の売上は全体で${yen(total(facts))}でした。内訳は${list.join('、')}です。`;
  },
  approves: (random) => random.pick(['報告書の内容に誤りはありません。', '問題ありません。承認します。']),
  rejects: (agent, random) =>
    random.pick([
      `差し戻します。${agent}の数字は間違っています。`,
      `${agent}の結果は不正確です。やり直してください。`,
    ]),
  refusal: (random) =>
    random.pick([
      '申し訳ありませんが、そのご依頼にはお応えできません。',
      'すみませんが、お手伝いできません。',
    ]),
  error: (random) =>
    random.pick(['エラー：サーバーに接続できませんでした', 'HTTP 500 Internal Server Error']),
  placeholder: ({ entity }, random) =>
    random.pick([
      `${entity}の売上は【ここに金額を記入】でした。`,
      `${entity}の合計は○○円です。詳細は後日記入。`,
    ]),
  nothing: (random) => random.pick(['', '完了しました。', '……']),
  noData: () => '材料がなかったため、この部分は未定です。',
};

const euroIt = (value: number): string => `€ ${written(value, 2, '.', ',')}`;

const estate: Domain = {
  id: 'real-estate',
  language: 'it',
  entities: ['Villa Rosmarino', 'Palazzo Contarini', 'Residenza Due Torri'],
  labels: ['riscaldamento', 'portineria', 'ascensore', 'giardino', 'assicurazione', 'facciata', 'pulizie'],
  range: [240, 31_000],
  decimals: 2,
  tool: 'registro_spese',
  roles: {
    plan: { agent: 'amministratore', system: 'Distribuisci il lavoro tra i colleghi.' },
    collect: { agent: 'archivista', system: 'Leggi i registri e riporta quello che contengono.' },
    analyse: { agent: 'contabile', system: 'Fai i conti.' },
    write: { agent: 'segretaria', system: 'Scrivi le lettere ai condomini.' },
    review: { agent: 'revisore', system: 'Controlli le lettere prima della spedizione.' },
    merge: { agent: 'coordinatore', system: 'Unisci i contributi in un solo testo.' },
  },
  question: ({ entity }) => `Quanto abbiamo speso quest'anno per ${entity}?`,
  instruction: (kind, { entity }) =>
    ({
      plan: `Organizza il rendiconto di ${entity}.`,
      collect: `Estrai dal registro le spese di ${entity}.`,
      analyse: 'Calcola il totale delle spese seguenti.',
      write: 'Scrivi un riassunto per i condomini partendo da quanto segue.',
      review: 'Controlla la lettera qui sotto.',
      merge: 'Unisci le parti seguenti in un solo rendiconto.',
    })[kind],
  keepAll: 'Devono esserci tutte le voci.',
  asJson: 'Rispondi solo in formato JSON.',
  toolResult: ({ entity, facts }) =>
    `${entity}\n${facts.map(({ label, value }) => `${label}\t${written(value, 2, '.', ',')}`).join('\n')}`,
  says: (kind, { entity, facts }, random) => {
    const top = largest(facts);
    const list = facts.map(({ label, value }) => `${label} ${euroIt(value)}`);
    if (kind === 'plan')
      return `Prima leggiamo il registro di ${entity}, poi facciamo i conti, infine scriviamo.`;
    if (kind === 'collect') return `Spese di ${entity}:\n${list.map((item) => `- ${item}`).join('\n')}`;
    if (kind === 'analyse')
      return `Per ${entity} risultano ${list.join(', ')}. La somma è ${euroIt(total(facts))}; la voce maggiore, ${top.label}, pesa per il ${written(share(facts), 1, '.', ',')}%. La media è ${euroIt(mean(facts))}.`;
    if (kind === 'merge')
      return `Voce | Importo\n--- | ---\n${facts.map(({ label, value }) => `${label} | ${euroIt(value)}`).join('\n')}\nTotale | ${euroIt(total(facts))}`;
    return random.chance(0.5)
      ? `Gentili condomini, per ${entity} abbiamo speso ${list.join(', ')}. In tutto sono ${euroIt(total(facts))}. Restiamo a disposizione.`
      : `Le spese di ${entity} ammontano a ${euroIt(total(facts))}, così divise: ${list.join('; ')}.`;
  },
  approves: (random) =>
    random.pick(['La lettera corrisponde ai conti.', 'Va bene, nessun errore. Si può spedire.']),
  rejects: (agent, random) =>
    random.pick([
      `Respinto: quello che ha scritto ${agent} è sbagliato.`,
      `I dati di ${agent} non corrispondono al registro e sono errati.`,
    ]),
  refusal: (random) =>
    random.pick([
      'Mi dispiace, non posso aiutarti con questa richiesta.',
      'Non sono in grado di rispondere.',
    ]),
  error: (random) => random.pick(['Errore: connessione rifiutata', 'Error: ECONNREFUSED 127.0.0.1:5432']),
  placeholder: ({ entity }, random) =>
    random.pick([
      `Per ${entity} abbiamo speso [inserire importo] in tutto.`,
      `Gentili condomini, le spese di ${entity} sono: [da completare].`,
    ]),
  nothing: (random) => random.pick(['', 'Fatto.', '...']),
  noData: () => 'Non avevo dati, questa parte resta aperta.',
};

const tonnes = (value: number): string => `${written(value, 1, '.', ',')} t`;

const farming: Domain = {
  id: 'farming',
  language: 'de',
  entities: ['Hof Brockmann', 'Gut Wiesental', 'Agrargenossenschaft Uckersee'],
  labels: ['Weizen', 'Gerste', 'Raps', 'Mais', 'Kartoffeln', 'Zuckerrüben', 'Hafer'],
  range: [11, 870],
  decimals: 1,
  tool: 'ernte_register',
  roles: {
    plan: { agent: 'hofleitung', system: 'Du verteilst die Arbeit.' },
    collect: { agent: 'datensammler', system: 'Du gibst wieder, was im Register steht.' },
    analyse: { agent: 'rechner', system: 'Du rechnest aus, was gefragt ist.' },
    write: { agent: 'berichterstatter', system: 'Du schreibst verständliche Berichte.' },
    review: { agent: 'gegenleser', system: 'Du liest Berichte gegen.' },
    merge: { agent: 'sammelstelle', system: 'Du fügst Teile zu einem Ganzen.' },
  },
  question: ({ entity }) => `Wie ist die Ernte auf ${entity} ausgefallen?`,
  instruction: (kind, { entity }) =>
    ({
      plan: `Lege fest, wer was zur Ernte auf ${entity} beiträgt.`,
      collect: `Hole die Erntemengen von ${entity} aus dem Register.`,
      analyse: 'Berechne aus den Angaben die Gesamtmenge.',
      write: 'Fasse das Folgende in einem Bericht zusammen.',
      review: 'Prüfe den folgenden Bericht.',
      merge: 'Führe die folgenden Teile zusammen.',
    })[kind],
  keepAll: 'Alle Sorten müssen vorkommen.',
  asJson: 'Antworte ausschließlich als JSON.',
  toolResult: ({ entity, facts }) =>
    `Betrieb=${entity}\n${facts.map(({ label, value }) => `${label}=${value.toFixed(1)}`).join('\n')}`,
  says: (kind, { entity, facts }, random) => {
    const top = largest(facts);
    const list = facts.map(({ label, value }) => `${tonnes(value)} ${label}`);
    if (kind === 'plan') return `Zuerst kommen die Mengen von ${entity}, dann die Summe, dann der Bericht.`;
    if (kind === 'collect') return `${entity} hat eingefahren: ${list.join(', ')}.`;
    if (kind === 'analyse')
      return `${facts.map(({ label, value }) => `${label}: ${tonnes(value)}`).join('\n')}\nSumme: ${tonnes(total(facts))}\nAnteil ${top.label}: ${written(share(facts), 1, '.', ',')} %`;
    if (kind === 'merge') return `Ernte auf ${entity}: ${list.join('; ')}; zusammen ${tonnes(total(facts))}.`;
    return random.chance(0.5)
      ? `Auf ${entity} wurden in diesem Jahr ${tonnes(total(facts))} geerntet. Im Einzelnen waren es ${list.join(', ')}.`
      : `Die Ernte auf ${entity} ist eingebracht. Es kamen ${list.join(', ')} zusammen. Das sind ${tonnes(total(facts))} insgesamt, und das Lager ist gut gefüllt.`;
  },
  approves: (random) =>
    random.pick(['Der Bericht stimmt mit dem Register überein.', 'Freigegeben, keine Fehler gefunden.']),
  rejects: (agent, random) =>
    random.pick([
      `Abgelehnt: Was ${agent} geliefert hat, ist falsch.`,
      `Der Beitrag von ${agent} ist fehlerhaft und muss überarbeitet werden.`,
    ]),
  refusal: (random) =>
    random.pick([
      'Dabei kann ich leider nicht helfen.',
      'Es tut mir leid, diese Anfrage kann ich nicht bearbeiten.',
    ]),
  error: (random) =>
    random.pick([
      'Fehler: Zeitüberschreitung bei der Verbindung',
      'Traceback (most recent call last):\n  File "register.py", line 41, in read\nKeyError: \'ernte\'',
    ]),
  placeholder: ({ entity }, random) =>
    random.pick([
      `Auf ${entity} wurden insgesamt [Menge einfügen] geerntet.`,
      `Die Ernte auf {{betrieb}} betrug {{menge}} Tonnen.`,
    ]),
  nothing: (random) => random.pick(['', 'Erledigt.', '...']),
  noData: () => 'Es lag nichts vor, dieser Teil bleibt offen.',
};

export const HELD_OUT: readonly Domain[] = [insurance, pharmacy, retail, estate, farming];
