/** What the words just before a number say it is. The nearest word wins. */
export type Context = 'order' | 'phone' | 'id' | 'card' | null

const ORDER =
  'orders?|ord|purchases?|purchased|invoices?|bills?|receipts?|tracking|trackingnummer|track|parcel|package|paket|shipments?|shipping|consignment|delivery|sku|items?|products?|article|artikel|art|ref|reference|tickets?|case|transaction|rma|returns?|refund|refunds|quote|model|serial|batch|lot|coupon|voucher|bestellung|bestellnummer|bestell-?nr|auftrag|auftragsnummer|rechnung|rechnungsnummer|sendung|sendungsnummer|pedidos?|facturas?|compra|envio|env[ií]o|commandes?|factures?|colis|ordine|ordini|fattura|spedizione|bestelling|factuur|zam[oó]wieni[ae]|encomenda|ordre|ordrenummer|beställning|tilaus|sipari[sş]'
const PHONE =
  'call|called|calling|phones?|phoned|telephone|telefon\\w*|tele?f?|tel|mob|mobile|móvil|movil|mobil|mobiel|handy|cell|cellphone|cellular|fax|office|home|whatsapp|viber|signal|sms|text|texted|texting|reach|reached|ring|dial|contact|answering|answer|landline|hotline|callback|rufen|anrufen|ruf|llama|llame|llamar|appeler|appelez|chiamare|chiama|numaram|numara|cep|telepono|číslo|bel|bellen|number|numbers|numero|número|numéro|nummer|rufnummer'
const ID =
  'ssn|sin|social|itin|passport|pasaporte|reisepass|passeport|passaporto|nino|insurance|nric|pesel|bsn|nif|nie|dni|aadhaar|aadhar|pan|tin|tax|steuer-?id|steuernummer|personnummer|identity|licen[cs]e|licence|permit|npi|nhs|medicare|mbi|account|konto|kontonummer|cuenta|compte|conto|routing|iban|sort|swift|abn|acn|tfn|gstin|vat|ust-?id\\w*|cpf|cnpj|rut|curp|rfc|voter|nin|rrn|frn|brn|idnr|id'
const CARD = 'card|credit|debit|visa|mastercard|amex|cc'

const WORDS = new RegExp(`(?<![\\p{L}\\d])(?:(${ORDER})|(${PHONE})|(${ID})|(${CARD}))(?![\\p{L}\\d])|(#|№)`, 'giu')
const REACH = 44

export function contextBefore(text: string, at: number): Context {
  let context: Context = null
  // A sentence end cuts: what the last sentence spoke of does not name this number.
  const before = text.slice(Math.max(0, at - REACH), at)
  const cut = Math.max(before.lastIndexOf('. '), before.lastIndexOf('? '), before.lastIndexOf('! '))
  for (const match of before.slice(cut < 0 ? 0 : cut + 1).matchAll(WORDS)) {
    if (match[1] !== undefined) context = 'order'
    else if (match[2] !== undefined) context = generic.has(match[2].toLowerCase()) && context ? context : 'phone'
    else if (match[3] !== undefined) context = match[3].toLowerCase() === 'id' && context ? context : 'id'
    else if (match[4] !== undefined) context = 'card'
    // `card # 5348…` stays a card; `# 1042` alone is an order.
    else context ??= 'order'
  }
  return context
}

// "order number 1042", "passport number …": these words belong to whatever was named before them.
const generic: ReadonlySet<string> = new Set(['number', 'numbers', 'numero', 'número', 'numéro', 'nummer'])

const AFTER = /^\W{0,3}(?:x\d|ext|office|fax|mobile|mob|cell|home|\(?(?:phone|tel)\b)/i
export const saysPhoneAfter = (text: string, at: number): boolean => AFTER.test(text.slice(at, at + 14))
