/** Whether a message asks for a change of one order, and how it is worded. Folded text in, but where it says raw. */
const MONEY_BACK =
  /\brefund(s|ed|ing)?\b|\b(money|cash|payment)\b.{0,12}\bback\b|\bpay me back\b|\breimburse|\b(zuruck|ruck)?erstatt|\bgeld\b.{0,20}\bzuruck|\bruckzahlung|\brembours|\breembols|\bdevol(ver|uci\w+|vedme|verme|veis)\b.{0,16}\bdinero|\bdinero\b.{0,20}\b(de vuelta|devuel\w*)|\brimbors|返金|払い戻し|退款/
const CANCEL = /\bcancel|\bstornier|\bstorno\b|\bannul|\banular|\b(call|calling) off\b|キャンセル|取り消|取消/
/** About one that was made already, or about how and when: answered from the order and the rules. */
const ASKS_ABOUT =
  /\b(when|where|why|how (long|much|many|do|does|did|can|come)|status|wann|wo|warum|wieso|wie (lange|viel)|quand|ou (est|en est)|pourquoi|combien|cuando|donde|por que|cuanto)\b|(^|[.!?,;]\s*)(has|have|did|does|was|were|is|are|will|who|wurde|ist|hat|est-ce|a-t-|ha sido|esta)\b|いつ|なぜ|どこ|どうやって|ましたか|什么时候|为什么/
const REFUSES =
  /\b(don'?t|do not|didn'?t|did not|no longer|never) (really |actually )?(want|need|ask|cancel|refund|wish)|\b(not|without|instead of|no) (a |the |any )?(refund|cancel)|\b(kein|keine|nicht)\b.{0,24}(erstatt|stornier|geld)|(erstatt|stornier)\S*\s+(bitte )?nicht|\b(ne|n')\s?\S+ pas\b.{0,24}(rembours|annul)|\bno (quiero |necesito )?(un |el |que )?(reembols|cancel|devol|anul)|しないで|不要/
const OPENED =
  /\b(opened|used it|have used|been using|i used|unpacked|unboxed|geoffnet|benutzt|gebraucht|ausgepackt|ouvert|utilise|deballe|abiert|usad|desembalad)|開封|使用済|使いました|开封/
const UNOPENED =
  /\b(un-?opened|never|not|haven'?t|hasn'?t|nicht|nie|ungeoffnet|unbenutzt|pas|jamais|non|sin|nunca)\b.{0,16}\b(opened|used|unpacked|geoffnet|benutzt|ouvert|utilise|abri|usa)|\bun-?(opened|used)\b|\bungeoffnet|\bunbenutzt|未開封|未使用/

const isDemand = (folded: string): boolean => !ASKS_ABOUT.test(folded) && !REFUSES.test(folded)
export const wantsMoneyBack = (folded: string): boolean => MONEY_BACK.test(folded) && isDemand(folded)
export const wantsCancelled = (folded: string): boolean => CANCEL.test(folded) && isDemand(folded)
const MOVED =
  /\b(change|update|correct|fix|new|different|another|wrong|other)\b.{0,60}\b(address|place)|\baddress\b.{0,60}\b(change|update|wrong|correct|should|to)\b|\b(send|ship|deliver|redirect|reroute)\b.{0,60}\bto\b|\b(adresse|anschrift)\b.{0,60}\b(ander|korrigier|wechsel|falsch|modif|chang|corrig)|\b(ander|korrigier|neue|falsche|modif|chang|corrig|nouvelle|cambi|nueva|schick|liefer|envo|livr)\w*\b.{0,60}\b(adresse|lieferadresse|anschrift|direccion|an|nach|a|au)\b|住所.{0,20}(変更|直し|変え)|(変更|直し).{0,20}住所/
export const wantsMoved = (folded: string): boolean => MOVED.test(folded) && isDemand(folded)
export const saysOpened = (folded: string): boolean => OPENED.test(folded) && !UNOPENED.test(folded)

/** Anything a person could mean by an amount: signs, exponents and separators stay, for the hands to judge. */
const FIGURE = String.raw`[-+−]?\p{Nd}(?:[\p{Nd}.,'’٫]{0,40}\p{Nd})?(?:e[-+]?\p{Nd}{1,6})?|nan|[-+]?infinity`
const CURRENCY = String.raw`(?:[€$£¥]|\b(?:eur|euros?|usd|dollars?|gbp|pounds?|chf|yen|jpy|kwd)\b|円)`
const BESIDE_CURRENCY = new RegExp(`${CURRENCY}\\s?(?<after>${FIGURE})|(?<before>${FIGURE})\\s?${CURRENCY}`, 'iu')
const DECIMAL = /(?<![\p{L}\p{N}#.,-])[-+−]?\p{Nd}{1,30}[.,]\p{Nd}{1,4}(?![\p{L}\p{N}])(?![.,]\p{Nd})/iu
const AFTER_VERB = new RegExp(
  String.raw`\b(?:refund(?: me)?|pay(?: me)? back|back|erstatten sie(?: mir)?|rembourse[rz]?(?:-moi)?)\s+(?:only |just |nur |seulement )?(?<figure>${FIGURE})\s+(?:for|of|from|on|off|von|fur|sur|de)\b`,
  'iu'
)

/** The amount as it was written (raw text in), or null when none is named. Never made nicer: "3,00" stays "3,00". */
export function findAmountText(raw: string): string | null {
  const beside = BESIDE_CURRENCY.exec(raw)?.groups
  return beside?.after ?? beside?.before ?? DECIMAL.exec(raw)?.[0] ?? AFTER_VERB.exec(raw)?.groups?.figure ?? null
}

const EMAIL = /[^\s<>()[\]"',;:]{1,64}@[^\s<>()[\]"',;:@]{1,180}\.[\p{L}\p{N}-]{2,24}/u
/** The first e-mail address in a raw text, without the full stop of its sentence. */
export const findEmail = (raw: string): string | null => EMAIL.exec(raw)?.[0] ?? null
