import type { Domain } from '../domain.js';
import { largest, mean, share, total, written } from '../domain.js';

/**
 * Other people's agents, first set: their ways to refuse, to fail, to leave blanks and to send back are not those that
 * the checks were built on. Scored once before any check was changed for them (`docs/accuracy.md`); built on since.
 */

const dollars = (value: number): string => `$${written(value, 2, ',', '.')}`;

const energy: Domain = {
  id: 'energy',
  language: 'en',
  entities: ['Bright River Power', 'Oakfield Co-op', 'Mesa Verde Solar'],
  labels: ['solar', 'wind', 'hydro', 'gas peaker', 'biomass', 'storage', 'imports'],
  range: [1100, 760_000],
  decimals: 2,
  tool: 'meter_db.query',
  roles: {
    plan: { agent: 'coordinator', system: 'Break the job down and delegate it.' },
    collect: { agent: 'meter_agent', system: 'You have access to the metering database.' },
    analyse: { agent: 'math_agent', system: 'You are good with numbers.' },
    write: { agent: 'narrator', system: 'You explain data to executives.' },
    review: { agent: 'qa_agent', system: 'You are the last line of defence before publication.' },
    merge: { agent: 'joiner', system: 'You receive partial results and make them one.' },
  },
  question: ({ entity }) => `Give me the monthly cost picture for ${entity}, thanks!`,
  instruction: (kind, { entity }) =>
    ({
      plan: `We need the monthly cost picture for ${entity}. How do we go about it?`,
      collect: `Pull the cost per source for ${entity} and report it back.`,
      analyse: 'What do these add up to? Calculate it and tell me which one dominates.',
      write: 'Write this up as a short summary for leadership.',
      review: 'Please check the text below before it is sent.',
      merge: 'Here is what the others found. Combine it.',
    })[kind],
  keepAll: 'Do not leave any source out; I need all of them.',
  asJson: 'Your whole reply must be valid JSON.',
  toolResult: ({ entity, facts }) =>
    `[${facts.map(({ label, value }) => JSON.stringify({ site: entity, source: label, cost_usd: value })).join(',\n ')}]`,
  says: (kind, { entity, facts }) => {
    const list = facts.map(({ label, value }) => `**${label}**: ${dollars(value)}`);
    if (kind === 'plan') return `Plan for ${entity}: 1) meters 2) sums 3) text.`;
    if (kind === 'collect')
      return `Here's what the database has for ${entity}:\n\n\`\`\`json\n${JSON.stringify(Object.fromEntries(facts.map(({ label, value }) => [label, value])))}\n\`\`\``;
    if (kind === 'analyse')
      return `${list.join('\n')}\n\n**Sum:** ${dollars(total(facts))}\n\n${largest(facts).label} dominates with ${share(facts)}% of the cost.`;
    if (kind === 'merge')
      return `## ${entity}\n\n${list.map((item) => `- ${item}`).join('\n')}\n\nAltogether: ${dollars(total(facts))}`;
    return `# Cost picture: ${entity}\n\nThe month came in at ${dollars(total(facts))}. Broken down, that is ${list.join(', ')}. The average source cost ${dollars(mean(facts))}.\n\nLet me know if you would like a chart.`;
  },
  approves: (random) => random.pick(['Ship it.', 'LGTM! Numbers tie out with the meter data.']),
  rejects: (agent, random) =>
    random.pick([
      `Not ready. ${agent} mixed up two of the sources, so this cannot go out as it stands.`,
      `Sending this back to ${agent}: the amounts are off.`,
    ]),
  refusal: (random) =>
    random.pick([
      "Unfortunately, that falls outside of what I'm permitted to discuss.",
      "That's not something I'm able to do, but I'd be happy to chat about other topics.",
      'I have to pass on this one. It goes against my guidelines.',
    ]),
  error: (random) =>
    random.pick([
      'The request timed out before a response was received.',
      '{"status":"failed","message":"internal error","code":500}',
      'Tool execution failed: database is locked',
    ]),
  placeholder: ({ entity }, random) =>
    random.pick([
      `# Cost picture: ${entity}\n\nThe month came in at $___. Broken down, that is ___.`,
      `The month for ${entity} came in at <<amount>>.`,
      `${entity} spent $X on power, of which Y% was wind.`,
    ]),
  nothing: (random) =>
    random.pick(['Working on it...', "Here's the summary you asked for:", 'I have completed the task.']),
  noData: () => 'I got nothing to work with here, so this section stays blank for now.',
};

const eurosDe = (value: number): string => `${written(value, 2, '.', ',')} EUR`;

const clinic: Domain = {
  id: 'clinic',
  language: 'de',
  entities: ['Klinikum Rabenau', 'Praxis Dr. Winkler', 'Reha Lindenhof'],
  labels: ['Labor', 'Bildgebung', 'Verpflegung', 'Wäsche', 'Medikamente', 'Hilfsmittel', 'Energie'],
  range: [210, 93_000],
  decimals: 2,
  tool: 'kostenstelle_abfragen',
  roles: {
    plan: { agent: 'Koordination', system: 'Teile die Aufgabe auf.' },
    collect: { agent: 'Recherche', system: 'Du hast Zugriff auf die Kostenstellen.' },
    analyse: { agent: 'Controlling', system: 'Du bist sicher im Umgang mit Zahlen.' },
    write: { agent: 'Texter', system: 'Du formulierst für die Geschäftsführung.' },
    review: { agent: 'Lektorat', system: 'Nichts geht ohne dich hinaus.' },
    merge: { agent: 'Redaktion', system: 'Aus Teilen machst du ein Ganzes.' },
  },
  question: ({ entity }) => `Ich brauche die Kosten von ${entity} für die Sitzung morgen.`,
  instruction: (kind, { entity }) =>
    ({
      plan: `Wie kommen wir an die Kosten von ${entity}?`,
      collect: `Stelle zusammen, was ${entity} je Bereich ausgegeben hat.`,
      analyse: 'Rechne aus, was das insgesamt macht, und berichte den größten Posten.',
      write: 'Formuliere daraus einen Bericht für die Sitzung.',
      review: 'Bitte prüfen, ob das so hinausgehen kann.',
      merge: 'Mach daraus eine einzige Zusammenstellung.',
    })[kind],
  keepAll: 'Bitte wirklich alle Bereiche nennen.',
  asJson: 'Die Ausgabe muss JSON sein, ohne weiteren Text.',
  toolResult: ({ entity, facts }) =>
    `Kostenstelle: ${entity}\n\n${facts.map(({ label, value }) => `${label.padEnd(16)}${value.toFixed(2).padStart(12)}`).join('\n')}`,
  says: (kind, { entity, facts }) => {
    const list = facts.map(({ label, value }) => `${label} (${eurosDe(value)})`);
    if (kind === 'plan') return `Wir fragen die Kostenstellen von ${entity} ab, rechnen und schreiben.`;
    if (kind === 'collect') return `Ausgaben ${entity} nach Bereich:\n\n${list.join('\n')}`;
    if (kind === 'analyse')
      return `Die Posten lauten ${list.join(', ')}. Macht in Summe ${eurosDe(total(facts))}. Spitzenreiter ist ${largest(facts).label} mit einem Anteil von ${written(share(facts), 1, '.', ',')} Prozent.`;
    if (kind === 'merge')
      return `| Bereich | Betrag |\n| :-- | --: |\n${facts.map(({ label, value }) => `| ${label} | ${eurosDe(value)} |`).join('\n')}\n\nStand der Dinge bei ${entity}, insgesamt ${eurosDe(total(facts))}.`;
    return `Sehr geehrte Damen und Herren,\n\n${entity} hat im vergangenen Monat ${eurosDe(total(facts))} ausgegeben. Davon entfielen auf: ${list.join('; ')}.\n\nMit freundlichen Grüßen\nIhr Controlling`;
  },
  approves: (random) => random.pick(['Kann so raus.', 'Passt, alle Zahlen nachgerechnet.']),
  rejects: (agent, random) =>
    random.pick([
      `So kann das nicht hinaus. ${agent} hat zwei Bereiche verwechselt.`,
      `Zurück an ${agent}, da hat sich ein Zahlendreher eingeschlichen.`,
    ]),
  refusal: (random) =>
    random.pick([
      'Das liegt außerhalb dessen, was ich tun darf.',
      'Dazu darf ich keine Auskunft geben.',
      'Bei diesem Anliegen muss ich passen.',
    ]),
  error: (random) =>
    random.pick([
      'Die Anfrage ist fehlgeschlagen (Status 503).',
      'Es ist ein Fehler aufgetreten. Bitte versuchen Sie es später erneut.',
      'Datenbank nicht erreichbar.',
    ]),
  placeholder: ({ entity }, random) =>
    random.pick([
      `${entity} hat im vergangenen Monat ___ EUR ausgegeben.`,
      `Sehr geehrte/r [Anrede],\n\n${entity} hat XX.XXX EUR ausgegeben.`,
      `${entity} hat <Betrag> ausgegeben.`,
    ]),
  nothing: (random) =>
    random.pick(['Wird erledigt.', 'Hier ist der gewünschte Bericht:', 'Die Aufgabe wurde abgeschlossen.']),
  noData: () => 'Mir ist nichts zugegangen, der Abschnitt bleibt daher leer.',
};

const eurosFr = (value: number): string => `${written(value, 2, '\u202f', ',')} €`;

const festival: Domain = {
  id: 'festival',
  language: 'fr',
  entities: ['Festival des Arènes', 'Nuits de Carcassonne', 'Printemps de Lorient'],
  labels: ['billetterie', 'buvette', 'mécénat', 'subventions', 'boutique', 'camping', 'partenariats'],
  range: [640, 310_000],
  decimals: 2,
  tool: 'compta.lire',
  roles: {
    plan: { agent: 'chef_de_projet', system: 'Tu organises.' },
    collect: { agent: 'assistant_compta', system: 'Tu as accès à la comptabilité.' },
    analyse: { agent: 'calculette', system: 'Tu es à l’aise avec les chiffres.' },
    write: { agent: 'plume', system: 'Tu écris pour le conseil d’administration.' },
    review: { agent: 'contrôle', system: 'Rien ne part sans ton feu vert.' },
    merge: { agent: 'assembleur', system: 'Tu reçois des morceaux, tu en fais un tout.' },
  },
  question: ({ entity }) => `Où en sont les recettes de ${entity} ?`,
  instruction: (kind, { entity }) =>
    ({
      plan: `Comment obtenir les recettes de ${entity} ?`,
      collect: `Va chercher les recettes de ${entity} par poste et rapporte-les.`,
      analyse: 'Calcule ce que cela fait en tout, et dis quel poste pèse le plus.',
      write: 'Rédige une note de synthèse pour le conseil.',
      review: 'Vérifie ce texte avant envoi.',
      merge: 'Voici ce que les autres ont trouvé, fusionne le tout.',
    })[kind],
  keepAll: 'N’oublie aucun poste, il les faut tous.',
  asJson: 'Ta réponse doit être du JSON valide et rien d’autre.',
  toolResult: ({ entity, facts }) =>
    `<compte nom="${entity}">\n${facts.map(({ label, value }) => `  <poste libelle="${label}">${value.toFixed(2)}</poste>`).join('\n')}\n</compte>`,
  says: (kind, { entity, facts }) => {
    const list = facts.map(({ label, value }) => `${label} : ${eurosFr(value)}`);
    if (kind === 'plan') return `Pour ${entity}, on lit la compta, on additionne, on rédige.`;
    if (kind === 'collect')
      return `Voici les recettes de ${entity} :\n${list.map((item) => `– ${item}`).join('\n')}`;
    if (kind === 'analyse')
      return `${list.join('\n')}\n→ ${eurosFr(total(facts))} au total. Le premier poste est ${largest(facts).label} (${written(share(facts), 1, ' ', ',')} % de l’ensemble).`;
    if (kind === 'merge') return `**${entity}** — ${list.join(' / ')} — total : ${eurosFr(total(facts))}`;
    return `Note de synthèse\n\nLes recettes de ${entity} atteignent ${eurosFr(total(facts))}. Elles se répartissent ainsi : ${list.join(', ')}. La moyenne par poste s’établit à ${eurosFr(mean(facts))}.`;
  },
  approves: (random) =>
    random.pick(['Feu vert.', 'Bon pour envoi, les montants concordent avec la comptabilité.']),
  rejects: (agent, random) =>
    random.pick([
      `Pas de feu vert : ${agent} a interverti deux postes.`,
      `À reprendre par ${agent}, les montants ne collent pas.`,
    ]),
  refusal: (random) =>
    random.pick([
      'Cela dépasse le cadre de ce que je suis autorisé à faire.',
      'Je préfère ne pas donner suite à cette demande.',
      'Malheureusement, il m’est impossible de traiter ce sujet.',
    ]),
  error: (random) =>
    random.pick([
      'La requête a échoué (code 503).',
      'Une erreur est survenue. Veuillez réessayer plus tard.',
      'Service temporairement indisponible.',
    ]),
  placeholder: ({ entity }, random) =>
    random.pick([
      `Les recettes de ${entity} atteignent ____ €.`,
      `Les recettes de ${entity} atteignent <montant> €, dont <montant> de billetterie.`,
      `Les recettes de ${entity} atteignent XX XXX €.`,
    ]),
  nothing: (random) => random.pick(['Je m’en occupe.', 'Voici la note demandée :', 'La tâche est terminée.']),
  noData: () => 'Je n’ai rien reçu, cette partie reste donc vide.',
};

const pesos = (value: number): string => `$${written(value, 0, '.', ',')}`;

const school: Domain = {
  id: 'school',
  language: 'es',
  entities: ['Colegio San Telmo', 'Liceo Bolívar', 'Escuela Río Claro'],
  labels: ['comedor', 'transporte', 'libros', 'uniformes', 'deporte', 'laboratorio', 'limpieza'],
  range: [1300, 820_000],
  decimals: 0,
  tool: 'leer_gastos',
  roles: {
    plan: { agent: 'jefa', system: 'Repartes el trabajo.' },
    collect: { agent: 'archivo', system: 'Tienes acceso a los gastos.' },
    analyse: { agent: 'números', system: 'Se te dan bien las cuentas.' },
    write: { agent: 'pluma', system: 'Escribes para las familias.' },
    review: { agent: 'control', system: 'Nada sale sin tu visto bueno.' },
    merge: { agent: 'montaje', system: 'De varias partes haces una.' },
  },
  question: ({ entity }) => `Necesito los gastos de ${entity} para la asamblea.`,
  instruction: (kind, { entity }) =>
    ({
      plan: `¿Cómo conseguimos los gastos de ${entity}?`,
      collect: `Trae los gastos de ${entity} por partida e informa de ellos.`,
      analyse: '¿Cuánto suma todo esto? Calcula también la partida mayor.',
      write: 'Haz un resumen para las familias con lo que sigue.',
      review: 'Verifica el texto antes de enviarlo.',
      merge: 'Esto es lo que encontraron los demás. Une las partes.',
    })[kind],
  keepAll: 'No dejes fuera ninguna partida, hacen falta todas.',
  asJson: 'Toda la respuesta debe ser JSON válido.',
  toolResult: ({ entity, facts }) =>
    `centro: ${entity}\ngastos:\n${facts.map(({ label, value }) => `  - partida: ${label}\n    importe: ${value}`).join('\n')}`,
  says: (kind, { entity, facts }) => {
    const list = facts.map(({ label, value }) => `${label}, ${pesos(value)}`);
    if (kind === 'plan') return `Con ${entity}: leer los gastos, sumarlos y redactar.`;
    if (kind === 'collect')
      return `Gastos de ${entity} por partida:\n${list.map((item, index) => `${index + 1}) ${item}`).join('\n')}`;
    if (kind === 'analyse')
      return `${list.join('\n')}\nTodo junto suma ${pesos(total(facts))}. La partida mayor, ${largest(facts).label}, supone el ${written(share(facts), 1, '.', ',')} %.`;
    if (kind === 'merge')
      return `${entity}\n\n${list.map((item) => `* ${item}`).join('\n')}\n\nSuma: ${pesos(total(facts))}`;
    return `Estimadas familias: este mes ${entity} gastó ${pesos(total(facts))}, repartidos así: ${list.join('; ')}. Gracias por su confianza.`;
  },
  approves: (random) => random.pick(['Visto bueno.', 'Todo cuadra, adelante.']),
  rejects: (agent, random) =>
    random.pick([
      `Sin visto bueno: ${agent} confundió dos partidas.`,
      `Devuelto a ${agent}, las cuentas no cuadran.`,
    ]),
  refusal: (random) =>
    random.pick([
      'Eso queda fuera de lo que tengo permitido hacer.',
      'Prefiero no responder a esta petición.',
      'Me temo que no es posible ayudarte con ese tema.',
    ]),
  error: (random) =>
    random.pick([
      'La solicitud falló (código 503).',
      'Se ha producido un error. Inténtelo de nuevo más tarde.',
      'Servicio no disponible temporalmente.',
    ]),
  placeholder: ({ entity }, random) =>
    random.pick([
      `Estimadas familias: este mes ${entity} gastó $____.`,
      `Este mes ${entity} gastó <importe>, repartidos así: <partidas>.`,
      `Este mes ${entity} gastó $XXX.XXX.`,
    ]),
  nothing: (random) =>
    random.pick(['Me pongo con ello.', 'Aquí está el resumen que pediste:', 'La tarea ha finalizado.']),
  noData: () => 'No me llegó nada, así que este apartado queda vacío.',
};

const yen = (value: number): string => `¥${written(value, 0, ',', '.')}`;

const inn: Domain = {
  id: 'inn',
  language: 'ja',
  entities: ['旅館あさひ', 'ホテル白樺', '民宿うみかぜ'],
  labels: ['宿泊', '夕食', '宴会', '売店', '温泉', '駐車場', '送迎'],
  range: [14_000, 930_000],
  decimals: 0,
  tool: 'keiri_db',
  roles: {
    plan: { agent: '進行役', system: '作業を分担させます。' },
    collect: { agent: 'データ担当', system: '経理データベースを使えます。' },
    analyse: { agent: '計算担当', system: '数字に強いです。' },
    write: { agent: '文章担当', system: '経営者向けに説明します。' },
    review: { agent: '検品担当', system: '公開前の最後の砦です。' },
    merge: { agent: '結合担当', system: '断片を一つにします。' },
  },
  question: ({ entity }) => `${entity}の今月の収入を教えて。`,
  instruction: (kind, { entity }) =>
    ({
      plan: `${entity}の収入をどう調べますか。`,
      collect: `${entity}の収入を項目別に調べて報告して。`,
      analyse: '全部でいくらになるか計算して、一番大きい項目も教えて。',
      write: '経営者向けに短くまとめて。',
      review: '送る前に確認して。',
      merge: 'みんなの結果です。まとめて。',
    })[kind],
  keepAll: '項目は全て入れて。',
  asJson: '回答は全体をJSONで出力して。',
  toolResult: ({ entity, facts }) =>
    `${entity}\n${facts.map(({ label, value }) => `${label}\t${value}`).join('\n')}`,
  says: (kind, { entity, facts }) => {
    const list = facts.map(({ label, value }) => `${label} ${yen(value)}`);
    if (kind === 'plan') return `${entity}について、取得、計算、作文の順で進めます。`;
    if (kind === 'collect') return `${entity}の項目別の収入：\n${list.map((item) => `- ${item}`).join('\n')}`;
    if (kind === 'analyse')
      return `${list.join('\n')}\n全部で${yen(total(facts))}です。最大は${largest(facts).label}で、全体の${share(facts)}％です。`;
    if (kind === 'merge') return `【${entity}】${list.join('／')}（総計 ${yen(total(facts))}）`;
    return `今月の${entity}の収入は${yen(total(facts))}でした。内訳は次のとおりです。${list.join('、')}。平均すると一項目あたり${yen(Math.round(mean(facts)))}です。`;
  },
  approves: (random) => random.pick(['このまま出してください。', '数字は元データと合っています。']),
  rejects: (agent, random) =>
    random.pick([
      `このままでは出せません。${agent}が二つの項目を取り違えています。`,
      `${agent}に戻します。金額が合いません。`,
    ]),
  refusal: (random) =>
    random.pick([
      'その内容は私の対応範囲外です。',
      'あいにくですが、この件についてはお話しできません。',
      'このリクエストはお断りします。',
    ]),
  error: (random) =>
    random.pick([
      'リクエストに失敗しました（503）。',
      '問題が発生しました。しばらくしてからもう一度お試しください。',
      'データベースに接続できません。',
    ]),
  placeholder: ({ entity }, random) =>
    random.pick([
      `今月の${entity}の収入は＿＿＿円でした。`,
      `今月の${entity}の収入は（金額）円でした。`,
      `今月の${entity}の収入は¥XXX,XXXでした。`,
    ]),
  nothing: (random) => random.pick(['少々お待ちください。', 'ご依頼のまとめです：', '作業が完了しました。']),
  noData: () => '何も届かなかったので、ここは空欄のままです。',
};

export const STRANGERS_FIRST: readonly Domain[] = [energy, clinic, festival, school, inn];
