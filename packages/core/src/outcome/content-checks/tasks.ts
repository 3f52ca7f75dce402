/** What an agent is asked to do, told by the words of its instruction in the languages most used. */

/** It hands on what it was given: figures and names come from there and from nowhere else. */
const PASSES_ON =
  /summar|extract|report|list|compile|merge|combine|translat|convert|rewrite|format|calculat|comput|add up|work out|turn the|letter|brief|aggregat|total|collect|look up|fetch|get the|zusammen|auszug|lies |hole |berechne|übersetz|wandle|bericht|meld|fasse|resum|resúm|extrae|trae |informa |calcul|traduc|traduz|informe|une |busca|reúne|rédig|résum|extrai|extract|fusionn|rapport|calcol|riassun|estrai|unisci|scrivi|somma|resumo|extraia|junte|总结|摘要|提取|计算|汇总|合并|翻译|整理|报告|要約|抽出|計算|まとめ|翻訳|報告|集計|draft|prepare|écris|escrib|elabor|prepar|raccogl|scriv|escrev|redij|reún|reun|verzamel|vat samen|samenvat|bereken|vertaal|opstel|\bstel .{0,40}\bop\b|zbierz|zsumuj|podsum|oblicz|pobierz|napisz|przygotuj|streść|połącz|przetłumacz|zestaw|собер|состав|подсчита|посчита|рассчита|напиши|перевед|объедин|извлек|обобщ|özetle|hesapla|topla|rapor|çevir|\byaz|sammanfatta|beräkna|hämta|skriv|översätt|opsummer|beregn|\bhent\b|oversæt|shrň|spočítej|přelož|napiš|foglald|számold|gyűjtsd|tóm tắt|tính|tổng hợp|viết|dịch|ringkas|hitung|kumpulkan|tulis|요약|계산|작성|조회|취합|번역|정리|추출|합산|보고|सारांश|जोड़|निकाल|गणना|रिपोर्ट|लिख|अनुवाद|إجمع|اجمع|احسب|لخص|اكتب|ترجم|استخرج|تقرير|報告書|作成|集め|書いて|写|编写|撰写|收集|合计/i;

/** It makes up figures by order. */
const INVENTS =
  /estimat|forecast|predict|project(?:ed|ion)|propos|suggest|recommend|brainstorm|simulat|assum|invent|imagine|generate (?:sample|test|random|example)|itinerary|schätz|prognos|vorschlag|schlage|entwirf|estim|pronostic|propon|prévoi|prévision|propose|stima|previs|proponi|估计|预测|建议|设想|見積|予測|提案|\bschat\b|voorspel|szacuj|prognoz|zaproponuj|прогноз|предлож|оцени стоимость|tahmin|öneri|föreslå|예측|추정|제안|अनुमान|सुझाव|اقترح|توقع|قدّر/i;

/** It leaves things out by order. */
const SELECTS =
  /\b(?:top|only|best|cheapest|main|key|most important|select|filter|choose|pick|briefly|one sentence|exclud\w*|without|omit|skip)\b|\bnur\b|wichtigst|beste|günstigst|auswahl|wähle|ohne|(?<!un )solo|sólo|mejor|principal|selecciona|elige|sin |seulement|uniquement les|meilleur|principaux|choisi|sans |soltanto|miglior|scegli|senza|只|主要|筛选|选择|のみ(?:を)?抽出|だけ|主な|選|\b(?:alleen|zonder|beste|tylko|bez|apenas|somente|sem|только|без|sadece|endast|utan)\b|najważniejsz|najlepsz|лучш|важнейш|만 (?:골라|추려)|상위|केवल|सिर्फ|فقط|بدون/i;

/** Nothing may be left out. */
const KEEPS_ALL =
  /\b(?:every|each|all|complete|full list|entire)\b|\b(?:alle[nrs]?|jede[nrs]?|sämtliche|vollständig\w*)\b|\b(?:tod[oa]s|cada|complet[oa])\b|\b(?:tou(?:te)?s|chaque|tous|complète?)\b|\b(?:tutt[eio]|ogni|complet[oa])\b|所有|全部|每|すべて|全て|全部門|各|\b(?:elke?|ieder|alle|wszystki\w*|każd\w*|вс[её]х?|кажд\w*|tüm|bütün|varje|samtliga|všechny|každ\w*|minden|tất cả|semua|setiap)\b|모두|모든|전부|빠짐없이|सभी|हर |प्रत्येक|جميع|كل /i;

/** It judges the work of others. */
const REVIEWS =
  /\b(?:review|check|verify|audit|critique|validate|proofread|approve)|prüf|kontrollier|gegenles|lies .* gegen|revis|verifica|comprueba|vérifi|relis|controll|審査|审核|检查|校对|確認|校閲|レビュー|controleer|nakijk|beoordeel|sprawd[źz]|zweryfikuj|oceń|recenz|revise|confira|avali[ea]|провер|рецензи|kontrol et|incele|denetle|granska|gennemgå|zkontroluj|ellenőriz|kiểm tra|periksa|검토|검수|확인|점검|जाँच|जांच|समीक्षा|راجع|تحقق|دقق|把关|对照|核对|校閲|点検|チェック/i;

/** It works figures out, perhaps in several steps, of which no rule knows all. */
const CALCULATES =
  /calcul|comput|work out|add up|aggregat|growth|convert|berechn|rechne|umrechn|calcol|计算|計算|算出|集計|bereken|\btel .{0,20}op\b|oblicz|zsumuj|przelicz|подсчита|рассчита|посчита|hesapla|topla|beräkna|beregn|spočítej|számold|hitung|tính|계산|합산|합계|गणना|जोड़|احسب|اجمع|somme|\bsome (?:tudo|os|as)\b|soma|suma|addier|zusammenrechn|\bzähl/i;

/** A superlative selects where it comes with a count: "the 3 largest". */
const COUNTED = /\d|\b(?:two|three|four|five|zwei|drei|dos|tres|deux|trois|due|tre)\b|[二三两]/i;
const SUPERLATIVE =
  /largest|biggest|highest|lowest|most expensive|größt|höchst|mayor|plus (?:grand|cher)|maggior|最大|最高|最低|最も/i;

export const passesOn = (asked: string): boolean => PASSES_ON.test(asked) && !INVENTS.test(asked);
export const selects = (asked: string): boolean =>
  SELECTS.test(asked) || (SUPERLATIVE.test(asked) && COUNTED.test(asked));
export const keepsAll = (asked: string): boolean => KEEPS_ALL.test(asked);
export const calculates = (asked: string): boolean => CALCULATES.test(asked);
export const reviews = (asked: string): boolean => REVIEWS.test(asked);

/** Parts the system's description of the agent from what it is told to do now. */
export const BOUNDARY = '\u0000';

/** What an agent is told to do now, without the system's description of it. */
export const taskOf = (asked: string): string => asked.slice(asked.indexOf(BOUNDARY) + 1);

/** By its task it may make up what nobody gave it. */
export const invents = (asked: string): boolean => INVENTS.test(asked);
