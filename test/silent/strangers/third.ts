import type { Domain } from '../domain.js';
import { largest, mean, share, total, written } from '../domain.js';

/**
 * Other people's agents, third set: terse chat, JSON and XML that is handed on, tables, lists, a verdict in fields.
 * Written before the checks were changed for the second set and not looked at while they were, so that its figures are
 * those of wordings never seen (`docs/accuracy.md`). Nothing is built on it but the end of its own false alarms.
 */

const miles = (value: number): string => `${written(value, 1, ',', '.')} mi`;

const fleet: Domain = {
  id: 'fleet',
  language: 'en',
  entities: ['Kestrel Couriers', 'Tri-County Haulage', 'Pine & Sons Freight'],
  labels: ['vans', 'box trucks', 'tankers', 'reefers', 'flatbeds', 'bikes', 'loaners'],
  range: [150, 88_000],
  decimals: 1,
  tool: 'telematics.export',
  roles: {
    plan: { agent: 'dispatch', system: 'You hand out jobs in the ops channel. Keep it short.' },
    collect: { agent: 'odo', system: 'You pull telematics exports.' },
    analyse: { agent: 'tally', system: 'You crunch whatever lands in the channel.' },
    write: { agent: 'scribe', system: 'You post the weekly note.' },
    review: { agent: 'hawk', system: 'Answer with {"verdict": ..., "note": ...} and nothing else.' },
    merge: { agent: 'splice', system: 'You turn several posts into one.' },
  },
  question: ({ entity }) => `mileage for ${entity} last week? need it before standup`,
  instruction: (kind, { entity }) =>
    ({
      plan: `mileage for ${entity}, who does what?`,
      collect: `export last week for ${entity}, split by vehicle type`,
      analyse: 'add it up & tell us which type drove most',
      write: 'turn that into the weekly note pls',
      review: 'second pair of eyes on this?',
      merge: 'one post out of these pls',
    })[kind],
  keepAll: 'every type has to be in there.',
  asJson: 'raw json only, nothing before or after it (a bot reads this).',
  toolResult: ({ entity, facts }) =>
    JSON.stringify({
      customer: { name: entity },
      rows: facts.map(({ label, value }, index) => ({ row: index + 1, type: label, odo_miles: value })),
      next_page: null,
    }),
  says: (kind, { entity, facts }, random) => {
    const list = facts.map(({ label, value }) => `${label} ${miles(value)}`);
    if (kind === 'plan') return `${entity}: odo exports, tally sums, scribe posts`;
    if (kind === 'collect')
      return `got it:\n${JSON.stringify({ customer: entity, miles: Object.fromEntries(facts.map(({ label, value }) => [label, value])) }, undefined, 1)}`;
    if (kind === 'analyse')
      return `${list.join(' / ')}\n=> ${miles(total(facts))} all in. most: ${largest(facts).label}, ${share(facts)}% of it`;
    if (kind === 'merge')
      return `${entity}\n${list.map((item) => `* ${item}`).join('\n')}\n* all: ${miles(total(facts))}`;
    return random.pick([
      `weekly note, ${entity}: ${list.join(', ')}. that's ${miles(total(facts))} on the clock`,
      `${entity} clocked ${miles(total(facts))} last week (${list.join(', ')}), avg per type ${miles(mean(facts))}`,
    ]);
  },
  approves: (random) =>
    random.pick(['{"verdict": "pass", "note": ""}', '{"verdict": "pass", "note": "rows tie up"}']),
  rejects: (agent, random) =>
    random.pick([
      `{"verdict": "fail", "note": "${agent}: two rows swapped"}`,
      `{"verdict": "fail", "note": "numbers by ${agent} are not the ones in the export"}`,
    ]),
  refusal: (random) =>
    random.pick([
      "nope, not touching that one, it's against policy",
      "can't share this kind of stuff, sorry",
      "that's above what I'm cleared for, so I'm sitting this out",
    ]),
  error: (random) =>
    random.pick([
      'Traceback (most recent call last):\n  File "export.py", line 88, in pull\nKeyError: \'rows\'',
      '429 Too Many Requests, retry after 60',
      'socket hang up',
    ]),
  placeholder: ({ entity }, random) =>
    random.pick([
      `weekly note, ${entity}: vans {{miles_vans}}, bikes {{miles_bikes}}`,
      `${entity} clocked ?? mi last week`,
      `${entity} clocked (number goes here) last week`,
    ]),
  nothing: (random) => random.pick(['on it', '👍', 'sure, one sec']),
  noData: () => 'nothing came through on my end, skipping',
};

const reais = (value: number): string => `R$ ${written(value, 2, '.', ',')}`;

const fishery: Domain = {
  id: 'fishery',
  language: 'pt',
  entities: ['Pescados Maré Alta', 'Cooperativa Rio Doce', 'Frigorífico Enseada'],
  labels: ['sardinha', 'atum', 'camarão', 'polvo', 'tilápia', 'mexilhão', 'gelo'],
  range: [310, 470_000],
  decimals: 2,
  tool: 'faturamento_xml',
  roles: {
    plan: { agent: 'gerente', system: 'Você coordena os demais agentes.' },
    collect: { agent: 'buscador', system: 'Você lê o sistema de faturamento.' },
    analyse: { agent: 'contador', system: 'Você cuida dos números.' },
    write: { agent: 'redator', system: 'Você prepara relatórios em Markdown.' },
    review: { agent: 'auditora', system: 'Você confere relatórios antes da publicação.' },
    merge: { agent: 'consolidador', system: 'Você junta o que os outros mandam.' },
  },
  question: ({ entity }) => `Quero o faturamento de ${entity} em relatório, por favor.`,
  instruction: (kind, { entity }) =>
    ({
      plan: `Organize o trabalho: faturamento de ${entity}.`,
      collect: `Levante o faturamento de ${entity} por produto.`,
      analyse: 'Some tudo e diga qual produto pesa mais.',
      write: 'Monte o relatório a partir disso.',
      review: 'Dê uma conferida antes de publicarmos.',
      merge: 'Consolide o material recebido.',
    })[kind],
  keepAll: 'Todos os produtos precisam aparecer, sem exceção.',
  asJson: 'Responda somente com JSON.',
  toolResult: ({ entity, facts }) =>
    `<?xml version="1.0"?>\n<faturamento empresa="${entity}">\n${facts.map(({ label, value }) => `  <item produto="${label}"><valor>${value.toFixed(2)}</valor></item>`).join('\n')}\n</faturamento>`,
  says: (kind, { entity, facts }, random) => {
    const list = facts.map(({ label, value }) => `${label}: ${reais(value)}`);
    if (kind === 'plan') return `**Plano (${entity})**\n- levantar\n- somar\n- relatar`;
    if (kind === 'collect')
      return `# ${entity}\n\n## Faturamento por produto\n\n${list.map((item) => `- ${item}`).join('\n')}`;
    if (kind === 'analyse')
      return `## Conta\n\n${list.join(' + ')}\n\n**= ${reais(total(facts))}**\n\nQuem mais pesa é ${largest(facts).label}: ${written(share(facts), 1, '.', ',')}% do faturamento.`;
    if (kind === 'merge')
      return `| Produto | Faturamento |\n|:--|--:|\n${facts.map(({ label, value }) => `| ${label} | ${reais(value)} |`).join('\n')}\n| **${entity}, tudo somado** | **${reais(total(facts))}** |`;
    return random.pick([
      `# Relatório: ${entity}\n\n${list.map((item) => `* ${item}`).join('\n')}\n\n> Resultado do período: ${reais(total(facts))}, média de ${reais(mean(facts))} por produto.\n\nFico à disposição.`,
      `# ${entity}\n\nNo período entraram ${reais(total(facts))}:\n\n${list.map((item, index) => `${index + 1}. ${item}`).join('\n')}\n\nAtenciosamente, equipe de relatórios`,
    ]);
  },
  approves: (random) =>
    random.pick(['Conferi item por item com o XML. Está tudo certo, pode publicar.', 'Nada a corrigir 👏']),
  rejects: (agent, random) =>
    random.pick([
      `Não dá para publicar assim: ${agent} trocou dois valores de lugar.`,
      `**Devolvido.** ${agent}, os valores não batem com o XML, favor refazer.`,
    ]),
  refusal: (random) =>
    random.pick([
      'Peço desculpas, mas não vou poder colaborar com isso.',
      'Esse assunto está fora do que me é permitido tratar.',
      'Por política interna, não forneço esse tipo de informação.',
    ]),
  error: (random) =>
    random.pick([
      '<erro codigo="504">tempo esgotado ao consultar o serviço</erro>',
      'Falha na consulta: conexão recusada pelo servidor.',
      'java.lang.NullPointerException at br.faturamento.Leitor.ler(Leitor.java:71)',
    ]),
  placeholder: ({ entity }, random) =>
    random.pick([
      `# Relatório: ${entity}\n\n* sardinha: R$ xx,xx\n* atum: R$ xx,xx`,
      `# ${entity}\n\n[inserir tabela de faturamento aqui]`,
      `# ${entity}\n\nNo período entraram R$ ________.`,
    ]),
  nothing: (random) => random.pick(['Certo, já começo.', 'Segue o relatório:', 'Feito!']),
  noData: () => 'Não chegou material até mim, portanto não há o que relatar.',
};

const zlote = (value: number): string => `${written(value, 2, '\u00a0', ',')} zł`;

const theatre: Domain = {
  id: 'theatre',
  language: 'pl',
  entities: ['Teatr Pod Lipą', 'Scena Nadwiślańska', 'Opera Bałtycka Nowa'],
  labels: ['bilety', 'karnety', 'szatnia', 'bufet', 'wynajem sali', 'darowizny', 'programy'],
  range: [270, 290_000],
  decimals: 2,
  tool: 'kasa_csv',
  roles: {
    plan: { agent: 'kierownik', system: 'Rozdzielasz zadania.' },
    collect: { agent: 'kasjer', system: 'Masz dostęp do kasy.' },
    analyse: { agent: 'liczydło', system: 'Liczysz.' },
    write: { agent: 'sekretarz', system: 'Piszesz do dyrekcji.' },
    review: { agent: 'kontroler', system: 'Sprawdzasz, zanim cokolwiek wyjdzie.' },
    merge: { agent: 'składacz', system: 'Łączysz części w całość.' },
  },
  question: ({ entity }) => `Jakie były przychody ${entity} w tym sezonie?`,
  instruction: (kind, { entity }) =>
    ({
      plan: `Rozdziel zadania. Temat: przychody, ${entity}.`,
      collect: `Pobierz przychody według źródeł (${entity}).`,
      analyse: 'Zsumuj i podaj, które źródło dało najwięcej.',
      write: 'Przygotuj z tego notatkę dla dyrekcji.',
      review: 'Rzuć okiem przed wysłaniem.',
      merge: 'Zbierz to w jedną całość.',
    })[kind],
  keepAll: 'Wymień wszystkie źródła, bez pomijania.',
  asJson: 'Odpowiedz wyłącznie w formacie JSON.',
  toolResult: ({ entity, facts }) =>
    `zrodlo;kwota\n${facts.map(({ label, value }) => `${label};${value.toFixed(2).replace('.', ',')}`).join('\n')}\n# ${entity}`,
  says: (kind, { entity, facts }, random) => {
    const list = facts.map(({ label, value }) => `${label} – ${zlote(value)}`);
    if (kind === 'plan') return `${entity}: kasa, potem rachunki, na końcu notatka.`;
    if (kind === 'collect')
      return `${entity}\n\n${facts.map(({ label, value }) => `${label}\t${zlote(value)}`).join('\n')}`;
    if (kind === 'analyse')
      return `Po zsumowaniu (${list.join('; ')}) wychodzi ${zlote(total(facts))}. Najwięcej dało źródło „${largest(facts).label}”: ${written(share(facts), 1, ' ', ',')}% całości.`;
    if (kind === 'merge')
      return `${entity}\n\n${list.map((item) => `• ${item}`).join('\n')}\n\nWszystko: ${zlote(total(facts))}`;
    return random.pick([
      `Szanowna Dyrekcjo, w tym sezonie ${entity} zyskał(a) łącznie ${zlote(total(facts))}, w tym: ${list.join(', ')}. Z poważaniem, sekretariat`,
      `Notatka (${entity}). Źródła: ${list.join('; ')}. Łącznie ${zlote(total(facts))}, przeciętnie ${zlote(mean(facts))} na źródło.`,
    ]);
  },
  approves: (random) => random.pick(['Zgadza się co do grosza, można słać.', 'Bez uwag.']),
  rejects: (agent, random) =>
    random.pick([
      `Nie wysyłać. ${agent} przepisał jedną kwotę z błędem.`,
      `Do poprawy (${agent}): kwoty nie zgadzają się z kasą.`,
    ]),
  refusal: (random) =>
    random.pick([
      'Niestety nie mogę się tym zająć.',
      'Tego typu informacji nie udzielam.',
      'To wykracza poza to, na co mi pozwolono.',
    ]),
  error: (random) =>
    random.pick([
      'Błąd 502: brama nie odpowiada',
      'Nie udało się połączyć z bazą danych.',
      'Wyjątek: System.TimeoutException w Kasa.Odczyt()',
    ]),
  placeholder: ({ entity }, random) =>
    random.pick([
      `Szanowna Dyrekcjo, w tym sezonie ${entity} zyskał(a) łącznie ..... zł.`,
      `${entity}: łącznie [kwota do uzupełnienia].`,
      `${entity}: bilety – X zł, karnety – Y zł.`,
    ]),
  nothing: (random) => random.pick(['Już się za to zabieram.', 'Oto notatka:', 'Zrobione.']),
  noData: () => 'Nic do mnie nie dotarło, więc zostawiam to miejsce puste.',
};

const won = (value: number): string => `${written(value, 0, ',', '.')}원`;

const bakery: Domain = {
  id: 'bakery',
  language: 'ko',
  entities: ['한솔베이커리', '새벽빵집', '달빛제과'],
  labels: ['식빵', '케이크', '쿠키', '샌드위치', '커피', '선물세트', '배달'],
  range: [2400, 8_900_000],
  decimals: 0,
  tool: 'pos_조회',
  roles: {
    plan: { agent: '총괄', system: '당신은 팀을 이끕니다.' },
    collect: { agent: '조회담당', system: '당신은 POS 자료를 읽을 수 있습니다.' },
    analyse: { agent: '계산담당', system: '당신은 계산을 맡습니다.' },
    write: { agent: '작성담당', system: '당신은 사장님께 올릴 글을 씁니다.' },
    review: { agent: '검수담당', system: '당신은 나가기 전에 확인합니다.' },
    merge: { agent: '취합담당', system: '당신은 여러 결과를 하나로 모읍니다.' },
  },
  question: ({ entity }) => `지난달 ${entity} 매출이 어땠나요?`,
  instruction: (kind, { entity }) =>
    ({
      plan: `${entity} 매출 건, 일을 나눠 주세요.`,
      collect: `${entity} 매출을 품목별로 조회해 주세요.`,
      analyse: '합계와 가장 큰 품목의 비중을 계산해 주세요.',
      write: '사장님께 드릴 짧은 보고를 작성해 주세요.',
      review: '보내기 전에 확인해 주세요.',
      merge: '하나로 모아 주세요.',
    })[kind],
  keepAll: '모든 품목을 빠짐없이 적어 주세요.',
  asJson: 'JSON 형식으로만 답해 주세요.',
  toolResult: ({ entity, facts }) =>
    JSON.stringify({ 매장: entity, 자료: facts.map(({ label, value }) => ({ 품목: label, 매출: value })) }),
  says: (kind, { entity, facts }, random) => {
    const list = facts.map(({ label, value }) => `${label} ${won(value)}`);
    if (kind === 'plan') return `${entity} 건은 조회, 계산, 작성 순으로 진행합니다.`;
    if (kind === 'collect')
      return `${entity} 품목별 매출입니다.\n${list.map((item) => `- ${item}`).join('\n')}`;
    if (kind === 'analyse')
      return `${list.join(', ')}을 모두 더하면 ${won(total(facts))}입니다. 가장 큰 품목은 ${largest(facts).label}이고 비중은 ${share(facts)}%입니다.`;
    if (kind === 'merge')
      return `[${entity}]\n${facts.map(({ label, value }) => `${label} | ${won(value)}`).join('\n')}\n총계 | ${won(total(facts))}`;
    return random.pick([
      `사장님, 지난달 ${entity} 매출은 총 ${won(total(facts))}입니다. 품목별로는 ${list.join(', ')}입니다. 감사합니다.`,
      `${entity} 지난달 보고드립니다. ${list.join(', ')}, 모두 ${won(total(facts))}이었습니다.`,
    ]);
  },
  approves: (random) => random.pick(['원자료와 모두 맞습니다. 보내셔도 됩니다.', '이상 없습니다.']),
  rejects: (agent, random) =>
    random.pick([
      `${agent}이 옮겨 적은 금액이 원자료와 다릅니다. 다시 해 주세요.`,
      `보류합니다. ${agent} 쪽에서 품목 두 개가 바뀌었습니다.`,
    ]),
  refusal: (random) =>
    random.pick([
      '죄송하지만 그 요청은 도와드릴 수 없습니다.',
      '규정상 답변드리기 어려운 내용입니다.',
      '해당 내용은 제가 다룰 수 있는 범위를 벗어납니다.',
    ]),
  error: (random) =>
    random.pick([
      '오류: 연결이 끊어졌습니다 (코드 1013)',
      '서버가 응답하지 않습니다. 잠시 후 다시 시도해 주세요.',
      "TypeError: Cannot read properties of undefined (reading '자료')",
    ]),
  placeholder: ({ entity }, random) =>
    random.pick([
      `사장님, 지난달 ${entity} 매출은 총 OOO원입니다.`,
      `${entity} 지난달 매출: (금액 입력)`,
      `${entity} 지난달 보고드립니다. 식빵 ○○원, 커피 ○○원.`,
    ]),
  nothing: (random) => random.pick(['네, 알겠습니다.', '보고서는 다음과 같습니다.', '완료했습니다.']),
  noData: () => '받은 자료가 없어서 비워 둡니다.',
};

/** Groups of two above the thousands, as in India. */
const rupees = (value: number): string => {
  const [whole = '', rest = ''] = value.toFixed(2).split('.');
  const head = whole.slice(0, -3).replaceAll(/\B(?=(\d{2})+$)/g, ',');
  return `₹${head === '' ? '' : `${head},`}${whole.slice(-3)}.${rest}`;
};

const textiles: Domain = {
  id: 'textiles',
  language: 'hi',
  entities: ['गंगा वस्त्र भंडार', 'सूर्या हथकरघा', 'Jaipur Print House'],
  labels: ['साड़ी', 'कुर्ता', 'चादर', 'दुपट्टा', 'कंबल', 'निर्यात', 'online'],
  range: [520, 940_000],
  decimals: 2,
  tool: 'bikri_report',
  roles: {
    plan: { agent: 'sanchalak', system: 'आप टीम का काम बाँटते हैं।' },
    collect: { agent: 'khojak', system: 'आप बिक्री का डेटा निकालते हैं।' },
    analyse: { agent: 'ganak', system: 'आप हिसाब करते हैं।' },
    write: { agent: 'lekhak', system: 'आप मालिक के लिए लिखते हैं।' },
    review: { agent: 'nirikshak', system: 'आप भेजने से पहले जाँचते हैं।' },
    merge: { agent: 'sankalak', system: 'आप सबके हिस्से जोड़ते हैं।' },
  },
  question: ({ entity }) => `${entity} की पिछली तिमाही की बिक्री कैसी रही?`,
  instruction: (kind, { entity }) =>
    ({
      plan: `काम बाँटिए: ${entity} की बिक्री।`,
      collect: `${entity} की बिक्री श्रेणी के अनुसार निकालिए।`,
      analyse: 'कुल जोड़ और सबसे बड़ी श्रेणी का हिस्सा निकालिए।',
      write: 'इससे मालिक के लिए छोटी रिपोर्ट लिखिए।',
      review: 'भेजने से पहले जाँच लीजिए।',
      merge: 'इन सबको मिलाकर एक रिपोर्ट बनाइए।',
    })[kind],
  keepAll: 'हर श्रेणी लिखिए, कुछ भी छूटना नहीं चाहिए।',
  asJson: 'जवाब केवल JSON में दीजिए।',
  toolResult: ({ entity, facts }) =>
    `shop,category,amount\n${facts.map(({ label, value }) => `${entity},${label},${value.toFixed(2)}`).join('\n')}`,
  says: (kind, { entity, facts }, random) => {
    const list = facts.map(({ label, value }) => `${label} ${rupees(value)}`);
    if (kind === 'plan') return `${entity}: पहले डेटा, फिर हिसाब, फिर रिपोर्ट।`;
    if (kind === 'collect') return `${entity} की बिक्री:\n${list.map((item) => `• ${item}`).join('\n')}`;
    if (kind === 'analyse')
      return `${list.join(', ')} को जोड़ने पर ${rupees(total(facts))} आता है। सबसे बड़ी श्रेणी ${largest(facts).label} का हिस्सा ${share(facts)}% है।`;
    if (kind === 'merge')
      return `### ${entity}\n\n| श्रेणी | बिक्री |\n|---|---|\n${facts.map(({ label, value }) => `| ${label} | ${rupees(value)} |`).join('\n')}\n\nकुल मिलाकर ${rupees(total(facts))}।`;
    return random.pick([
      `नमस्ते, पिछली तिमाही में ${entity} की बिक्री ${rupees(total(facts))} रही: ${list.join(', ')}। धन्यवाद।`,
      `${entity} की तिमाही रिपोर्ट: ${list.join('; ')}। कुल ${rupees(total(facts))}, औसत ${rupees(mean(facts))} प्रति श्रेणी।`,
    ]);
  },
  approves: (random) => random.pick(['सब आँकड़े मिलते हैं, भेज दीजिए।', 'ठीक है।']),
  rejects: (agent, random) =>
    random.pick([`${agent} का एक आँकड़ा गलत है, दोबारा कीजिए।`, `अभी मत भेजिए। ${agent} ने दो श्रेणियाँ उलट दी हैं।`]),
  refusal: (random) =>
    random.pick([
      'माफ़ कीजिए, मैं इसमें मदद नहीं कर सकता।',
      'यह जानकारी देने की मुझे अनुमति नहीं है।',
      'यह मेरे दायरे से बाहर है।',
    ]),
  error: (random) =>
    random.pick([
      'सर्वर से संपर्क नहीं हो सका।',
      'त्रुटि 503: सेवा उपलब्ध नहीं है',
      'psycopg2.OperationalError: server closed the connection unexpectedly',
    ]),
  placeholder: ({ entity }, random) =>
    random.pick([
      `नमस्ते, पिछली तिमाही में ${entity} की बिक्री ₹_____ रही।`,
      `${entity} की बिक्री [राशि भरें] रही।`,
      `${entity} की तिमाही रिपोर्ट: साड़ी ₹XXX; कुर्ता ₹XXX।`,
    ]),
  nothing: (random) => random.pick(['जी, अभी करता हूँ।', 'रिपोर्ट नीचे है:', 'हो गया।']),
  noData: () => 'मुझे कुछ नहीं मिला, इसलिए यह भाग खाली है।',
};

export const STRANGERS_THIRD: readonly Domain[] = [fleet, fishery, theatre, bakery, textiles];
