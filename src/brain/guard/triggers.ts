/**
 * Words after which a sentence may turn out to claim a deed or a promise. From such a word on, the sentence waits for its
 * end before it is shown; everything else flows. A trigger may be let go by the word after it ("I can", "you have 30").
 */
const WORDS =
  "i|we|i['’](?:ve|ll|m|d)|we['’](?:ve|ll|re|d)|you['’]ll|been|being|was|were|has|have|had|will|refund\\p{L}*|replacements?|vouchers?|credit|colleagues?|team|ticket|" +
  'ich|wir|habe|haben|wurden?|wird|werden?|worden|erstatt\\p{L}*|rückerstatt\\p{L}*|kolleg\\p{L}*|gutschein\\p{L}*|' +
  "j['’]ai|je|nous|avons|été|vais|allons|rembours\\p{L}*|collègues?|équipe|viens|venons|" +
  'he|hemos|sido|acabo|acabamos|reembols\\p{L}*|compañer\\p{L}*|equipo|\\p{L}+(?:aré|aremos|iré|iremos)'
const JAPANESE =
  '返金|払い戻|キャンセル|変更|送信|発送|手配|連絡|報告|引き継|申請|交換|適用|削除|処理|お送り|担当|取り消|お伝え'
const TRIGGER = new RegExp(`(?<![\\p{L}\\p{N}])(?:${WORDS})(?![\\p{L}\\p{N}])|${JAPANESE}`, 'giu')

/** What may follow a trigger and makes it harmless: an ability, a question, a possession, a rule of the shop. */
const HARMLESS =
  /^(?:i|we|ich|wir|je|nous)\s+(?:can(?:['’]t|not)?|could(?:n['’]t)?|do(?:n['’]t)?|did(?:n['’]t)? not|would|see|know|understand|found|think|need|hope|offer|accept|sell|stock|carry|recommend|suggest|only|may|kann|können|weiß|sehe|verstehe|finde|brauche|führen|bieten|peux|pouvons|vois|comprends|ne|n['’])(?![\p{L}])|^(?:i['’]m|we['’]re)\s+(?:sorry|afraid|here|not|happy|glad|unable|open|closed)(?![\p{L}])|^(?:have|has|had)\s+(?:an?|the|to|no|not|any|up|until|one|two|your|our|its|\d)(?![\p{L}])|^(?:was|were)\s+(?:an?|the|not)(?![\p{L}])|^(?:habe|haben)\s+(?:sie|ein\p{L}*|kein\p{L}*|\d)(?![\p{L}])/iu
/** The trigger and one whole word after it: only then is it known whether it is harmless. */
const NEXT_WORD = /^\S+\s+[^\s.,;!?]+[\s.,;!?]/u

/** Where in `text` the first live trigger begins, or -1. A trigger whose next word has not come yet is live. */
export function triggerAt(text: string): number {
  TRIGGER.lastIndex = 0
  for (let match = TRIGGER.exec(text); match; match = TRIGGER.exec(text)) {
    const rest = text.slice(match.index)
    if (!NEXT_WORD.test(rest) || !HARMLESS.test(rest)) return match.index
  }
  return -1
}

/** Without spaces a trigger may stand half written at the end of what has come. */
const JAPANESE_BEGUN = new RegExp(
  `(?:${JAPANESE.split('|')
    .flatMap((word) => Array.from(word, (_, at) => word.slice(0, at + 1)).slice(0, -1))
    .join('|')})$`,
  'u'
)
export const triggerBegunAt = (text: string): number => text.search(JAPANESE_BEGUN)

/** A first word that could still grow into a trigger is not shown early. Two letters or fewer always wait. */
const BEGINNINGS =
  /^(?:ref|rem|ree|rep|vou|cre|col|tea|tic|bee|bei|was|wer|has|hav|had|wil|hab|wur|wir|wor|ers|rüc|kol|gut|nou|avo|été|vai|all|équ|vie|ven|hem|sid|aca|com|equ|htt|www|jav|dat|mai|vbs|tel)/iu
export const maySoonTrigger = (word: string): boolean => word.length < 3 || BEGINNINGS.test(word)
