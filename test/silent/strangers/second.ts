import type { Domain } from '../domain.js';
import { largest, mean, share, total, written } from '../domain.js';

/**
 * Other people's agents, second set. Written together with the first and not scored until the checks had been changed
 * for that one (`docs/accuracy.md`); built on since.
 */

const sterling = (value: number): string => `GBP ${written(value, 2, ',', '.')}`;

const charity: Domain = {
  id: 'charity',
  language: 'en',
  entities: ['Harbour Lights Trust', 'Second Chance Rescue', 'Meadow Kitchen'],
  labels: ['fundraising', 'legacies', 'grants', 'shop sales', 'lottery', 'events', 'membership'],
  range: [420, 640_000],
  decimals: 2,
  tool: 'get_income',
  roles: {
    plan: { agent: 'manager', system: 'You run a small team of agents.' },
    collect: { agent: 'retriever', system: 'You query the donations system.' },
    analyse: { agent: 'calculator', system: 'You do arithmetic.' },
    write: { agent: 'copywriter', system: 'You write for trustees.' },
    review: { agent: 'proofreader', system: 'You compare drafts with their sources.' },
    merge: { agent: 'combiner', system: 'You stitch partial answers together.' },
  },
  question: ({ entity }) => `How did ${entity} do on income this spring?`,
  instruction: (kind, { entity }) =>
    ({
      plan: `Delegate: income of ${entity} this spring.`,
      collect: `Fetch the income of ${entity} by stream.`,
      analyse: 'Compute the sum of the streams and the share of the largest.',
      write: 'Draft a brief for the trustees out of this.',
      review: 'Proofread against the source.',
      merge: 'Compile these into one overview.',
    })[kind],
  keepAll: 'Nothing may be missing: list each stream.',
  asJson: 'Output format: JSON object, no prose.',
  toolResult: ({ entity, facts }) =>
    `name,stream,amount\n${facts.map(({ label, value }) => `"${entity}","${label}",${value.toFixed(2)}`).join('\n')}`,
  says: (kind, { entity, facts }) => {
    const list = facts.map(({ label, value }) => `${sterling(value)} from ${label}`);
    if (kind === 'plan') return `Tasks for ${entity}: retrieve, calculate, write.`;
    if (kind === 'collect')
      return `${entity}, income by stream\n${facts.map(({ label, value }) => `${label} = ${sterling(value)}`).join('\n')}`;
    if (kind === 'analyse')
      return `Adding up ${list.join(' + ')} gives ${sterling(total(facts))}. The largest stream (${largest(facts).label}) accounts for ${share(facts)} percent.`;
    if (kind === 'merge')
      return `<h2>${entity}</h2>\n<ul>\n${list.map((item) => `<li>${item}</li>`).join('\n')}\n</ul>\n<p>${sterling(total(facts))} overall</p>`;
    return `Dear trustees, it was a busy spring for ${entity}: ${list.join(', ')}. That brings us to ${sterling(total(facts))}, or ${sterling(mean(facts))} per stream on average. With thanks to all volunteers.`;
  },
  approves: (random) => random.pick(['Checked line by line, happy for this to be published.', 'Good to go.']),
  rejects: (agent, random) =>
    random.pick([
      `${agent} needs to redo this: one of the streams was copied wrongly.`,
      `Please hold this. What ${agent} wrote differs from the source.`,
    ]),
  refusal: (random) =>
    random.pick([
      "I'd rather not take part in this.",
      'My instructions do not allow me to answer requests of this kind.',
      'It would not be appropriate for me to do this, so I will leave it there.',
    ]),
  error: (random) =>
    random.pick([
      'Could not reach the server: read timeout after 30s',
      'null is not an object (evaluating rows.length)',
      'Access denied. Your API key has expired.',
    ]),
  placeholder: ({ entity }, random) =>
    random.pick([
      `Dear trustees, it was a busy spring for ${entity}: GBP … from fundraising, GBP … from grants.`,
      `${entity} took in [amount to be confirmed] this spring.`,
      `${entity} took in GBP #### this spring.`,
    ]),
  nothing: (random) =>
    random.pick(['I will now write the brief.', 'Please find the brief below.', 'Task complete ✅']),
  noData: () => 'Nobody handed me anything, hence no content in this part.',
};

const frankenDe = (value: number): string => `CHF ${written(value, 2, '’', '.')}`;

const mountain: Domain = {
  id: 'mountain',
  language: 'de',
  entities: ['Bergbahnen Silvretta', 'Skischule Davos', 'Hütte Piz Alva'],
  labels: ['Tageskarten', 'Saisonabos', 'Gastronomie', 'Verleih', 'Parkplätze', 'Kurse', 'Schlitteln'],
  range: [380, 410_000],
  decimals: 2,
  tool: 'umsatz_holen',
  roles: {
    plan: { agent: 'Leiter', system: 'Du führst ein Team von Agenten.' },
    collect: { agent: 'Abfrage', system: 'Du fragst das Kassensystem ab.' },
    analyse: { agent: 'Rechenwerk', system: 'Du rechnest.' },
    write: { agent: 'Feder', system: 'Du schreibst an den Verwaltungsrat.' },
    review: { agent: 'Korrektor', system: 'Du vergleichst Entwürfe mit der Quelle.' },
    merge: { agent: 'Zusammenführer', system: 'Du setzt Teilantworten zusammen.' },
  },
  question: ({ entity }) => `Was hat ${entity} im Winter umgesetzt?`,
  instruction: (kind, { entity }) =>
    ({
      plan: `Verteile die Arbeit: Winterumsatz von ${entity}.`,
      collect: `Hole den Umsatz von ${entity} nach Sparten.`,
      analyse: 'Berechne die Summe der Sparten und den Anteil der größten.',
      write: 'Verfasse daraus eine kurze Zusammenfassung für den Verwaltungsrat.',
      review: 'Vergleiche mit der Quelle und prüfe.',
      merge: 'Füge das zu einer Übersicht zusammen.',
    })[kind],
  keepAll: 'Es darf nichts fehlen: jede Sparte aufführen.',
  asJson: 'Ausgabeformat: JSON-Objekt, kein Fließtext.',
  toolResult: ({ entity, facts }) =>
    JSON.stringify({ betrieb: entity, sparten: facts.map(({ label, value }) => [label, value]) }),
  says: (kind, { entity, facts }) => {
    const list = facts.map(({ label, value }) => `${frankenDe(value)} aus ${label}`);
    if (kind === 'plan') return `Aufgaben zu ${entity}: abfragen, rechnen, schreiben.`;
    if (kind === 'collect')
      return `Umsatz ${entity}\n${facts.map(({ label, value }) => `${label} .... ${frankenDe(value)}`).join('\n')}`;
    if (kind === 'analyse')
      return `Zusammengezählt ergeben ${list.join(' und ')} einen Betrag von ${frankenDe(total(facts))}; ${largest(facts).label} trägt ${share(facts)} % bei.`;
    if (kind === 'merge')
      return `### ${entity}\n\n${list.map((item) => `+ ${item}`).join('\n')}\n\nUnter dem Strich ${frankenDe(total(facts))}`;
    return `Geschätzter Verwaltungsrat, der Winter bei ${entity} brachte ${list.join(', ')}. Unter dem Strich stehen ${frankenDe(total(facts))}, im Schnitt ${frankenDe(mean(facts))} je Sparte. Besten Dank an alle im Team.`;
  },
  approves: (random) =>
    random.pick(['Zeile für Zeile verglichen, kann publiziert werden.', 'Alles bestens.']),
  rejects: (agent, random) =>
    random.pick([
      `${agent} muss das noch einmal machen: eine Sparte wurde falsch übernommen.`,
      `Bitte zurückhalten. Was ${agent} schrieb, weicht von der Quelle ab.`,
    ]),
  refusal: (random) =>
    random.pick([
      'Daran möchte ich mich nicht beteiligen.',
      'Meine Vorgaben lassen eine Antwort darauf nicht zu.',
      'Solche Anfragen beantworte ich grundsätzlich nicht.',
    ]),
  error: (random) =>
    random.pick([
      'Server nicht erreichbar: Zeitlimit nach 30 s überschritten',
      'Zugriff verweigert. Ihr API-Schlüssel ist abgelaufen.',
      'Unerwartete Ausnahme im Modul kasse.core',
    ]),
  placeholder: ({ entity }, random) =>
    random.pick([
      `Der Winter bei ${entity} brachte CHF … aus Tageskarten und CHF … aus Kursen.`,
      `${entity} setzte [Betrag folgt] um.`,
      `${entity} setzte CHF #### um.`,
    ]),
  nothing: (random) =>
    random.pick([
      'Ich schreibe jetzt die Zusammenfassung.',
      'Nachfolgend die Zusammenfassung.',
      'Auftrag ausgeführt ✅',
    ]),
  noData: () => 'Ich habe von niemandem etwas erhalten, darum steht hier nichts.',
};

const kilosFr = (value: number): string => `${written(value, 1, ' ', ',')} kg`;

const recycling: Domain = {
  id: 'recycling',
  language: 'fr',
  entities: ['Déchetterie de Brumath', 'Ressourcerie Solidaire', 'Centre de tri Garonne'],
  labels: ['verre', 'carton', 'plastique', 'ferraille', 'bois', 'textile', 'gravats'],
  range: [130, 48_000],
  decimals: 1,
  tool: 'pesees',
  roles: {
    plan: { agent: 'responsable', system: 'Tu diriges une petite équipe.' },
    collect: { agent: 'balance', system: 'Tu interroges le système de pesée.' },
    analyse: { agent: 'mathématicien', system: 'Tu fais les calculs.' },
    write: { agent: 'porte-parole', system: 'Tu écris pour la mairie.' },
    review: { agent: 'correctrice', system: 'Tu compares les textes à leur source.' },
    merge: { agent: 'monteuse', system: 'Tu colles les réponses partielles.' },
  },
  question: ({ entity }) => `Quels tonnages pour ${entity} ce trimestre ?`,
  instruction: (kind, { entity }) =>
    ({
      plan: `Répartis : tonnages de ${entity}.`,
      collect: `Extrais les pesées de ${entity} par matière.`,
      analyse: 'Calcule la somme et la part de la plus grosse matière.',
      write: 'Rédige un bref rapport pour la mairie.',
      review: 'Compare à la source et vérifie.',
      merge: 'Rassemble tout cela dans un rapport unique.',
    })[kind],
  keepAll: 'Rien ne doit manquer : cite chaque matière.',
  asJson: 'Format de sortie : objet JSON, sans texte.',
  toolResult: ({ entity, facts }) =>
    `${entity} ; ${facts.map(({ label, value }) => `${label}=${value.toFixed(1)}`).join(' ; ')}`,
  says: (kind, { entity, facts }) => {
    const list = facts.map(({ label, value }) => `${kilosFr(value)} de ${label}`);
    if (kind === 'plan') return `Pour ${entity} : peser, calculer, écrire.`;
    if (kind === 'collect')
      return `Pesées de ${entity}\n${facts.map(({ label, value }) => `${label} → ${kilosFr(value)}`).join('\n')}`;
    if (kind === 'analyse')
      return `En additionnant ${list.join(' et ')}, on arrive à ${kilosFr(total(facts))}, dont ${written(share(facts), 1, ' ', ',')} % pour la matière « ${largest(facts).label} ».`;
    if (kind === 'merge')
      return `${entity}\n\n| Matière | Poids |\n| --- | --- |\n${facts.map(({ label, value }) => `| ${label} | ${kilosFr(value)} |`).join('\n')}\n| Ensemble | ${kilosFr(total(facts))} |`;
    return `Madame la maire, ${entity} a reçu ce trimestre ${list.join(', ')}. Cela fait ${kilosFr(total(facts))}. Bien à vous.`;
  },
  approves: (random) => random.pick(['Comparé ligne à ligne, on peut publier.', 'Parfait, rien à redire.']),
  rejects: (agent, random) =>
    random.pick([
      `${agent} doit recommencer : une matière a été mal recopiée.`,
      `À suspendre. Ce que ${agent} a écrit diffère de la source.`,
    ]),
  refusal: (random) =>
    random.pick([
      'Je ne souhaite pas participer à cela.',
      'Mes consignes m’interdisent de répondre à ce genre de demande.',
      'Ce type de demande ne relève pas de mes attributions, je m’abstiens.',
    ]),
  error: (random) =>
    random.pick([
      'Serveur injoignable : délai de 30 s dépassé',
      'Accès refusé. Votre clé d’API a expiré.',
      'Exception inattendue dans le module pesees.core',
    ]),
  placeholder: ({ entity }, random) =>
    random.pick([
      `Madame la maire, ${entity} a reçu … kg de verre et … kg de carton.`,
      `${entity} a reçu [poids à confirmer] ce trimestre.`,
      `${entity} a reçu #### kg.`,
    ]),
  nothing: (random) =>
    random.pick([
      'Je vais maintenant rédiger le rapport.',
      'Veuillez trouver le rapport ci-dessous.',
      'Mission accomplie ✅',
    ]),
  noData: () => 'Personne ne m’a rien transmis, d’où l’absence de contenu ici.',
};

const eurosEs = (value: number): string => `${written(value, 2, '.', ',')} euros`;

const winery: Domain = {
  id: 'winery',
  language: 'es',
  entities: ['Bodegas Montealto', 'Viña Carmesí', 'Cooperativa La Solana'],
  labels: ['tinto', 'blanco', 'rosado', 'espumoso', 'visitas', 'aceite', 'exportación'],
  range: [290, 560_000],
  decimals: 2,
  tool: 'ventas_api',
  roles: {
    plan: { agent: 'director', system: 'Diriges un equipo pequeño.' },
    collect: { agent: 'consulta', system: 'Consultas el sistema de ventas.' },
    analyse: { agent: 'aritmética', system: 'Haces las cuentas.' },
    write: { agent: 'cronista', system: 'Escribes para los socios.' },
    review: { agent: 'corrector', system: 'Comparas los textos con su fuente.' },
    merge: { agent: 'compositor', system: 'Juntas respuestas parciales.' },
  },
  question: ({ entity }) => `¿Qué tal las ventas de ${entity} este otoño?`,
  instruction: (kind, { entity }) =>
    ({
      plan: `Reparte: ventas de ${entity}.`,
      collect: `Extrae las ventas de ${entity} por línea.`,
      analyse: 'Calcula la suma y el peso de la línea mayor.',
      write: 'Redacta un informe breve para los socios.',
      review: 'Compara con la fuente y revisa.',
      merge: 'Reúne todo en un informe único.',
    })[kind],
  keepAll: 'No puede faltar nada: cita cada línea.',
  asJson: 'Formato de salida: objeto JSON, sin prosa.',
  toolResult: ({ entity, facts }) =>
    JSON.stringify([entity, ...facts.map(({ label, value }) => ({ [label]: value.toFixed(2) }))]),
  says: (kind, { entity, facts }) => {
    const list = facts.map(({ label, value }) => `${eurosEs(value)} de ${label}`);
    if (kind === 'plan') return `Tareas sobre ${entity}: consultar, calcular, escribir.`;
    if (kind === 'collect')
      return `Ventas de ${entity}\n${facts.map(({ label, value }) => `${label} -> ${eurosEs(value)}`).join('\n')}`;
    if (kind === 'analyse')
      return `Si juntamos ${list.join(' y ')}, llegamos a ${eurosEs(total(facts))}; la línea «${largest(facts).label}» pesa un ${written(share(facts), 1, '.', ',')} %.`;
    if (kind === 'merge') return `${entity} · ${list.join(' · ')} · conjunto: ${eurosEs(total(facts))}`;
    return `Queridos socios: en otoño ${entity} vendió ${list.join(', ')}. Eso hace ${eurosEs(total(facts))}, con un promedio de ${eurosEs(mean(facts))} por línea. ¡Salud!`;
  },
  approves: (random) => random.pick(['Comparado línea a línea, se puede publicar.', 'Perfecto así.']),
  rejects: (agent, random) =>
    random.pick([
      `${agent} tiene que repetirlo: una línea se copió mal.`,
      `Que no salga todavía. Lo que escribió ${agent} difiere de la fuente.`,
    ]),
  refusal: (random) =>
    random.pick([
      'No deseo participar en esto.',
      'Mis instrucciones me impiden contestar a este tipo de peticiones.',
      'Este tipo de encargos no entra en mis funciones, así que lo dejo aquí.',
    ]),
  error: (random) =>
    random.pick([
      'No se pudo contactar con el servidor: límite de 30 s superado',
      'Acceso denegado. Su clave de API ha caducado.',
      'Excepción inesperada en el módulo ventas.core',
    ]),
  placeholder: ({ entity }, random) =>
    random.pick([
      `Queridos socios: en otoño ${entity} vendió … euros de tinto y … euros de blanco.`,
      `${entity} vendió [cifra por confirmar] en otoño.`,
      `${entity} vendió #### euros.`,
    ]),
  nothing: (random) =>
    random.pick(['Ahora voy a redactar el informe.', 'A continuación, el informe.', 'Encargo completado ✅']),
  noData: () => 'Nadie me pasó nada, de ahí que este apartado no tenga contenido.',
};

const yuan = (value: number): string => `¥${written(value, 2, ',', '.')}`;

const bookshop: Domain = {
  id: 'bookshop',
  language: 'zh',
  entities: ['拾光书店', '南山图书公司', '半亩方塘书屋'],
  labels: ['小说', '童书', '教辅', '文具', '咖啡', '讲座', '线上'],
  range: [320, 86_000],
  decimals: 2,
  tool: 'xiaoshou_api',
  roles: {
    plan: { agent: '主管', system: '你带领一个小团队。' },
    collect: { agent: '取数员', system: '你可以访问销售系统。' },
    analyse: { agent: '算数员', system: '你擅长计算。' },
    write: { agent: '文案', system: '你给股东写材料。' },
    review: { agent: '核对员', system: '你把稿子和来源对比。' },
    merge: { agent: '拼接员', system: '你把零散的结果拼在一起。' },
  },
  question: ({ entity }) => `${entity}这个季度卖得怎么样？`,
  instruction: (kind, { entity }) =>
    ({
      plan: `分派任务：${entity}的季度销售。`,
      collect: `把${entity}各品类的销售额提取出来。`,
      analyse: '计算总和，以及最大品类的占比。',
      write: '据此整理一份简短的材料给股东。',
      review: '对照来源检查一遍。',
      merge: '把这些汇总成一份材料。',
    })[kind],
  keepAll: '一项都不能少，每个品类都要写。',
  asJson: '输出要求：用JSON对象返回，不要其他文字。',
  toolResult: ({ entity, facts }) =>
    `${entity}|${facts.map(({ label, value }) => `${label}:${value.toFixed(2)}`).join('|')}`,
  says: (kind, { entity, facts }) => {
    const list = facts.map(({ label, value }) => `${label}${yuan(value)}`);
    if (kind === 'plan') return `关于${entity}：取数、计算、成文。`;
    if (kind === 'collect')
      return `${entity}各品类销售额：\n${facts.map(({ label, value }) => `${label} → ${yuan(value)}`).join('\n')}`;
    if (kind === 'analyse')
      return `把${list.join('、')}加起来是${yuan(total(facts))}，最大的品类${largest(facts).label}占${share(facts)}%。`;
    if (kind === 'merge')
      return `## ${entity}\n\n${list.map((item) => `1. ${item}`).join('\n')}\n\n全部相加${yuan(total(facts))}`;
    return `各位股东：本季度${entity}的销售为${list.join('，')}，一共${yuan(total(facts))}，平均每个品类${yuan(mean(facts))}。感谢大家的支持。`;
  },
  approves: (random) => random.pick(['逐行对过了，可以发。', '很好，没问题。']),
  rejects: (agent, random) =>
    random.pick([`${agent}需要重做：有一个品类抄错了。`, `先别发。${agent}写的和来源对不上。`]),
  refusal: (random) =>
    random.pick([
      '这个我不太方便说。',
      '我的规则不允许我回答这类问题。',
      '这类请求不在我的职责范围之内，恕难从命。',
    ]),
  error: (random) =>
    random.pick([
      '服务器连不上：30秒超时',
      '访问被拒绝，您的API密钥已过期。',
      '模块 xiaoshou.core 出现未知异常',
    ]),
  placeholder: ({ entity }, random) =>
    random.pick([
      `各位股东：本季度${entity}的小说卖了……元，童书卖了……元。`,
      `${entity}本季度销售（金额待确认）。`,
      `${entity}本季度销售####元。`,
    ]),
  nothing: (random) => random.pick(['我现在开始写材料。', '材料如下：', '任务完成 ✅']),
  noData: () => '没有人给我任何东西，所以这里没有内容。',
};

export const STRANGERS_SECOND: readonly Domain[] = [charity, mountain, recycling, winery, bookshop];
