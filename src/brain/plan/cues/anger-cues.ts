/** Words of somebody whom another page from a machine would only make angrier. Folded text in. */
const STRONG =
  /\b(scam(med|mers?)?|fraud(ulent|sters?)?|thie(f|ves)|stole(n)?|stealing|lawyer|attorney|sue you|legal action|small claims|trading standards|consumer court|chargeback|police|unacceptable|outrageous|disgusting|disgraceful|appalling|furious|ripped? off|rip-off|liars?|worst (service|company|experience|shop|store|customer)|never (order|buy|shop)(ing)? (here |from you )?again|absolute (joke|disgrace)|third time|(fourth|4th|3rd|fifth) time|betrug|betruger|anwalt|anzeige erstatten|frechheit|unverschamt(heit)?|unzumutbar|verbraucherzentrale|nie wieder|arnaque(urs?)?|escroc(s|querie)?|avocat|inadmissible|inacceptable|scandaleux|honteux|plainte a la police|plus jamais|estafa(dores)?|abogado|denuncia(r|re)?|inaceptable|vergonzoso|indignante|nunca mas|truffa|avvocato|inaccettabile|golpe|advogado)\b|詐欺|訴え|弁護士|消費者センター|許せない|許せません|最悪|ふざけ|骗子|欺诈|律师|投诉你们|사기|мошенник|обман|محتال/
const MAKES_COMPLAINT =
  /\b(file|lodge|make|raise|submit|register|leave|report)\b.{0,18}\b(complaint|grievance|claim against|reclamation)\b|\bbeschwer(de|en)\b|\breklamier|\b(deposer|faire|porter) (une )?(plainte|reclamation)\b|\b(poner|presentar|hacer) (una )?(queja|reclamacion)\b|苦情|クレームを/

// "Is this a scam?" wants to be reassured, and a page can do that.
const ASKS = /^(is|are|do|does|ist|sind|est-ce)\b|\?\s*$/

export const isStronglyAngry = (folded: string): boolean => STRONG.test(folded) && !ASKS.test(folded)
export const wantsToComplain = (folded: string): boolean => MAKES_COMPLAINT.test(folded)
