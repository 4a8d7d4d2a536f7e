/** What the words just before a number say it is. The nearest word that says something wins. */
export type Context = 'order' | 'phone' | 'id' | 'card' | null

const ORDER =
  'order orders ord purchase purchases purchased invoice invoices bill bills receipt receipts tracking track parcel package paket ' +
  'shipment shipments shipping consignment delivery sku item items product products article articles artikel art ref reference ' +
  'ticket tickets case transaction rma return returns refund refunds quote model serial batch lot coupon voucher bestellung ' +
  'bestellnummer auftrag auftragsnummer rechnung rechnungsnummer sendung sendungsnummer trackingnummer pedido pedidos factura ' +
  'facturas compra envio envío commande commandes facture factures colis ordine ordini fattura spedizione bestelling factuur ' +
  'zamówienie zamówienia zamowienie zamowienia encomenda ordre ordrenummer beställning tilaus sipariş siparis заказ 注文 订单'
const PHONE =
  'call called calling phone phones phoned telephone telefon telefono teléfono telefone telefoon téléphone telefonnummer tele tel telef mob mobile móvil movil mobil ' +
  'mobiel handy cell cellphone cellular fax office home whatsapp viber signal sms text texted texting reach reached ring dial ' +
  'contact answering answer landline hotline callback rufen anrufen ruf llama llame llamar appeler appelez chiamare chiama numaram ' +
  'numara wa cep telepono číslo bel bellen rufnummer handynummer telefonszám'
const ID =
  'ssn sin social itin passport pasaporte reisepass passeport passaporto nino insurance nric pesel bsn nif nie dni aadhaar aadhar ' +
  'pan tin tax steuer steuernummer personnummer identity license licence licenses permit npi nhs medicare mbi account konto ' +
  'kontonummer cuenta compte conto routing iban sort swift abn acn tfn gstin vat ust cpf cnpj rut curp rfc voter nin rrn frn brn ' +
  'idnr rsa certificate dea svnr rvnr'
const CARD = 'card cards credit debit visa mastercard amex cc kreditkarte karte tarjeta carte'
/** Said of anything ("order number", "passport no"): they count only when nothing nearer the front says more. */
const NUMBER = 'number numbers numero número numéro nummer'

const SAYS = new Map<string, Exclude<Context, null> | 'number' | 'sign'>([
  ...ORDER.split(' ').map((word) => [word, 'order'] as const),
  ...PHONE.split(' ').map((word) => [word, 'phone'] as const),
  ...ID.split(' ').map((word) => [word, 'id'] as const),
  ...CARD.split(' ').map((word) => [word, 'card'] as const),
  ...NUMBER.split(' ').map((word) => [word, 'number'] as const),
])
const REACH = 44

/** Walks back word by word from `at`, at most 44 characters and not past the end of a sentence or a line. */
export function contextBefore(text: string, at: number): Context {
  const floor = Math.max(0, at - REACH)
  let vague: Context = null
  let wordEnd = -1
  for (let index = at - 1; index >= floor - 1; index--) {
    const code = index < floor ? 32 : text.charCodeAt(index)
    if (isLetter(code)) {
      if (wordEnd < 0) wordEnd = index + 1
      continue
    }
    if (wordEnd > 0) {
      // Words inside our own masks say nothing, or a second scrubbing would differ from the first.
      const says = code === 91 ? undefined : SAYS.get(text.slice(index + 1, wordEnd).toLowerCase())
      if (says === 'number') vague ??= 'phone'
      else if (says) return says as Context
      wordEnd = -1
    }
    // `# 1042` alone is an order; `card # 5348…` stays a card, so the walk goes on.
    if (code === 35 || code === 0x2116) vague = 'order'
    if (code === 10) break
    // What the last sentence spoke of does not name this number.
    if ((code === 46 || code === 63 || code === 33) && text.charCodeAt(index + 1) === 32 && index < at - 6) break
  }
  return vague
}

const isLetter = (code: number) => (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code >= 0xc0

const AFTER = /^[^\w[]{0,3}(?:x\d|ext|office|fax|mobile|mob|cell|home|\(?(?:phone|tel)\b)/i
export const saysPhoneAfter = (text: string, at: number): boolean =>
  at < text.length && AFTER.test(text.slice(at, at + 14))
