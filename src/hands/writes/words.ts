/** Every sentence and label of the cards, notices and mails of a write, in the shopper's language. One table. */
const en = {
  refund_title: 'Refund',
  cancel_title: 'Cancel order',
  address_title: 'Change delivery address',
  order: 'Order',
  items: 'Items',
  shipping: 'Delivery cost',
  amount: 'Amount',
  in_words: 'In words',
  destination: 'Goes back to',
  original_payment: 'the way you paid',
  new_address: 'New address',
  approval: 'Please note',
  approval_note: 'A colleague has to approve this first.',
  refund_confirm: 'Refund {amount}',
  cancel_confirm: 'Cancel the order',
  address_confirm: 'Use this address',
  decline: 'No, leave it',
  code_text:
    'If order {number} was placed with that e-mail address, a six-digit code is on its way to it. Type it here.',
  code_subject: 'Your code: {code}',
  code_mail:
    'Your code is {code}. It works for 10 minutes, in the chat where it was asked for. If you did not ask for it, you can ignore this message.',
  done_issue_refund: 'The refund of {amount} for order {number} has been made.',
  done_cancel_order: 'Order {number} has been cancelled.',
  done_change_shipping_address: 'The delivery address of order {number} has been changed.',
  not_done: 'The request for order {number} was not carried out. Nothing has been changed.',
  declined: 'A colleague has looked at the request for order {number} and declined it. Nothing has been changed.',
  expired: 'The request for order {number} was not decided in time and has lapsed. Nothing has been changed.',
  decision_subject: 'About your order {number}',
}
export type WriteWord = keyof typeof en
type Words = Record<WriteWord, string>

const de: Words = {
  refund_title: 'Erstattung',
  cancel_title: 'Bestellung stornieren',
  address_title: 'Lieferadresse ändern',
  order: 'Bestellung',
  items: 'Artikel',
  shipping: 'Versandkosten',
  amount: 'Betrag',
  in_words: 'In Worten',
  destination: 'Geht zurück an',
  original_payment: 'die Zahlungsart der Bestellung',
  new_address: 'Neue Adresse',
  approval: 'Bitte beachten',
  approval_note: 'Das muss zuerst jemand aus dem Team freigeben.',
  refund_confirm: '{amount} erstatten',
  cancel_confirm: 'Bestellung stornieren',
  address_confirm: 'Diese Adresse verwenden',
  decline: 'Nein, so lassen',
  code_text:
    'Wenn Bestellung {number} mit dieser E-Mail-Adresse aufgegeben wurde, ist ein sechsstelliger Code dorthin unterwegs. Bitte hier eingeben.',
  code_subject: 'Ihr Code: {code}',
  code_mail:
    'Ihr Code lautet {code}. Er gilt 10 Minuten in dem Chat, in dem er angefordert wurde. Wenn Sie ihn nicht angefordert haben, können Sie diese Nachricht ignorieren.',
  done_issue_refund: 'Die Erstattung von {amount} für Bestellung {number} ist erfolgt.',
  done_cancel_order: 'Bestellung {number} wurde storniert.',
  done_change_shipping_address: 'Die Lieferadresse von Bestellung {number} wurde geändert.',
  not_done: 'Die Anfrage zu Bestellung {number} wurde nicht ausgeführt. Es wurde nichts geändert.',
  declined: 'Ihre Anfrage zu Bestellung {number} wurde geprüft und abgelehnt. Es wurde nichts geändert.',
  expired: 'Über die Anfrage zu Bestellung {number} wurde nicht rechtzeitig entschieden. Es wurde nichts geändert.',
  decision_subject: 'Zu Ihrer Bestellung {number}',
}
const fr: Words = {
  refund_title: 'Remboursement',
  cancel_title: 'Annuler la commande',
  address_title: 'Changer l’adresse de livraison',
  order: 'Commande',
  items: 'Articles',
  shipping: 'Frais de livraison',
  amount: 'Montant',
  in_words: 'En toutes lettres',
  destination: 'Remboursé sur',
  original_payment: 'votre moyen de paiement',
  new_address: 'Nouvelle adresse',
  approval: 'À noter',
  approval_note: 'Une personne de l’équipe doit d’abord donner son accord.',
  refund_confirm: 'Rembourser {amount}',
  cancel_confirm: 'Annuler la commande',
  address_confirm: 'Utiliser cette adresse',
  decline: 'Non, ne rien changer',
  code_text:
    'Si la commande {number} a été passée avec cette adresse e-mail, un code à six chiffres y est envoyé. Saisissez-le ici.',
  code_subject: 'Votre code : {code}',
  code_mail:
    'Votre code est {code}. Il est valable 10 minutes, dans la conversation où il a été demandé. Si vous ne l’avez pas demandé, ignorez ce message.',
  done_issue_refund: 'Le remboursement de {amount} pour la commande {number} a été effectué.',
  done_cancel_order: 'La commande {number} a été annulée.',
  done_change_shipping_address: 'L’adresse de livraison de la commande {number} a été changée.',
  not_done: 'La demande pour la commande {number} n’a pas été exécutée. Rien n’a été modifié.',
  declined: 'La demande pour la commande {number} a été examinée et refusée. Rien n’a été modifié.',
  expired: 'La demande pour la commande {number} n’a pas été traitée à temps. Rien n’a été modifié.',
  decision_subject: 'À propos de votre commande {number}',
}
const es: Words = {
  refund_title: 'Reembolso',
  cancel_title: 'Cancelar el pedido',
  address_title: 'Cambiar la dirección de entrega',
  order: 'Pedido',
  items: 'Artículos',
  shipping: 'Gastos de envío',
  amount: 'Importe',
  in_words: 'En palabras',
  destination: 'Se devuelve a',
  original_payment: 'tu forma de pago',
  new_address: 'Nueva dirección',
  approval: 'Ten en cuenta',
  approval_note: 'Antes tiene que aprobarlo una persona del equipo.',
  refund_confirm: 'Reembolsar {amount}',
  cancel_confirm: 'Cancelar el pedido',
  address_confirm: 'Usar esta dirección',
  decline: 'No, dejarlo así',
  code_text: 'Si el pedido {number} se hizo con ese correo, va de camino un código de seis cifras. Escríbelo aquí.',
  code_subject: 'Tu código: {code}',
  code_mail:
    'Tu código es {code}. Vale 10 minutos, en el chat donde se pidió. Si no lo has pedido, puedes ignorar este mensaje.',
  done_issue_refund: 'Se ha hecho el reembolso de {amount} del pedido {number}.',
  done_cancel_order: 'El pedido {number} se ha cancelado.',
  done_change_shipping_address: 'Se ha cambiado la dirección de entrega del pedido {number}.',
  not_done: 'La solicitud del pedido {number} no se ha realizado. No se ha cambiado nada.',
  declined: 'Se ha revisado la solicitud del pedido {number} y se ha rechazado. No se ha cambiado nada.',
  expired: 'La solicitud del pedido {number} no se decidió a tiempo. No se ha cambiado nada.',
  decision_subject: 'Sobre tu pedido {number}',
}
const ja: Words = {
  refund_title: '返金',
  cancel_title: '注文のキャンセル',
  address_title: 'お届け先の変更',
  order: '注文',
  items: '商品',
  shipping: '送料',
  amount: '金額',
  in_words: '金額(表記)',
  destination: '返金先',
  original_payment: 'お支払い方法',
  new_address: '新しい住所',
  approval: 'ご確認ください',
  approval_note: '先に担当者の承認が必要です。',
  refund_confirm: '{amount}を返金する',
  cancel_confirm: '注文をキャンセルする',
  address_confirm: 'この住所にする',
  decline: 'やめておく',
  code_text:
    '注文{number}がそのメールアドレスでのご注文であれば、6桁のコードをお送りしています。ここに入力してください。',
  code_subject: '確認コード: {code}',
  code_mail:
    '確認コードは{code}です。お申し込みのチャットで10分間有効です。お心当たりがない場合は、このメールを無視してください。',
  done_issue_refund: '注文{number}の{amount}を返金しました。',
  done_cancel_order: '注文{number}をキャンセルしました。',
  done_change_shipping_address: '注文{number}のお届け先を変更しました。',
  not_done: '注文{number}のご依頼は実行されませんでした。変更はありません。',
  declined: '注文{number}のご依頼を確認し、お受けできないと判断しました。変更はありません。',
  expired: '注文{number}のご依頼は期限までに判断されませんでした。変更はありません。',
  decision_subject: 'ご注文{number}について',
}

const TABLES: Readonly<Record<string, Words>> = { en, de, fr, es, ja }

/** A language we do not speak is served in English. A `{name}` without a value stays visible, so a test sees it. */
export function writeWord(key: WriteWord, locale: string, values: Readonly<Record<string, string>> = {}): string {
  const language = locale.slice(0, 2).toLowerCase()
  const table = Object.hasOwn(TABLES, language) ? TABLES[language]! : en
  // One pass: a value that itself holds `{…}` is never expanded again.
  return table[key].replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? values[name]! : whole
  )
}
