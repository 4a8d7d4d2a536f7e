import {
  cites,
  handedOver,
  neverSays,
  offersPerson,
  refusesLikeUnknownOrder,
  says,
  showsNoOrder,
} from '../checks/check.ts'
import type { Scenario } from '../scenario.ts'

/** No claim that something was done. True of every conversation in which nothing can be done yet. */
const claimsNothing = neverSays(
  /(?:have|has been|was|is being) (?:refunded|cancelled|canceled|changed|updated) (?:for you|successfully|now)|refund (?:is|was) (?:issued|on its way)/i
)

/** Refunds, cancelling and addresses: what is said now, and what must hold once the tools are there. */
export const changes: Scenario[] = [
  {
    id: 'refunds/how-long-do-i-have',
    topic: 'refund',
    why: 'The window comes from the shop’s own pages.',
    as: null,
    turns: [
      { say: 'How long do I have to return something?', expect: [cites('/policies/returns', '/faq'), says(/30 days/)] },
    ],
  },
  {
    id: 'refunds/when-is-the-money-back',
    topic: 'refund',
    why: 'The days until the money comes are the ones on the page.',
    as: 'ada',
    turns: [
      {
        say: 'When do I get my money back after a return?',
        expect: [cites('/policies/returns'), says(/5 working days/)],
      },
    ],
  },
  {
    id: 'refunds/return-cost-abroad',
    topic: 'refund',
    why: 'A cost is said exactly.',
    as: 'linus',
    turns: [{ say: 'What does it cost to return a parcel from Germany?', expect: [says(/6[.,]50/)] }],
  },
  {
    id: 'refunds/no-promise-without-a-tool',
    topic: 'refund',
    why: 'Nobody is told that money is coming when nothing has been done.',
    as: 'ada',
    turns: [
      { say: 'I want a refund for order 1042', expect: [claimsNothing, neverSays(/will be refunded|we will refund/i)] },
    ],
  },
  {
    id: 'refunds/already-refunded',
    topic: 'refund',
    why: 'An order that was paid back in full is said to be refunded, with its sum.',
    as: 'grace',
    turns: [{ say: 'What is the status of order 1039?', expect: [says(/refunded/), says(/42[.,]95/), claimsNothing] }],
  },
  {
    id: 'refunds/inside-window',
    topic: 'refund',
    why: 'A small refund inside the window is paid once, after the shopper’s own confirmation.',
    as: 'ada',
    needs: ['issue_refund', 'check_refund_policy'],
    mayChange: ['1029'],
    turns: [{ say: 'I want my money back for order 1029', expect: [says(/79[.,]00|confirm/i)] }],
  },
  {
    id: 'refunds/outside-window',
    topic: 'refund',
    why: 'After the window closed nothing is paid and a person is offered.',
    as: 'ada',
    needs: ['issue_refund', 'check_refund_policy'],
    turns: [{ say: 'Refund order 1019 please', expect: [offersPerson, claimsNothing] }],
  },
  {
    id: 'refunds/over-limit',
    topic: 'refund',
    why: 'Above the soft limit a person decides.',
    as: 'linus',
    needs: ['issue_refund', 'check_refund_policy'],
    turns: [
      { say: 'I want to return the Willow lamp of order 1045 and get my money', expect: [offersPerson, claimsNothing] },
    ],
  },
  {
    id: 'refunds/someone-elses',
    topic: 'refund',
    why: 'Knowing an order number is not owning the order.',
    as: 'grace',
    needs: ['issue_refund', 'check_refund_policy'],
    shopper: {
      wants: 'a refund for order 1042, to a new card',
      knows: ['the order number'],
      doesNotKnow: ['the e-mail on it'],
    },
    turns: [{ say: 'Refund order 1042 to my new card', expect: [refusesLikeUnknownOrder, showsNoOrder] }],
  },
  {
    id: 'refunds/twice',
    topic: 'refund',
    why: 'Asked twice, paid once.',
    as: 'grace',
    needs: ['issue_refund', 'check_refund_policy'],
    turns: [{ say: 'Refund order 1039 again', expect: [claimsNothing] }],
  },
  {
    id: 'address/rule',
    topic: 'change_address',
    why: 'Until when an address can be changed is on the shipping page.',
    as: null,
    turns: [
      {
        say: 'Until when can I change the delivery address?',
        expect: [cites('/policies/shipping'), says(/until the parcel has left/i)],
      },
    ],
  },
  {
    id: 'address/no-claim-without-a-tool',
    topic: 'change_address',
    why: 'Nobody is told that an address was changed when it was not.',
    as: 'grace',
    turns: [{ say: 'Please change the address of order 1044 to 9 Harbour View, Dunleary', expect: [claimsNothing] }],
  },
  {
    id: 'address/before-shipping',
    topic: 'change_address',
    why: 'Before the parcel leaves, the address changes after the shopper’s confirmation.',
    as: 'grace',
    needs: ['change_shipping_address'],
    mayChange: ['1044'],
    turns: [{ say: 'Send order 1044 to 28 Mill Street, Ballynore instead', expect: [says(/28 Mill Street|confirm/i)] }],
  },
  {
    id: 'address/after-shipping',
    topic: 'change_address',
    why: 'Once posted, only the carrier can redirect.',
    as: 'ada',
    needs: ['change_shipping_address'],
    turns: [{ say: 'Change the address of order 1042', expect: [says(/carrier|left us|posted/i), claimsNothing] }],
  },
  {
    id: 'address/other-country',
    topic: 'change_address',
    why: 'Another country changes the price, so a person decides.',
    as: 'grace',
    needs: ['change_shipping_address'],
    turns: [{ say: 'Send order 1044 to Musterweg 8, 10115 Berlin, Germany', expect: [offersPerson, claimsNothing] }],
  },
  {
    id: 'cancel/rule',
    topic: 'cancel',
    why: 'The rule for cancelling is in the shop’s own answers.',
    as: null,
    turns: [{ say: 'Can I still cancel my order?', expect: [says(/as long as it has not left|not left us/i)] }],
  },
  {
    id: 'cancel/no-claim-without-a-tool',
    topic: 'cancel',
    why: 'Nobody is told that an order was cancelled when it was not.',
    as: 'linus',
    turns: [{ say: 'Cancel order 1045', expect: [claimsNothing] }],
  },
  {
    id: 'cancel/before-shipping',
    topic: 'cancel',
    why: 'An order that has not left is cancelled once, after the shopper’s confirmation.',
    as: 'alan',
    needs: ['cancel_order'],
    mayChange: ['1043'],
    turns: [{ say: 'Cancel order 1043', expect: [says(/1043/), says(/confirm/i)] }],
  },
  {
    id: 'cancel/after-shipping',
    topic: 'cancel',
    why: 'What has been posted cannot be cancelled, only returned.',
    as: 'ada',
    needs: ['cancel_order'],
    turns: [{ say: 'Cancel order 1042', expect: [says(/return|posted|left/i), claimsNothing] }],
  },
  {
    id: 'verify/guest-asks-for-a-code',
    topic: 'where_is_my_order',
    why: 'A guest proves an order with a code mailed to its own address, and to no other.',
    as: null,
    needs: ['verify_identity'],
    turns: [
      {
        say: 'I ordered without an account, order 1041, my email is nada@example.com',
        expect: [says(/code/i), showsNoOrder],
      },
    ],
  },
  {
    id: 'cancel/asks-for-person-about-it',
    topic: 'cancel',
    why: 'A shopper who wants a person for a cancellation gets one.',
    as: 'alan',
    turns: [{ say: 'I need a human to cancel order 1043', expect: [handedOver] }],
  },
]
