import { html } from './html.ts'
import type { Page } from './page.ts'

type Question = { ask: string; answer: string; more?: { path: string; title: string } }

const QUESTIONS: [topic: string, questions: Question[]][] = [
  [
    'Orders',
    [
      {
        ask: 'Where is my order?',
        answer:
          'Sign in and ask the chat with your order number, or open the link in the mail we sent when it was posted. Parcels in Ireland take 1 to 2 working days.',
        more: { path: '/policies/shipping', title: 'Shipping' },
      },
      {
        ask: 'Can I change or cancel my order?',
        answer:
          'Yes, as long as it has not left us. Write to us with the order number as soon as you can: we post at four in the afternoon on working days. Once it is posted, send it back within 30 days instead.',
        more: { path: '/policies/returns', title: 'Returns' },
      },
      {
        ask: 'I ordered without an account. Can you still find my order?',
        answer:
          'Yes. Tell the chat the order number and the e-mail address you used. We send a code to that address, and with the code we can talk about the order.',
      },
      {
        ask: 'Can I add something to an order?',
        answer:
          'Not after it has been placed. Order the second thing separately and write to us: if both can travel together we pay back the second delivery cost.',
      },
    ],
  ],
  [
    'Delivery',
    [
      {
        ask: 'Do you ship to Great Britain or the United States?',
        answer:
          'Not at present. We ship to Ireland, Northern Ireland, the Netherlands, Belgium, Luxembourg, Germany, Austria, France, Spain, Portugal and Italy.',
        more: { path: '/policies/shipping', title: 'Shipping' },
      },
      {
        ask: 'Is delivery free?',
        answer: 'In Ireland from €75. In our other countries from €100 or €120, depending on the country.',
        more: { path: '/policies/shipping', title: 'Shipping' },
      },
    ],
  ],
  [
    'Returns and repairs',
    [
      {
        ask: 'How long do I have to return something?',
        answer:
          'You have 30 days from the day the parcel arrives. Opened lamps are fine if they come back clean and complete; used kettles and lit candles are not.',
        more: { path: '/policies/returns', title: 'Returns' },
      },
      {
        ask: 'My parcel arrived damaged. What now?',
        answer:
          'We are sorry. Send us a photo of the item and of the box within 14 days. You choose: a new one, a repair or your money. You do not pay for the way back.',
      },
      {
        ask: 'Do you sell spare parts?',
        answer:
          'Yes: shades, cords, switches, lids and seals, for at least 8 years after a product leaves the shop. Write to us with the product and the part.',
      },
    ],
  ],
  [
    'Account and payment',
    [
      {
        ask: 'I forgot my password.',
        answer:
          'Choose Forgot password on the sign-in page and follow the link in the mail. It works for one hour. We never ask for a password in the chat.',
      },
      {
        ask: 'How do I get an invoice?',
        answer:
          'It is attached to the mail that says your order was posted. If you need a company name on it, write to us with the order number.',
      },
      {
        ask: 'How do I delete my account?',
        answer:
          'Write to privacy@lumenandleaf.example from the address of the account. We delete it within 30 days and keep only the invoices the law asks for.',
        more: { path: '/policies/privacy', title: 'Privacy' },
      },
    ],
  ],
]

const answerOf = ({ answer, more }: Question) =>
  html`<p>${answer}</p>
    ${more && html`<p><a href="${more.path}">${more.title}</a></p>`}`

export const faqPage: Page = {
  path: '/faq',
  title: 'Questions and answers',
  description: 'Short answers about orders, delivery, returns, repairs, accounts and payment.',
  section: 'help',
  changedDaysAgo: 15,
  data: [
    {
      '@context': 'https://schema.org',
      '@type': 'FAQPage',
      mainEntity: QUESTIONS.flatMap(([, questions]) => questions).map(({ ask, answer }) => ({
        '@type': 'Question',
        name: ask,
        acceptedAnswer: { '@type': 'Answer', text: answer },
      })),
    },
  ],
  body: html`<article class="prose">
    <h1>Questions and answers</h1>
    <p class="lead">
      What people ask most. If yours is not here, ask in the chat: it has read every page of this shop.
    </p>
    ${QUESTIONS.map(
      ([topic, questions]) =>
        html`<h2>${topic}</h2>
          ${questions.map(
            (question) =>
              html`<section class="question">
                <h3>${question.ask}</h3>
                ${answerOf(question)}
              </section>`
          )}`
    )}
  </article>`,
}
