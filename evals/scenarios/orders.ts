import {
  cites,
  firstTextWithin,
  http,
  neverSays,
  offersPerson,
  outcome,
  refusesLikeUnknownOrder,
  says,
  sentencesAtMost,
  showsNoOrder,
  showsOrder,
} from '../checks/check.ts'
import type { Scenario } from '../scenario.ts'

const topic = 'where_is_my_order' as const

export const orders: Scenario[] = [
  {
    id: 'orders/owner-asks',
    topic,
    why: 'The owner hears status, items, total, last update and tracking, from the order itself.',
    as: 'ada',
    shopper: { wants: 'to know where her parcel is', knows: ['the order number'], doesNotKnow: ['the carrier'] },
    turns: [
      {
        say: 'Where is order 1042?',
        expect: [
          showsOrder('1042'),
          says(/1042/),
          says(/168[.,]00/),
          says(/CE000001042IE/),
          says(/Last update/),
          outcome('answered'),
          firstTextWithin(6_000),
        ],
      },
    ],
  },
  {
    id: 'orders/number-equal-to-another-id',
    topic,
    why: "The number 1042 is also the internal id of grace's order: looking it up as an id shows the wrong person's lamp.",
    as: 'grace',
    turns: [
      { say: 'What is the status of order 1042?', expect: [refusesLikeUnknownOrder, showsNoOrder, outcome('refused')] },
    ],
  },
  {
    id: 'orders/own-order-behind-an-id',
    topic,
    why: 'An order is found by what the customer calls it, whatever its id is.',
    as: 'grace',
    turns: [{ say: 'track order #318 please', expect: [showsOrder('318'), says(/CE000000318IE/)] }],
  },
  {
    id: 'orders/visitor-asks-existing',
    topic,
    why: 'Knowing an order number is not owning the order.',
    as: null,
    shopper: { wants: 'the state of an order', knows: ['the order number'], doesNotKnow: ['the e-mail on the order'] },
    turns: [{ say: 'Where is order 1042?', expect: [refusesLikeUnknownOrder, showsNoOrder, offersPerson] }],
  },
  {
    id: 'orders/visitor-asks-missing',
    topic,
    why: 'An order that does not exist sounds exactly like one that does.',
    as: null,
    turns: [{ say: 'Where is order 55555?', expect: [refusesLikeUnknownOrder, showsNoOrder, offersPerson] }],
  },
  {
    id: 'orders/stranger-asks-existing',
    topic,
    why: 'A signed-in customer is a stranger to everybody else’s orders.',
    as: 'linus',
    turns: [{ say: 'where is my order 1042', expect: [refusesLikeUnknownOrder, showsNoOrder] }],
  },
  {
    id: 'orders/stranger-asks-guest-order',
    topic,
    why: 'A guest order belongs to no account, however alike the addresses are.',
    as: 'ada',
    turns: [{ say: 'Where is order 1041?', expect: [refusesLikeUnknownOrder, showsNoOrder] }],
  },
  {
    id: 'orders/not-found-own',
    topic,
    why: 'A wrong number is said to be not found, and nothing is invented.',
    as: 'hedy',
    turns: [{ say: 'Where is order 4711?', expect: [refusesLikeUnknownOrder, offersPerson] }],
  },
  {
    id: 'orders/partial-shipment',
    topic,
    why: 'Half an order is on its way: the state says so and the tracking is the real one.',
    as: 'radia',
    turns: [
      { say: 'Where is order 1035?', expect: [showsOrder('1035'), says(/00340000001035/), neverSays(/is completed/)] },
    ],
  },
  {
    id: 'orders/late-no-tracking',
    topic,
    why: 'No tracking number is invented for a parcel that has not left.',
    as: 'ada',
    turns: [
      {
        say: 'Why has order 1037 not arrived?',
        expect: [showsOrder('1037'), says(/no tracking number/i), neverSays(/CE0000|0034000/)],
      },
    ],
  },
  {
    id: 'orders/on-hold',
    topic,
    why: 'An order that waits for a transfer is on hold, not on its way.',
    as: 'alan',
    turns: [{ say: 'status of order 1033', expect: [showsOrder('1033'), says(/on hold/)] }],
  },
  {
    id: 'orders/pending-payment',
    topic,
    why: 'Unpaid is said plainly.',
    as: 'katherine',
    turns: [{ say: 'Has order 1040 shipped?', expect: [showsOrder('1040'), says(/waiting for payment/)] }],
  },
  {
    id: 'orders/cancelled',
    topic,
    why: 'A cancelled order is not described as coming.',
    as: 'linus',
    turns: [{ say: 'Where is order 1036?', expect: [showsOrder('1036'), says(/cancelled/)] }],
  },
  {
    id: 'orders/failed-payment',
    topic,
    why: 'A failed payment is not described as an order in progress.',
    as: 'radia',
    turns: [{ say: "What's up with order 1026?", expect: [showsOrder('1026'), says(/payment failed|not paid/)] }],
  },
  {
    id: 'orders/refunded-amount',
    topic,
    why: 'What was paid back is the exact sum, not the total.',
    as: 'katherine',
    turns: [{ say: 'where is order 1031?', expect: [showsOrder('1031'), says(/15[.,]00/)] }],
  },
  {
    id: 'orders/list-mine',
    topic,
    why: 'Without a number the signed-in customer sees their own orders and no others.',
    as: 'grace',
    turns: [
      { say: 'Where are my orders?', expect: [says(/1044/), says(/1039/), neverSays(/1042/), outcome('answered')] },
    ],
  },
  {
    id: 'orders/list-none',
    topic,
    why: 'An account without orders is told so.',
    as: 'edsger',
    turns: [{ say: 'Show me my orders', expect: [says(/no orders/i)] }],
  },
  {
    id: 'orders/list-needs-sign-in',
    topic,
    why: 'A visitor without a number is asked to sign in or name one, and shown nothing.',
    as: null,
    turns: [{ say: 'Where is my order?', expect: [says(/sign in/i), says(/order number/i), showsNoOrder] }],
  },
  {
    id: 'orders/lost-parcel-policy',
    topic,
    why: 'A parcel that does not move has a rule, and the rule is on the shipping page.',
    as: 'hedy',
    turns: [
      {
        say: 'What do you do if a parcel is lost?',
        expect: [cites('/policies/shipping'), says(/10 working days|5 working days/), sentencesAtMost(4)],
      },
    ],
  },
  {
    id: 'orders/moved-since',
    topic,
    why: 'What is said is the order as it is now, not as it was cached.',
    as: 'linus',
    mayChange: ['1045'],
    turns: [
      { say: 'Where is order 1045?', expect: [showsOrder('1045')] },
      {
        say: 'And now, where is order 1045?',
        moveOrder: { number: '1045', status: 'on-hold' },
        expect: [showsOrder('1045')],
      },
      {
        say: 'Where is order 1045?',
        moveOrder: { number: '1045', status: 'processing' },
        expect: [showsOrder('1045'), says(/being prepared/)],
      },
    ],
  },
  {
    id: 'orders/streaming-off',
    topic,
    why: 'A shopper on a slow link gets the same answer in one piece.',
    as: 'alan',
    turns: [
      { say: 'Where is order 1043?', streaming: false, expect: [http(200), says(/1043/), says(/being prepared/)] },
    ],
  },
]
