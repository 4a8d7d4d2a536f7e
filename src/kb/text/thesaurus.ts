/**
 * Words shoppers and shops use for one another, by language. Everyday words of buying, sending, paying, accounts and
 * devices only: a shop's own names belong in its synonym table. One line is one group; a word may stand in several.
 */
const ENGLISH = `
return refund exchange
return giveback sendback
refund reimburse reimbursement moneyback
exchange swap replace
replace replacement substitute
shipping delivery postage shipment dispatch
ship deliver send dispatch post
delivery deliver
courier carrier
parcel package packet
track tracking trace follow
arrive arrival come receive
order purchase buy
cancel revoke withdraw
cost price fee charge
much cost price
cheap affordable inexpensive
free complimentary
pay payment
card credit debit
invoice bill receipt
voucher coupon promo discount
sale discount
size dimension measurement
weight heavy weigh
color colour
warranty guarantee
broken damaged faulty defective
fault defect
damage break
problem issue trouble
error fault failure
fix repair mend solve
missing lost
wrong incorrect
stock available availability
delete remove erase
erase wipe
disable deactivate off stop
stop prevent block avoid
enable activate on
change edit modify alter
change update
change replace
policy rule terms conditions
update upgrade
find search locate
login signin log sign
register signup
password passcode pin
account profile
email mail message
message chat
phone telephone mobile
contact reach
person human agent
picture photo image
video clip
computer pc laptop
start begin
quick fast
safe secure security
private privacy data
hob stove cooker
accept take
child children kid
wifi internet wireless
wash washing clean cleaning
clean care
assemble assembly install mount
manual instruction guide
how-to tutorial
material fabric
battery charge
opening hours open
shop store
money cash
help support assist
begin commence
end finish
big large
small little
gift present
giftcard voucher
wrap wrapping
sweater jumper pullover
trousers pants
trainers sneakers
rug carpet
bulb lamp light
cup mug
fridge refrigerator
vacuum hoover
tv television
plug adapter socket
engrave engraving personalise personalised customise
pickup collect collection
instalment financing
tax vat
bulk wholesale trade
newsletter subscribe unsubscribe
loyalty points rewards
spare replacement part
leak drip
noise noisy loud
smell odour odor
ingredient contents allergen
vegan plant
waterproof watertight
length long
height tall high
wide width
`

const GERMAN = `
rückgabe retoure rücksendung umtausch widerruf
zurückgeben zurücksenden retournieren umtauschen
erstattung rückerstattung
lieferung versand zustellung
liefern versenden schicken
lieferzeit versanddauer
paket sendung
bestellung auftrag
bestellen kaufen
stornieren widerrufen abbrechen
bezahlen zahlen zahlung bezahlung
rechnung beleg
gutschein rabatt
kosten preis gebühr
kaputt defekt beschädigt
garantie gewährleistung
konto kundenkonto
reinigen säubern pflege reinigung
entkalken entkalkung
größe maße
`

const FRENCH = `
retour retourner renvoyer
remboursement rembourser
échange échanger
livraison expédition envoi
livrer expédier envoyer
colis paquet
commande achat
commander acheter
annuler annulation
payer paiement
facture reçu
prix coût frais
cassé endommagé défectueux
garantie
nettoyer nettoyage entretien
taille dimension
`

const SPANISH = `
devolución devolver
reembolso reembolsar
cambio cambiar
envío entrega
enviar entregar
paquete envío
pedido compra
cancelar anular
pagar pago
factura recibo
precio coste gasto
roto dañado defectuoso
garantía
limpiar limpieza
talla tamaño medida
`

const ITALIAN = `
reso restituire restituzione
rimborso rimborsare
spedizione consegna
spedire consegnare
pacco collo
ordine acquisto
annullare cancellare
pagare pagamento
fattura ricevuta
prezzo costo
rotto danneggiato difettoso
garanzia
pulire pulizia
taglia misura
`

const DUTCH = `
retour retourneren terugsturen ruilen
terugbetaling terugbetalen
verzending levering bezorging
verzenden leveren bezorgen
pakket zending
bestelling aankoop
bestellen kopen
annuleren opzeggen
betalen betaling
factuur bon
prijs kosten
kapot beschadigd defect
garantie
schoonmaken reinigen
maat afmeting
`

const groupsOf = (text: string): string[][] =>
  text
    .trim()
    .split('\n')
    .map((line) => line.split(' '))

export const THESAURUS: Readonly<Record<string, string[][]>> = {
  en: groupsOf(ENGLISH),
  de: groupsOf(GERMAN),
  fr: groupsOf(FRENCH),
  es: groupsOf(SPANISH),
  it: groupsOf(ITALIAN),
  nl: groupsOf(DUTCH),
}
