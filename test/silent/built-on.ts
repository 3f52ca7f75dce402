import type { Domain } from './domain.js';
import { largest, mean, share, total, written } from './domain.js';

/** Fields of work that the checks were built on. */

const dollars = (value: number): string => `$${written(value, 2, ',', '.')}`;

const finance: Domain = {
  id: 'finance',
  language: 'en',
  entities: ['Northwind Traders', 'Acme Robotics', 'Blue Harbor Foods'],
  labels: ['Hardware', 'Licences', 'Support', 'Training', 'Consulting', 'Hosting', 'Spare parts'],
  range: [900, 240_000],
  decimals: 2,
  tool: 'query_ledger',
  roles: {
    plan: { agent: 'planner', system: 'You plan the work of a team.' },
    collect: { agent: 'researcher', system: 'You look figures up and report them.' },
    analyse: { agent: 'analyst', system: 'You calculate.' },
    write: { agent: 'writer', system: 'You write short reports.' },
    review: { agent: 'reviewer', system: 'You review reports.' },
    merge: { agent: 'aggregator', system: 'You merge the results of others.' },
  },
  question: ({ entity }) => `Report the quarter of ${entity}.`,
  instruction: (kind, { entity }) =>
    ({
      plan: `Plan the quarterly report of ${entity}.`,
      collect: `Extract the revenue of ${entity} by segment.`,
      analyse: 'Calculate the total and the largest share from the data below.',
      write: 'Summarise the following for the board.',
      review: 'Review the report below.',
      merge: 'Merge the following into one report.',
    })[kind],
  keepAll: 'Include every segment.',
  asJson: 'Return a JSON object.',
  toolResult: ({ entity, facts }) =>
    JSON.stringify({
      company: entity,
      segments: facts.map(({ label, value }) => ({ name: label, revenue: value })),
    }),
  says: (kind, { entity, facts }, random) => {
    const top = largest(facts);
    const list = facts.map(({ label, value }) => `${label} ${dollars(value)}`);
    if (kind === 'plan') return `1. Look up the segments of ${entity}.\n2. Calculate.\n3. Write the report.`;
    if (kind === 'collect')
      return `Revenue of ${entity} by segment:\n${facts.map(({ label, value }) => `- ${label}: ${dollars(value)}`).join('\n')}`;
    if (kind === 'analyse')
      return `| Segment | Revenue |\n|---|---|\n${facts.map(({ label, value }) => `| ${label} | ${dollars(value)} |`).join('\n')}\n| Total | ${dollars(total(facts))} |\n\n${top.label} makes up ${share(facts)}%, and the mean is ${dollars(mean(facts))}.`;
    if (kind === 'merge') return `${entity} at a glance: ${list.join('; ')}. Sum: ${dollars(total(facts))}.`;
    return random.pick([
      `${entity} closed the quarter with ${dollars(total(facts))}. By segment the revenue was ${list.join(', ')}.`,
      `In the last quarter ${entity} earned ${list.join(', ')}, a total of ${dollars(total(facts))}. ${top.label} was the strongest segment.`,
    ]);
  },
  approves: (random) =>
    random.pick(['APPROVED. The figures match the source.', 'Looks good, no errors found.']),
  rejects: (agent, random) =>
    random.pick([
      `REJECTED: the output of ${agent} is incorrect.`,
      `The figures from ${agent} are wrong and must be corrected.`,
    ]),
  refusal: (random) =>
    random.pick([
      "I'm sorry, but I can't help with that.",
      'I cannot provide that information.',
      "I'm unable to complete this request.",
    ]),
  error: (random) =>
    random.pick(['Error: Request failed with status code 500', 'upstream connect error: connection refused']),
  placeholder: ({ entity }, random) =>
    random.pick([
      `${entity} earned [insert revenue] in the last quarter.`,
      `Revenue of ${entity}: TBD. Segments: TBD.`,
      'Lorem ipsum dolor sit amet.',
    ]),
  nothing: (random) => random.pick(['', 'N/A', 'OK.', '...']),
  noData: () => 'No data was available for this part.',
};

const kilos = (value: number): string => `${written(value, 1, '.', ',')} kg`;

const logistics: Domain = {
  id: 'logistics',
  language: 'de',
  entities: ['MS Elbtal', 'Spedition Krüger', 'Lager Bremen Nord'],
  labels: ['Palette A', 'Palette B', 'Palette C', 'Fass D', 'Kiste E', 'Rolle F', 'Kiste G'],
  range: [22, 2400],
  decimals: 1,
  tool: 'frachtliste',
  roles: {
    plan: { agent: 'disponent', system: 'Du planst die Arbeit.' },
    collect: { agent: 'lagerist', system: 'Du liest Frachtlisten und meldest, was darin steht.' },
    analyse: { agent: 'kalkulator', system: 'Du rechnest.' },
    write: { agent: 'schreiber', system: 'Du schreibst Meldungen.' },
    review: { agent: 'prüfer', system: 'Du prüfst Meldungen.' },
    merge: { agent: 'leitstelle', system: 'Du fasst die Ergebnisse anderer zusammen.' },
  },
  question: ({ entity }) => `Was ist auf ${entity} geladen?`,
  instruction: (kind, { entity }) =>
    ({
      plan: `Plane die Meldung zu ${entity}.`,
      collect: `Lies die Frachtliste von ${entity} aus.`,
      analyse: 'Berechne das Gesamtgewicht aus diesen Angaben.',
      write: 'Fasse das zu einer Meldung zusammen.',
      review: 'Prüfe diese Meldung.',
      merge: 'Fasse die folgenden Teile zusammen.',
    })[kind],
  keepAll: 'Jede Position muss genannt werden.',
  asJson: 'Antworte nur mit einem JSON-Objekt.',
  toolResult: ({ entity, facts }) =>
    `Fracht ${entity}: ${facts.map(({ label, value }) => `${label} = ${written(value, 1, '.', ',')} kg`).join(' | ')}`,
  says: (kind, { entity, facts }, random) => {
    const top = largest(facts);
    const list = facts.map(({ label, value }) => `${label} mit ${kilos(value)}`);
    if (kind === 'plan') return `Erst die Frachtliste von ${entity} lesen, dann rechnen, dann melden.`;
    if (kind === 'collect') return `Auf ${entity} sind ${list.join(', ')}.`;
    if (kind === 'analyse')
      return `${facts.map(({ label, value }) => `- ${label}: ${kilos(value)}`).join('\n')}\nGesamt: ${kilos(total(facts))}. ${top.label} macht ${written(share(facts), 1, '.', ',')} % aus, im Mittel sind es ${written(mean(facts), 2, '.', ',')} kg.`;
    if (kind === 'merge') return `${entity}: ${list.join('; ')}. Zusammen ${kilos(total(facts))}.`;
    return random.pick([
      `${entity} hat ${kilos(total(facts))} geladen: ${list.join(', ')}.`,
      `Die Ladung von ${entity} besteht aus ${list.join(', ')}. Das Gesamtgewicht beträgt ${kilos(total(facts))}.`,
    ]);
  },
  approves: (random) => random.pick(['Die Meldung ist korrekt.', 'Freigegeben. Keine Fehler.']),
  rejects: (agent, random) =>
    random.pick([
      `Abgelehnt: die Angaben von ${agent} sind falsch.`,
      `Die Zahlen von ${agent} stimmen nicht.`,
    ]),
  refusal: (random) =>
    random.pick([
      'Tut mir leid, dabei kann ich nicht helfen.',
      'Ich kann diese Anfrage leider nicht bearbeiten.',
    ]),
  error: (random) => random.pick(['Fehler: Verbindung abgelehnt', 'HTTP 502 Bad Gateway']),
  placeholder: ({ entity }, random) =>
    random.pick([`${entity} hat [Gewicht eintragen] geladen.`, `Ladung: Platzhalter. Gewicht: Platzhalter.`]),
  nothing: (random) => random.pick(['', 'Fertig.', '-']),
  noData: () => 'Dazu lagen keine Angaben vor.',
};

const euroEs = (value: number): string => `${written(value, 2, '.', ',')} €`;

const travel: Domain = {
  id: 'travel',
  language: 'es',
  entities: ['Lucía Fernández', 'la familia Ortega', 'Marcos Villalba'],
  labels: ['vuelo', 'hotel', 'tren', 'seguro', 'museo', 'alquiler de coche', 'cena'],
  range: [18, 2900],
  decimals: 2,
  tool: 'buscar_reservas',
  roles: {
    plan: { agent: 'planificador', system: 'Planificas el trabajo del equipo.' },
    collect: { agent: 'buscador', system: 'Buscas reservas y dices lo que hay.' },
    analyse: { agent: 'calculador', system: 'Calculas.' },
    write: { agent: 'redactor', system: 'Escribes mensajes a clientes.' },
    review: { agent: 'revisor', system: 'Revisas mensajes.' },
    merge: { agent: 'integrador', system: 'Unes los resultados de otros.' },
  },
  question: ({ entity }) => `¿Cuánto cuesta el viaje de ${entity}?`,
  instruction: (kind, { entity }) =>
    ({
      plan: `Planifica el presupuesto del viaje de ${entity}.`,
      collect: `Busca las reservas de ${entity}.`,
      analyse: 'Calcula el total de lo siguiente.',
      write: 'Resume lo siguiente en un mensaje para el cliente.',
      review: 'Revisa este mensaje.',
      merge: 'Une lo siguiente en un solo texto.',
    })[kind],
  keepAll: 'Incluye todas las reservas.',
  asJson: 'Responde en formato JSON.',
  toolResult: ({ entity, facts }) =>
    JSON.stringify({
      viajero: entity,
      reservas: facts.map(({ label, value }) => ({ concepto: label, precio: value })),
    }),
  says: (kind, { entity, facts }, random) => {
    const list = facts.map(({ label, value }) => `${label} ${euroEs(value)}`);
    if (kind === 'plan')
      return `Primero buscar las reservas de ${entity}, después sumar, por último escribir.`;
    if (kind === 'collect') return `Reservas de ${entity}:\n${list.map((item) => `- ${item}`).join('\n')}`;
    if (kind === 'analyse')
      return `Precios: ${list.join(', ')}. Total: ${euroEs(total(facts))}. Precio medio: ${euroEs(mean(facts))}.`;
    if (kind === 'merge') return `Viaje de ${entity}: ${list.join('; ')}. En total, ${euroEs(total(facts))}.`;
    return random.pick([
      `El viaje de ${entity} cuesta ${euroEs(total(facts))}: ${list.join(', ')}.`,
      `Hola. Las reservas de ${entity} son ${list.join(', ')}. El importe total es de ${euroEs(total(facts))}. ¡Buen viaje!`,
    ]);
  },
  approves: (random) => random.pick(['El mensaje es correcto.', 'Aprobado, sin errores.']),
  rejects: (agent, random) =>
    random.pick([
      `Rechazado: lo que entregó ${agent} es incorrecto.`,
      `Los precios de ${agent} no coinciden con las reservas y son erróneos.`,
    ]),
  refusal: (random) =>
    random.pick(['Lo siento, no puedo ayudar con eso.', 'No puedo procesar esta solicitud.']),
  error: (random) => random.pick(['Error: tiempo de espera agotado', 'Exception: Connection reset by peer']),
  placeholder: ({ entity }, random) =>
    random.pick([
      `El viaje de ${entity} cuesta [insertar precio].`,
      'Precio total: por determinar. Vuelo: por determinar.',
    ]),
  nothing: (random) => random.pick(['', 'Listo.', 'null']),
  noData: () => 'No había datos para esta parte.',
};

const medicine: Domain = {
  id: 'medicine',
  language: 'zh',
  entities: ['仁和医院', '李明先生', '城东诊所'],
  labels: ['挂号费', '检查费', '药品费', '手术费', '护理费', '床位费', '化验费'],
  range: [150, 36_000],
  decimals: 0,
  tool: 'chaxun_zhangdan',
  roles: {
    plan: { agent: '规划员', system: '你负责安排工作。' },
    collect: { agent: '查询员', system: '你查询账单并报告内容。' },
    analyse: { agent: '计算员', system: '你负责计算。' },
    write: { agent: '撰写员', system: '你撰写说明。' },
    review: { agent: '审核员', system: '你审核说明。' },
    merge: { agent: '汇总员', system: '你汇总他人的结果。' },
  },
  question: ({ entity }) => `请说明${entity}本月的费用。`,
  instruction: (kind, { entity }) =>
    ({
      plan: `请安排${entity}的费用说明。`,
      collect: `请提取${entity}的各项费用。`,
      analyse: '请根据以下数据计算总额。',
      write: '请总结以下内容。',
      review: '请审核以下说明。',
      merge: '请合并以下内容。',
    })[kind],
  keepAll: '请包含所有项目。',
  asJson: '请以JSON格式输出。',
  toolResult: ({ entity, facts }) =>
    JSON.stringify({ 单位: entity, 费用: facts.map(({ label, value }) => ({ 项目: label, 金额: value })) }),
  says: (kind, { entity, facts }, random) => {
    const top = largest(facts);
    const list = facts.map(({ label, value }) => `${label}${value}元`);
    if (kind === 'plan') return `先查询${entity}的账单，再计算，最后撰写。`;
    if (kind === 'collect')
      return `${entity}的费用如下：\n${facts.map(({ label, value }) => `- ${label}：${value}元`).join('\n')}`;
    if (kind === 'analyse')
      return `${list.join('，')}。总计${total(facts)}元，其中${top.label}占${share(facts)}%。`;
    if (kind === 'merge') return `${entity}：${list.join('；')}。合计${total(facts)}元。`;
    return random.pick([
      `${entity}本月费用总计${total(facts)}元，包括${list.join('、')}。`,
      `本月${entity}的费用有${list.join('，')}。合计为${total(facts)}元。`,
    ]);
  },
  approves: (random) => random.pick(['说明正确，可以发布。', '审核通过，没有错误。']),
  rejects: (agent, random) => random.pick([`驳回：${agent}的结果不正确。`, `${agent}给出的数字是错误的。`]),
  refusal: (random) => random.pick(['抱歉，我无法提供帮助。', '很抱歉，我不能处理这个请求。']),
  error: (random) => random.pick(['错误：连接超时', 'Error: 504 Gateway Timeout']),
  placeholder: ({ entity }, random) =>
    random.pick([`${entity}本月费用总计【待填写】元。`, '总计：待补充。药品费：待补充。']),
  nothing: (random) => random.pick(['', '好的。', '无']),
  noData: () => '这部分没有可用的数据。',
};

const codeReview: Domain = {
  id: 'code-review',
  language: 'en',
  entities: ['Billing Gateway', 'Order Service', 'Auth Proxy'],
  labels: ['parser.ts', 'retry.ts', 'session.ts', 'cache.ts', 'router.ts', 'queue.ts', 'token.ts'],
  range: [101, 4800],
  decimals: 0,
  tool: 'static_analysis',
  roles: {
    plan: { agent: 'lead', system: 'You hand out review work.' },
    collect: { agent: 'scanner', system: 'You run the analyser and report what it found.' },
    analyse: { agent: 'triager', system: 'You sort findings and add them up.' },
    write: { agent: 'reporter', system: 'You write review reports.' },
    review: { agent: 'critic', system: 'You check review reports.' },
    merge: { agent: 'collector', system: 'You combine reports.' },
  },
  question: ({ entity }) => `How complex is the code of ${entity}, and what has to change?`,
  instruction: (kind, { entity }) =>
    ({
      plan: `Organise the review of ${entity}.`,
      collect: `Run the analyser on ${entity} and list the complexity of each file.`,
      analyse: 'Add up the complexity of the files below.',
      write: 'Write a summary of these findings.',
      review: 'Check this report.',
      merge: 'Combine the findings below.',
    })[kind],
  keepAll: 'Mention all files.',
  asJson: 'Respond only with JSON.',
  toolResult: ({ entity, facts }) =>
    `${entity}\n${facts.map(({ label, value }) => `${label}  complexity=${value}  error handling missing`).join('\n')}`,
  says: (kind, { entity, facts }, random) => {
    const list = facts.map(({ label, value }) => `${label} (${value})`);
    if (kind === 'plan') return `Scan ${entity} first, then triage, then report.`;
    if (kind === 'collect')
      return `The analyser found for ${entity}:\n${facts.map(({ label, value }) => `- ${label}: complexity ${value}, error handling is wrong or missing`).join('\n')}`;
    if (kind === 'analyse')
      return `${list.join(', ')}. Total complexity ${total(facts)}; the worst file is ${largest(facts).label} with ${largest(facts).value}.`;
    if (kind === 'merge')
      return `${entity}: ${list.join('; ')}; total ${total(facts)}. The code fails on empty input and throws an exception.`;
    return random.pick([
      `The code of ${entity} is complex: ${list.join(', ')}, in sum ${total(facts)}. Error handling is incorrect in several places; the functions \`parse\` and \`retry\` cannot deal with null.\n\n\`\`\`ts\nif (input === undefined) throw new Error('no input'); // TODO in the code under review\n\`\`\``,
      `Review of ${entity}: ${list.join(', ')}. Total ${total(facts)}. Error: messages are swallowed in some of them.`,
    ]);
  },
  approves: (random) => random.pick(['The report is correct.', 'Approved: nothing wrong with it.']),
  rejects: (agent, random) =>
    random.pick([
      `The report is not acceptable: ${agent} got it wrong.`,
      `Rejected. The findings of ${agent} are inaccurate.`,
    ]),
  refusal: (random) =>
    random.pick(["Sorry, I can't assist with this.", 'I am not able to review this code.']),
  error: (random) =>
    random.pick([
      'Traceback (most recent call last):\n  File "scan.py", line 3\nValueError: bad input',
      'Error: rate limit exceeded',
    ]),
  placeholder: ({ entity }, random) =>
    random.pick([
      `Findings for ${entity}: <FINDINGS_HERE>.`,
      'Findings: [add findings here]. Total: [total].',
    ]),
  nothing: (random) => random.pick(['', 'None', 'Sure.']),
  noData: () => 'There were no findings to work with.',
};

export const BUILT_ON: readonly Domain[] = [finance, logistics, travel, medicine, codeReview];
