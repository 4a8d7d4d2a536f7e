/**
 * Asking for a person, in the languages shops meet most. Matched on folded text (lower case, no Latin accents).
 * Wide on purpose: handing over a shopper who only half wanted it costs a minute, refusing one costs the shopper.
 */
const ASKS: readonly RegExp[] = [
  // English
  /\b(talk|speak|chat|connect|transfer|put|pass|hand|escalate|get|give|forward|refer)\b.{0,40}\b(humans?|representative|operator|agents?|advisor|adviser|supervisor|manager|rep|executive|customer (service|support|care)|real (person|people|one)|live (person|chat|agent))\b/,
  /\b(talk|talking|speak|speaking|chat|connect|transfer|put|pass|hand)\b.{0,25}\b(to|with|through|over|onto?)\b.{0,18}\b(someone|somebody|a person|person|people|your (staff|team|people|colleague)|anyone)\b/,
  /\b(want|need|get me|give me|prefer|like|demand|where is|is there)\b.{0,20}\b(a |an )?((real|live|actual|human|proper) (person|human|agent|being|representative|operator|support|help)|human\b|person to (talk|speak)|agent\b|representative\b|operator\b)/,
  /\b(call me( back| now| please|$)|(request|schedule|arrange|want|need) (a |an )?(call ?back|call from)|phone me|ring me)\b/,
  /\b(no|not|stop|enough|sick of|hate|tired of)\b.{0,25}\b(bots?|robots?|machines?|chatbots?|computers?)\b/,
  /^(please |ok |just |a |an |the |live |real )*(human|agent|person|operator|representative|rep|live chat|live agent|customer (service|support|care)|manager|supervisor)( please| now| pls| plz)*[ .!?]*$/,
  // German
  /\b(mensch(en)?|mitarbeiter(in)?|berater(in)?|jemand(em|en)?|kollegen|kundenservice|kundendienst|kundenbetreuer|support|person|agenten?)\b.{0,25}\b(sprechen|reden|chatten|verbinden|telefonieren|weiterleiten|schreiben|durchstellen)\b/,
  /\b(sprechen|reden|verbinde|verbinden sie)\b.{0,30}\b(mensch(en)?|mitarbeiter(in)?|jemand(em)?|kundenservice|kundendienst|support|person|berater)\b/,
  /\b(echte[nr]?|richtige[nr]?|lebende[nr]?) (mensch(en)?|person|mitarbeiter|ansprechpartner)\b/,
  /\b(ruf(t|en sie)? mich|ruckruf)\b/,
  /^(bitte |einen? |den )*(mensch(en)?|mitarbeiter|kundenservice|kundendienst|support)( bitte)?[ .!]*$/,
  // French
  /\b(parler|discuter|echanger|communiquer|contact|relation)\b.{0,20}\b(humain|conseiller|conseillere|agent|personne|quelqu'?un|operateur|service client|responsable|vendeur|employe)\b/,
  /\b(veux|voudrais|besoin|passez[- ]moi|donnez[- ]moi)\b.{0,15}\b(un |une |d'un |d'une )?(vrai |vraie )?(humain|conseiller|vraie personne|agent humain|responsable)\b/,
  /\b(rappelez|appelez)[- ]moi\b|\betre rappele/,
  /^(un |une )?(humain|conseiller|agent|vraie personne|service client)( s'il vous plait| svp)?[ .!]*$/,
  // Spanish
  /\b(hablar|habla|chatear|comunicar(me)?|contactar|pas[ae]r?me|pongan?me|ponme|conectar?me|atienda)\b.{0,20}\b(persona|humano|agente|asesor|operador|alguien|representante|encargado|responsable|atencion al cliente|gerente)\b/,
  /\b(quiero|necesito|prefiero)\b.{0,12}\b(un |una |a un |a una )?(persona( real)?|humano|agente|asesor|operador)\b/,
  /\b(llamenme|llamame|me llamen)\b/,
  /^(un |una )?(persona( real)?|humano|agente|asesor|operador)( por favor)?[ .!]*$/,
  // Italian, Portuguese, Dutch, Polish, Swedish, Turkish
  /\b(parlare|chattare)\b.{0,15}\b(operatore|persona|umano|qualcuno|addetto|responsabile|servizio clienti)\b/,
  /\b(falar|conversar)\b.{0,15}\b(atendente|humano|pessoa|alguem|operador|agente|gerente)\b/,
  /\b(medewerker|mens|iemand|persoon|klantenservice)\b.{0,15}\b(spreken|praten|chatten|bellen)\b|\b(spreken|praten) met (een )?(medewerker|mens|iemand|persoon)\b/,
  /\b(rozmawiac|polacz\S*|porozmawiac)\b.{0,15}\b(czlowiek\S*|konsultant\S*|osob\S*|kims|pracownik\S*)\b/,
  /\b(prata|tala|snakke|tale) med (en |et )?(manniska|person|nagon|menneske|noen|kundtjanst|kundeservice)\b/,
  /\b(temsilci|insan|yetkili|musteri hizmetleri|canli destek)\S*.{0,15}(gorus|konus|baglan|aktar)/,
  // Hindi in Latin letters
  /\b(agent|insaan|insan|aadmi|executive|kisi|customer care)\b.{0,10}\bse\b.{0,6}\b(baat|bat|connect)/,
  // Japanese, Chinese, Korean, Russian, Ukrainian, Arabic, Hindi
  /(担当者|オペレー?ター?|人間|スタッフ|係の?(人|方|者)|店員|責任者|(生身|本物)の人|有人|^人|の人|誰か).{0,6}(話|つな|繋|代わ|替わ|チャット|連絡|相談|対応|電話|呼|出し|お願い)/,
  /人と(話|はな|お話|チャット)|有人(対応|サポート|チャット)|折り返し.{0,4}(電話|連絡)|^(担当者|オペレーター|スタッフ)(を|お願い)?/,
  /转?(接)?人工|真人|(找|和|跟|与|接)(个|一个)?(人|客服|真人|经理)(说|聊|谈|$)|轉接?(真人|專員|客服)/,
  /상담(원|사)|사람(이랑|과|하고|한테)|직원.{0,4}(연결|통화|바꿔)/,
  /(оператор|живы[мй] человек|с человеком|менеджер|сотрудник|консультант)/,
  /(موظف|شخص حقيقي|إنسان|ممثل|خدمة العملاء|شخص ما)/,
  /(इंसान|एजेंट|व्यक्ति|कस्टमर केयर).{0,8}(बात|जोड़|कनेक्ट)/,
]

const DECLINES =
  /\b(do ?n'?t|do not|does ?n'?t|no need to|not necessary to|need ?n'?t|rather not|without)\b.{0,12}\b(want |need |have )?(to )?(talk|talking|speak|speaking|be transferred|transfer|connect|a human|an agent|a person)\b|\bnicht mit (einem|einer)\b|\bne (veux|souhaite) pas parler\b|\bno quiero hablar\b/

// Asking what we are is not asking for somebody else.
const ASKS_WHAT_WE_ARE =
  /^(what|how) (can|could|do) (you|u) (do|help)( (for )?me)?( with)?\W*$|\b(are|r) (you|u) (an? )?(real|human|bot|robot|person|machine|ai|chatbot|actual|live)\b|\bam i (talking|speaking|chatting) (to|with) (an? )?(real|human|bot|robot|person|machine|ai|computer)|\bis this (an? )?(bot|robot|real person|human|ai)\b|\bbist du (ein|eine) (mensch|bot|roboter|maschine|echte)|\bes-tu (un|une) (humain|robot|bot|vraie)|\betes-vous (un|une) (humain|robot|bot|vraie)|\beres (un|una) (humano|robot|bot|persona|maquina)|あなたは(人間|ロボット|ボット|ai)|你是(人|机器人|真人)/

// Asking how or when somebody can be reached has an answer on a page.
const ASKS_HOW_TO_REACH =
  /\b(hours?|timings?|what time|when (is|are|do|can)|phone number|contact (number|details|info|us)|customer care number|toll ?free|e-?mail (address|id)|number (of|for) (customer|support|your)|opening|how (can|do|could|to|may)\b.{0,10}\b(contact|reach|get in touch|call you|email you|write to)|offnungszeiten|telefonnummer|horaires?|numero de (telephone|telefono)|horario)\b|営業時間|電話番号|メールアドレス/

const OPENS_A_QUESTION =
  /^(what|when|which|where|is|are|do|does|how|wann|wie|was|quand|quels?|comment|cuando|cual|como)\b/

/** "What are the hours of your agents?" asks for hours; "I waited for hours, get me an agent" asks for an agent. */
export const asksForPerson = (folded: string): boolean =>
  !DECLINES.test(folded) &&
  !ASKS_WHAT_WE_ARE.test(folded) &&
  !(OPENS_A_QUESTION.test(folded) && ASKS_HOW_TO_REACH.test(folded)) &&
  ASKS.some((pattern) => pattern.test(folded))
export const declinesPerson = (folded: string): boolean => DECLINES.test(folded)
export const asksWhatWeAre = (folded: string): boolean => ASKS_WHAT_WE_ARE.test(folded)
export const asksHowToReach = (folded: string): boolean => ASKS_HOW_TO_REACH.test(folded)
