/**
 * What a model may say we did or will do, and the words it says it with. Closed list of kinds; five languages.
 * `done` patterns say it happened or is happening; `due` patterns promise it.
 */
export const CLAIM_KINDS = [
  'refunded',
  'cancelled',
  'address_changed',
  'mail_sent',
  'passed_on',
  'follow_up',
  'replaced',
  'credited',
  'shipped',
  'account_changed',
  'other_act',
] as const
export type ClaimKind = (typeof CLAIM_KINDS)[number]

type Objects = readonly (readonly [ClaimKind, RegExp])[]

/** Which kind of act a claiming sentence is about, by its own words; the first that fits. */
export const KIND_WORDS: Objects = [
  ['replaced', /replace|replacing|ersatz|ersetz|remplac|reempla|reposici|交換|代替/i],
  [
    'credited',
    /voucher|coupon|discount|store credit|gift card|credited|gutschein|rabatt|gutgeschrieben|bon d.achat|réduction|remise|avoir|cupón|vale\b|descuento|abonad|クーポン|割引|ポイント/i,
  ],
  [
    'refunded',
    /refund|reimburs|money back|erstatt|rückzahl|rembours|reembols|devuelto el (?:dinero|importe)|返金|払い戻/i,
  ],
  ['cancelled', /cancel|stornier|annul|anulad|キャンセル|取り消/i],
  ['address_changed', /address|adresse|anschrift|dirección|住所|配送先/i],
  [
    'account_changed',
    /password|account|subscription|unsubscrib|passwort|konto|abonnement|mot de passe|compte\b|contraseña|cuenta\b|suscripción|パスワード|アカウント/i,
  ],
  [
    'follow_up',
    /get back to|follow up|\bcall(?:ed|ing)?\b|contact you|be in touch|melden|zurückrufen|kontaktieren|recontact|rappel|reviendr|contactar|llamar|ご連絡|折り返/i,
  ],
  [
    'passed_on',
    /forward|escalat|passed|notif|inform|alert|contact|told|ticket|case\b|colleague|team|manager|weitergeleitet|weitergegeben|eskaliert|benachrichtigt|kolleg|transmis|transféré|signalé|collègue|équipe|informé|pasado|trasladado|escalado|avisado|compañero|equipo|担当者|引き継|報告/i,
  ],
  [
    'mail_sent',
    /e-?mail|sent you|send you|message|label|invoice|receipt|confirmation link|\blink\b|gesendet|geschickt|verschickt|zugesandt|envoyé|courriel|enviado|correo|etiqueta|送信|お送り|メール/i,
  ],
  [
    'shipped',
    /ship|dispatch|deliver|on its way|versandt|versendet|zugestellt|unterwegs|expédié|livré|en route|entregado|en camino|発送|配達|配送/i,
  ],
]

const ACTS =
  'refunded|reimbursed|cancell?ed|changed|updated|corrected|modified|sent|resent|e-?mailed|mailed|forwarded|escalated|passed|notified|informed|alerted|contacted|told|raised|opened|created|submitted|filed|logged|issued|processed|initiated|started|triggered|approved|applied|added|credited|granted|generated|given|arranged|ordered|reordered|placed|booked|scheduled|reserved|extended|waived|shipped|dispatched|replaced|reset|deleted|removed|closed|unsubscribed|upgraded|activated|registered|confirmed|completed|asked|requested|transferred|handed|set up|put through|reached out|gone ahead|taken care|made sure'
const ACTING =
  'refunding|reimbursing|cancell?ing|changing|updating|sending|resending|emailing|forwarding|escalating|passing|notifying|contacting|issuing|processing|initiating|applying|crediting|arranging|ordering|replacing|resetting|deleting|transferring|handing'
const ACT =
  'refund|reimburse|cancel|change|update|send|resend|e-?mail|forward|escalate|pass|notify|inform|alert|contact|call|issue|process|initiate|apply|credit|arrange|order|ship|dispatch|replace|reset|delete|remove|transfer|hand|get back|follow up|be in touch|make sure|take care|let you know|keep you'
const ADVERB =
  '(?:\\s+(?:just|now|already|also|successfully|gladly|personally|immediately|since|indeed|therefore|gone ahead and|went ahead and|both))*'
const WE = '\\b(?:i|we|our team|the team|a colleague|someone|my colleague|our staff|the shop|support)'

/** A done deed. English first: models fall back to it. */
export const DONE: readonly RegExp[] = [
  new RegExp(`${WE}(?:\\s+ha(?:ve|s)|['’](?:ve|s))${ADVERB}\\s+(?:been\\s+)?(?:${ACTS})\\b`, 'i'),
  new RegExp(
    `\\b(?:i|we)${ADVERB}\\s+(?:did\\s+)?(?:refunded|reimbursed|cancell?ed|changed|updated|sent|resent|e-?mailed|forwarded|escalated|passed|notified|informed|contacted|told|raised|opened|created|submitted|filed|issued|processed|initiated|applied|credited|arranged|ordered|reordered|placed|booked|scheduled|reserved|shipped|dispatched|replaced|reset|deleted|removed|closed|approved|waived|extended)\\b`,
    'i'
  ),
  new RegExp(`\\b(?:i|we)(?:\\s+(?:am|are)|['’](?:m|re))${ADVERB}\\s+(?:${ACTING})\\b`, 'i'),
  new RegExp(`\\b(?:has|have|had|was|were|is|are)${ADVERB}\\s+(?:(?:been|being)${ADVERB}\\s+)(?:${ACTS})\\b`, 'i'),
  /\b(?:your|the|a|full|this)\s+(?:\w+\s+){0,2}(?:refund|replacement|voucher|credit|cancellation|discount|request|ticket|address|order|e-?mail)\s+(?:\w+\s+)?(?:was|were|is now|is|are)\s+(?:now\s+|already\s+|successfully\s+)?(?:refunded|cancell?ed|changed|updated|sent|issued|processed|initiated|approved|applied|credited|shipped|dispatched|escalated|forwarded|on (?:its|the) way|under ?way)\b/i,
  /\b(?:refund|replacement|voucher|parcel|package)\b[^.!?]{0,30}\b(?:is|['’]s)\s+(?:already\s+|now\s+)?(?:on (?:its|the) way|under ?way)\b/i,
  // German
  /\b(?:ich|wir)\s+(?:habe|haben)\b[^.!?]*\b(?:erstattet|storniert|geändert|aktualisiert|gesendet|geschickt|verschickt|versandt|weitergeleitet|weitergegeben|eskaliert|benachrichtigt|informiert|kontaktiert|veranlasst|eingeleitet|erstellt|gutgeschrieben|ersetzt|bestellt|gelöscht|zurückgesetzt|angelegt|übergeben|übermittelt|reserviert|genehmigt)\b/i,
  /\b(?:habe|haben)\s+(?:ich|wir)\b[^.!?]*\b(?:erstattet|storniert|geändert|gesendet|geschickt|verschickt|weitergeleitet|weitergegeben|benachrichtigt|informiert|veranlasst|eingeleitet|erstellt|gutgeschrieben|bestellt|gelöscht|übergeben)\b/i,
  /\b(?:wurde|wurden|ist|sind)\b[^.!?]*\b(?:erstattet|storniert|geändert|gesendet|verschickt|versandt|weitergeleitet|veranlasst|eingeleitet|gutgeschrieben|genehmigt|bearbeitet|unterwegs)\b/i,
  // French
  /\b(?:j['’]ai|je (?:vous |te |lui |l['’])ai|nous (?:vous )?avons|on (?:vous )?a)\b[^.!?]*\b(?:remboursé|annulé|modifié|changé|envoyé|transmis|transféré|signalé|prévenu|informé|contacté|créé|ouvert|appliqué|crédité|remplacé|commandé|supprimé|réinitialisé|effectué|lancé)e?s?(?![\p{L}])/iu,
  /\b(?:a|ont|vient|viennent)\s+(?:bien\s+|déjà\s+)?(?:été|d['’]être)\s+(?:\p{L}+\s+)?(?:remboursé|annulé|modifié|changé|envoyé|transmis|transféré|expédié|effectué|lancé|approuvé|crédité|appliqué|traité)e?s?(?![\p{L}])/iu,
  /\bremboursement\b[^.!?]*\b(?:est en cours|est en route|est parti)\b/i,
  // Spanish
  /(?<![\p{L}])(?:he|hemos|acabo de|acabamos de)\s+(?:ya\s+)?(?:reembolsad|cancelad|anulad|cambiad|modificad|actualizad|enviad|remitid|pasad|trasladad|escalad|avisad|informad|notificad|contactad|cread|abiert|aplicad|abonad|reemplazad|pedid|borrad|eliminad|tramitad|iniciad|procesad|reembolsar|cancelar|enviar|cambiar|tramitar|pasar|avisar)[\p{L}]*/iu,
  /(?<![\p{L}])(?:ha|han)\s+sido\s+(?:reembolsad|cancelad|anulad|cambiad|modificad|enviad|tramitad|procesad|aprobad|abonad|aplicad)[\p{L}]*/iu,
  /\breembolso\b[^.!?]*\b(?:está en camino|está en curso|está en proceso)(?![\p{L}])/iu,
  // Japanese: the verb ends the sentence.
  /(?:返金|払い戻し|キャンセル|変更|送信|発送|手配|連絡|報告|引き継ぎ|申請|登録|交換|適用|削除|処理|お送り|完了)(?:を|は|が|も)?(?:いた|致)?し(?:まし|てあり|ており)/,
  /(?:送り|引き継ぎ|伝え|取り消し|呼び)ました/,
]

export const DUE: readonly RegExp[] = [
  new RegExp(
    `${WE}(?:\\s+(?:will|shall|am going to|are going to|is going to)|['’]ll)${ADVERB}\\s+(?:be\\s+)?(?:${ACT}|refunding|sending|contacting)\\b`,
    'i'
  ),
  /\byou(?:\s+will|['’]ll)\s+(?:soon\s+|shortly\s+)?(?:receive|get|have|be\s+(?:contacted|refunded|called|credited|notified))\b/i,
  /\b(?:ich|wir|jemand|ein kollege|eine kollegin|unser team)\s+(?:werde|werden|wird)\b[^.!?]*\b(?:melden|zurückrufen|kontaktieren|erstatten|stornieren|senden|schicken|weiterleiten|informieren|veranlassen|ändern|kümmern)\b/i,
  /\b(?:je|nous|quelqu['’]un|un collègue|notre équipe)\s+(?:vous\s+|vais\s+|allons\s+|va\s+)*(?:recontacte|rappelle|rembourse|enverr|transmettr|contacte|annuler|modifier|reviendr)[\p{L}]*/iu,
  /(?<![\p{L}])(?:le|les|te)?\s*(?:contactaremos|llamaremos|enviaremos|enviaré|reembolsaremos|reembolsaré|avisaremos|avisaré|responderemos|cancelaré|cancelaremos)(?![\p{L}])/iu,
  /(?:ご連絡|返金|お送り|折り返し|手配|キャンセル|変更)(?:を|は)?(?:いた|致)?します/,
]

/** Takes a claim back from inside its own words: `ich habe nichts storniert`. Elsewhere in the sentence it says nothing. */
export const NEGATED =
  /\b(?:not|never|nothing|nicht|kein\p{L}*|noch nie|nichts|pas|jamais|aucun\p{L}*|rien|nunca|ningún|nada)(?![\p{L}])/iu
/** Before the claim, in its own clause: only possible, or a rule told for everybody. */
export const SUPPOSED =
  /(?:^|[,;:.!?\n(–-])\s*(?:if|once|when|after|as soon as|unless|until|before|wenn|sobald|falls|nachdem|bevor|si|une fois que|lorsque|quand|cuando|una vez que|no)\s+[^,;:.!?\n]*$/iu
/** After a Japanese claim: its ending makes it a condition or a denial. */
export const SUPPOSED_AFTER = /^た?(?:ら|場合|ませんでし)/
