/** How a message leans on what came before, and whether it is about one order or about how things go. Folded text in. */
const CONTINUES =
  /^(and|what about|how about|also|or|but|then|so|und|und was|was ist mit|wie ist es mit|et|et pour|qu'en est-il|y|y el|y la|y que hay|e|que tal|en|では|じゃあ|あと|それと|那)\b|^(では|じゃあ|あと|それと|那|それは|それで)/
const POINTS_BACK =
  /\b(it|that|this|that one|this one|the same|das|die|ihn|diese[rsn]?|ca|cela|celle-ci|celui-ci|la|le|lo|eso|esa|ese|esto)\b|それ|これ|その|この|它|这个|那个/
const MANY =
  /\b(orders|all|other|another|others|last|latest|recent|previous|history|list|bestellungen|alle|andere|letzte[nr]?|commandes|toutes|autres?|derniere|pedidos|todos|otros?|ultimos?)\b|一覧|履歴|すべて|全部|他の/
const ABOUT_MINE =
  /\b(my|mine|i (want|need|would like|have|ordered|bought|received|got)|i'd like|please (cancel|refund|return|change)|^(cancel|refund|return|change|stop|update)|meine?[nrms]?|ich (mochte|will|habe|brauche|wurde)|ma|mon|mes|je (veux|voudrais|souhaite)|j'ai|mi|mis|quiero|quisiera|necesito|he (comprado|pedido|recibido))\b|私の|したい|してください|お願いし|我的|我要|我想/
const ABOUT_RULES =
  /\b(policy|policies|how (long|many|much|does|do|can|to)|what (is|are|happens|if)|is it possible|can i|may i|do you|are there|which|conditions?|terms|fees?|allowed|wie (lange|viel|kann|funktioniert)|kann (ich|man)|was (passiert|kostet)|gibt es|darf|comment|puis-je|peut-on|combien|quels?|quelles?|est-ce|como|puedo|se puede|cuanto|cuales?)\b|できますか|可能です|方法|ですか|何日|怎么|可以.*吗/
const HAS_NO_NUMBER =
  /\b((do ?n'?t|do not|ca ?n'?t|cannot|did ?n'?t|can not|lost|no)\b.{0,20}\b(have|know|find|remember|got|get|number|it)|no idea|not sure|forgot|weiss (ich |es )?nicht|finde (sie |die )?nicht|habe (ich )?keine|keine ahnung|je ne (sais|trouve|connais) pas|pas de numero|no (lo |la )?(se|tengo|encuentro|recuerdo))\b|わかりません|分かりません|知りません|忘れ|ありません|不知道/

const SAYS_WHO =
  /\S@\S+\.\S|\bmy (full |last |first )?(name|e-?mail|zip|postcode|postal code|phone)\b|\bi'?m [a-z]+ [a-z]+ from\b|\bich heisse\b|\bmein name\b|\bje m'appelle\b|\bmon nom\b|\bme llamo\b|\bmi (nombre|correo)\b|名前は|と申します|メールは/

/** Telling who one is, as people do when asked for an order. It proves nothing. */
export const saysWhoTheyAre = (folded: string): boolean => SAYS_WHO.test(folded)
export const continuesTalk = (folded: string): boolean => CONTINUES.test(folded)
export const pointsBack = (folded: string): boolean => POINTS_BACK.test(folded)
export const meansManyOrders = (folded: string): boolean => MANY.test(folded)
/** Their own order, not the rules: a demand, or possession without a question about how things are done. */
export const isAboutOwnOrder = (folded: string): boolean => ABOUT_MINE.test(folded) && !ABOUT_RULES.test(folded)
export const hasNoNumber = (folded: string): boolean => HAS_NO_NUMBER.test(folded)

const SHOP_TALK =
  /\b(how (do|can|to|long|much|many)|(do|does|can|will|are) you|sell|sells|selling|stock|carry|have|got|offer|buy|order|ship|deliver|price|cost|product|item|your|you guys|shop|store|brand|size|colou?r|verkauf\S*|fuhrt|haben sie|habt ihr|gibt es|vendez|avez[- ]vous|tienen|teneis|venden|vendeis|hay)\b|ありますか|売って|扱って|商品|有没有|卖/
export const couldBeAboutShop = (folded: string): boolean => SHOP_TALK.test(folded)
