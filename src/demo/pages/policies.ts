import { prose, table } from './blocks.ts'
import { html } from './html.ts'
import type { Page } from './page.ts'

const returns = prose(
  'Returns',
  'You have 30 days from the day your parcel arrives to change your mind. Most things may be opened and tried first.',
  html`
    <h2>Can I return something I have opened?</h2>
    <p>
      Yes. You can return a lamp you have opened and tried, within 30 days of delivery, as long as it is clean,
      undamaged and complete with its bulb, cord and shade. It does not need to be in its original box, but it must be
      packed so that it arrives in one piece. We give back the full price of an opened lamp when it comes back as new.
    </p>
    <p>
      If an opened item shows marks of use beyond trying it out, we take off what it lost in value, and we tell you how
      much before we pay.
    </p>
    <h2>What cannot be returned</h2>
    <p>A few things are not taken back once they have been opened or used, for reasons of hygiene or safety:</p>
    <ul>
      <li>kettles and teapots in which water has been boiled or tea has been made;</li>
      <li>candles that have been lit;</li>
      <li>descaling crystals with a broken seal;</li>
      <li>gift cards.</li>
    </ul>
    <p>Unused and unopened, all of these can be returned in 30 days like anything else, gift cards excepted.</p>
    <h2>How to send it back</h2>
    <ol>
      <li>Write to us in the chat or at hello@lumenandleaf.example with your order number and the item.</li>
      <li>We mail you a label. Print it, or show the code at the counter.</li>
      <li>Pack the item well and hand it in at a parcel point within 14 days.</li>
    </ol>
    <h2>What it costs</h2>
    <p>
      Returns within Ireland are free. From other countries we take €6.50 off the refund for the label. If the item was
      faulty or we sent the wrong one, the label is free from everywhere.
    </p>
    <h2>When the money comes back</h2>
    <p>
      We pay within 5 working days after the parcel has reached us, the same way you paid. Cards take another 2 to 5
      days with the bank. The first delivery cost is given back too when you return the whole order.
    </p>
    <h2>Exchanges</h2>
    <p>We do not exchange one item for another. Return the first and order the second: it is faster for everyone.</p>
  `
)

const shipping = prose(
  'Shipping',
  'We post every working day at four in the afternoon. Orders paid before two leave the same day.',
  html`
    <h2>Where we send, what it costs, how long it takes</h2>
    ${table(
      ['Country', 'Standard delivery', 'Time after dispatch', 'Carrier'],
      [
        ['Ireland', '€4.95, free from €75', '1 to 2 working days', 'An Post'],
        ['Northern Ireland', '€4.95, free from €75', '2 to 3 working days', 'An Post'],
        ['Netherlands, Belgium, Luxembourg', '€7.95, free from €100', '3 to 5 working days', 'DHL'],
        ['Germany, Austria, France', '€8.95, free from €100', '3 to 6 working days', 'DHL'],
        ['Spain, Portugal, Italy', '€10.95, free from €120', '5 to 8 working days', 'DHL'],
      ]
    )}
    <p>We do not ship to other countries at present, including Great Britain, Switzerland and the United States.</p>
    <h2>Tracking</h2>
    <p>
      Every parcel is tracked. We mail the tracking number when the parcel leaves us; it starts to work a few hours
      later, when the carrier has scanned it. You can also ask for it in the chat when you are signed in.
    </p>
    <h2>Large lamps</h2>
    <p>The Willow floor lamp travels in two boxes. They usually arrive together, and sometimes a day apart.</p>
    <h2>If nobody is at home</h2>
    <p>
      The carrier tries once more on the next working day and then leaves the parcel at a parcel point for 7 days. After
      that it comes back to us, and we write to you.
    </p>
    <h2>Changing the address</h2>
    <p>
      The delivery address can be changed until the parcel has left us. After that, only the carrier can redirect it,
      through the link in the tracking mail.
    </p>
    <h2>Late or lost parcels</h2>
    <p>
      If the tracking has not moved for 5 working days, tell us. We ask the carrier, and if the parcel is not found
      within 10 working days we send a new one or pay you back, whichever you like.
    </p>
  `
)

const warranty = prose(
  'Guarantee',
  'Things should last. When they do not, we repair first, replace second, and pay back third.',
  html`
    <h2>How long</h2>
    <p>
      Every product has at least 2 years of guarantee from the day of delivery. Table, desk and floor lamps have 3
      years, and the enamel of the Hearth kettle has 5. The number is on each product's page.
    </p>
    <h2>What is covered</h2>
    <p>
      Faults in material and making: a switch that fails, a joint that loosens, a seam that opens, a light source that
      dies early.
    </p>
    <h2>What is not covered</h2>
    <ul>
      <li>scale in a kettle, and what follows from never descaling it;</li>
      <li>breakage after a fall;</li>
      <li>bulbs that can be replaced, after the first 6 months;</li>
      <li>the slow fading of linen and the darkening of wood, which we like.</li>
    </ul>
    <h2>How to make a claim</h2>
    <ol>
      <li>Send us the order number and a photo of the fault. No receipt is needed: we have it.</li>
      <li>We answer within 2 working days with a repair, a spare part or a label.</li>
      <li>A repair takes about 10 working days. If it cannot be repaired, you choose a new one or your money.</li>
    </ol>
    <p>Your rights under the law come on top of this guarantee and are not limited by it.</p>
  `
)

const privacy = prose(
  'Privacy',
  'We keep what an order needs, for as long as the law asks, and nothing for advertising.',
  html`
    <h2>What we keep</h2>
    <p>
      Your name, addresses, e-mail, what you ordered and how it was paid. Card numbers never reach us: the payment
      provider keeps them.
    </p>
    <h2>How long</h2>
    <p>
      Orders are kept for 6 years because of tax law. Chats are deleted after 90 days. An account is deleted on request
      within 30 days.
    </p>
    <h2>The chat</h2>
    <p>
      The assistant on this site answers from our own pages and, when you are signed in, from your own orders. You can
      ask for a person at any time. Conversations are not used to train anything.
    </p>
    <h2>Cookies</h2>
    <p>
      One cookie remembers who is signed in, and one keeps a visitor's chat together. There is no tracking and no third
      party.
    </p>
    <h2>Your rights</h2>
    <p>
      Write to privacy@lumenandleaf.example to see, correct, export or delete what we hold about you. We answer within
      30 days.
    </p>
  `
)

const payment = prose(
  'Payment methods',
  'Pay by card, by bank transfer or, within Ireland, at the door.',
  html`
    ${table(
      ['Method', 'Where', 'When you are charged'],
      [
        ['Card (Visa, Mastercard)', 'All countries we ship to', 'When you place the order'],
        ['Apple Pay and Google Pay', 'All countries we ship to', 'When you place the order'],
        ['Bank transfer', 'Euro area', 'Before dispatch; we hold the order for 7 days'],
        ['Cash on delivery', 'Ireland, up to €150', 'At the door, plus a fee of €3'],
        ['Gift card', 'All countries we ship to', 'When you place the order'],
      ]
    )}
    <h2>Prices and VAT</h2>
    <p>All prices are in euro and include Irish VAT of 23 percent. There is an invoice in the parcel mail.</p>
    <h2>My payment failed</h2>
    <p>
      A failed payment takes no money. Some banks reserve the amount and let it go within 3 days. Try again from the
      link in the mail, or choose another method; the order is kept for 7 days.
    </p>
    <h2>Discount codes</h2>
    <p>One code per order. Type it in the basket. A code cannot be added after the order has been placed.</p>
  `
)

const help = (path: string, title: string, description: string, changedDaysAgo: number, body: Page['body']): Page => ({
  path,
  title,
  description,
  section: 'help',
  changedDaysAgo,
  body,
})

export const policyPages: Page[] = [
  help(
    '/policies/returns',
    'Returns',
    'How to return an item within 30 days, opened or not, and what cannot be returned.',
    34,
    returns
  ),
  help(
    '/policies/shipping',
    'Shipping',
    'Countries, costs, delivery times, tracking and changing an address.',
    21,
    shipping
  ),
  help(
    '/policies/warranty',
    'Guarantee',
    'What our guarantee covers, for how long, and how to make a claim.',
    120,
    warranty
  ),
  help(
    '/policies/privacy',
    'Privacy',
    'What we keep about you, for how long, and how to have it deleted.',
    160,
    privacy
  ),
  help(
    '/policies/payment',
    'Payment methods',
    'Cards, bank transfer, cash on delivery, VAT and failed payments.',
    75,
    payment
  ),
]
