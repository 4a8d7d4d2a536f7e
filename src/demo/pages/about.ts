import { prose, table } from './blocks.ts'
import { html } from './html.ts'
import type { Page } from './page.ts'

const about = prose(
  'About us',
  'Lumen & Leaf began with one lamp that nobody would repair.',
  html`
    <p>
      Maeve Tiernan took that lamp apart on her kitchen table, found a broken switch worth forty cents, and decided to
      sell only things that can be opened with a screwdriver. That was eleven years ago. Today three of us work in a
      former sail loft above the harbour of Kilmarra: Maeve buys, Piotr packs and repairs, and Aoife answers.
    </p>
    <h2>How we choose</h2>
    <p>
      We keep about a dozen products at a time. Each has lived with one of us for at least three months. If we would not
      give it to a friend, we do not sell it.
    </p>
    <h2>Repairs</h2>
    <p>
      Spare parts stay available for at least 8 years after a product leaves the shop. Repairs after the guarantee cost
      €15 plus the part, and we tell you the price before we start.
    </p>
    <h2>Packing</h2>
    <p>Boxes are cardboard, filling is paper, tape is paper. There is no plastic in our parcels.</p>
  `
)

const contact = prose(
  'Contact',
  'A person answers on working days from nine to five. The chat answers at any hour.',
  html`
    <ul>
      <li>
        E-mail: <a href="mailto:hello@lumenandleaf.example">hello@lumenandleaf.example</a>, answered within one working
        day
      </li>
      <li>Phone: 020 910 0142, Monday to Friday, 9:00 to 17:00</li>
      <li>Post: Lumen &amp; Leaf, The Sail Loft, 14 Harbour Lane, Kilmarra, Ireland</li>
    </ul>
    <h2>About an order</h2>
    <p>
      Have the order number ready: it is in the subject of your order mail. If you are signed in, the chat can look it
      up for you.
    </p>
    <h2>Talk to a person</h2>
    <p>
      Say “I want to talk to a person” in the chat at any time. Outside opening hours we answer by e-mail on the next
      working day.
    </p>
  `
)

const hours = prose(
  'Opening hours',
  'The shop in Kilmarra is small, warm and open five days a week.',
  html`
    ${table(
      ['Day', 'Shop', 'Phone'],
      [
        ['Monday', 'Closed', '9:00 to 17:00'],
        ['Tuesday to Friday', '10:00 to 18:00', '9:00 to 17:00'],
        ['Saturday', '10:00 to 16:00', 'Closed'],
        ['Sunday', 'Closed', 'Closed'],
      ]
    )}
    <h2>Holidays</h2>
    <p>
      We close on public holidays in Ireland, and between 24 December and 1 January. Orders from those days are posted
      on 2 January.
    </p>
    <h2>Picking up an order</h2>
    <p>
      Choose “Pick up in Kilmarra” in the basket. We mail you when it is ready, usually within two hours, and keep it
      for 14 days.
    </p>
    <h2>Getting here</h2>
    <p>
      The Sail Loft, 14 Harbour Lane. Bus 12 stops at the harbour. There is a ramp at the back door and a bell beside
      it.
    </p>
  `
)

const giftCards = prose(
  'Gift cards',
  'For the friend whose taste you do not dare to guess.',
  html`
    <h2>How they work</h2>
    <p>
      Gift cards come as €25, €50, €75 or €100, by e-mail within an hour or on paper with the next parcel. They are
      valid for 5 years and can be spent in parts.
    </p>
    <h2>Spending one</h2>
    <p>Type the code from the card in the basket, under Discounts and cards. What is left stays on the card.</p>
    <h2>Returns and gift cards</h2>
    <p>
      Something bought with a gift card is paid back to that card. The card itself cannot be returned or changed for
      money.
    </p>
    <h2>I lost my gift card</h2>
    <p>Write to us with the order number of the card and we block the old code and send a new one.</p>
  `
)

export const aboutPages: Page[] = [
  {
    path: '/about',
    title: 'About us',
    description: 'Who we are, how we choose what we sell, and why we repair.',
    section: 'help',
    changedDaysAgo: 140,
    body: about,
  },
  {
    path: '/contact',
    title: 'Contact',
    description: 'How to reach us by e-mail, phone, post or chat.',
    section: 'help',
    changedDaysAgo: 40,
    body: contact,
  },
  {
    path: '/opening-hours',
    title: 'Opening hours',
    description: 'When the shop and the phone are open, and how to pick up an order.',
    section: 'help',
    changedDaysAgo: 25,
    body: hours,
  },
  {
    path: '/gift-cards',
    title: 'Gift cards',
    description: 'Amounts, validity, spending and losing a gift card.',
    section: 'help',
    changedDaysAgo: 66,
    body: giftCards,
  },
]
