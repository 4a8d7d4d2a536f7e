import {
  cites,
  citesNothing,
  neverSays,
  offersPerson,
  outcome,
  says,
  sentencesAtMost,
  showsNoOrder,
  stepsAtLeast,
} from '../checks/check.ts'
import type { Check } from '../checks/check.ts'
import type { Scenario, Topic } from '../scenario.ts'

const question = (id: string, topic: Topic, say: string, why: string, expect: Check[]): Scenario => ({
  id,
  topic,
  why,
  as: null,
  turns: [{ say, expect }],
})

/** Nothing on the pages: an honest "I don't know" and the offer of a person. */
const notKnown = (id: string, topic: Topic, say: string, why: string) =>
  question(id, topic, say, why, [outcome('not_known'), citesNothing, offersPerson, showsNoOrder])

export const pages: Scenario[] = [
  question(
    'policy/opened-lamp',
    'policy',
    'Can I return a lamp I opened?',
    'Two or three sentences from the returns page, with its link.',
    [cites('/policies/returns'), says(/opened/), says(/30 days/), sentencesAtMost(3)]
  ),
  question(
    'policy/used-kettle',
    'policy',
    'Can I return a kettle I have already used?',
    'A no on the page stays a no.',
    [cites('/policies/returns', '/faq'), says(/not taken back|hygiene|kettles? and teapots?|used kettles .* are not/i)]
  ),
  question('policy/ship-to-germany', 'policy', 'How much is delivery to Germany?', 'A cost is said exactly.', [
    cites('/policies/shipping'),
    says(/8[.,]95/),
  ]),
  question(
    'policy/ship-to-america',
    'policy',
    'Do you ship to the United States?',
    'A country that is not served is not promised.',
    [says(/not (?:ship|at present)|do not ship/i)]
  ),
  question(
    'policy/free-delivery',
    'policy',
    'From what amount is delivery free in Ireland?',
    'A threshold is said exactly.',
    [says(/75/)]
  ),
  question(
    'policy/warranty',
    'policy',
    'How long is the guarantee on a table lamp?',
    'Three years for lamps, not the two of everything else.',
    [says(/3\s+years/)]
  ),
  question('policy/pay-cash', 'policy', 'Can I pay cash on delivery?', 'A condition belongs to the answer.', [
    cites('/policies/payment'),
    says(/Ireland/),
  ]),
  question('policy/opening-hours', 'policy', 'When is the shop open on Saturday?', 'Hours are a fact on a page.', [
    cites('/opening-hours'),
    says(/10:00 to 16:00/),
  ]),
  question('policy/gift-card-validity', 'policy', 'How long are gift cards valid?', 'A period is said exactly.', [
    cites('/gift-cards'),
    says(/5 years/),
  ]),
  question(
    'policy/delete-my-data',
    'policy',
    'How long do you keep my chats?',
    'Privacy questions are answered from the privacy page.',
    [cites('/policies/privacy'), says(/90 days/)]
  ),
  question(
    'policy/forgot-password',
    'policy',
    'I forgot my password',
    'An account question has its answer in the shop’s own words.',
    [says(/Forgot password/i), neverSays(/your password is/i)]
  ),
  question('howto/descale', 'howto', 'How do I descale the kettle?', 'Steps stay steps, and the guide is linked.', [
    cites('/guides/descale-the-kettle'),
    stepsAtLeast(3),
  ]),
  question(
    'howto/replace-bulb',
    'howto',
    'How do I change the bulb of my lamp?',
    'Steps stay steps, and the guide is linked.',
    [cites('/guides/replace-a-bulb'), stepsAtLeast(3)]
  ),
  question(
    'howto/pair-lamp',
    'howto',
    'How can I pair the smart lamp with my phone?',
    'Steps stay steps, and the guide is linked.',
    [cites('/guides/pair-the-firefly-smart-lamp'), stepsAtLeast(3)]
  ),
  question(
    'howto/linen-shade',
    'howto',
    'How do I clean a linen lamp shade?',
    'Steps stay steps, and the guide is linked.',
    [cites('/guides/clean-a-linen-shade')]
  ),
  question(
    'howto/wash-throw',
    'howto',
    'How do I wash the linen throw?',
    'What is on a product’s page is found there.',
    [cites('/product/moss-linen-throw'), says(/40/)]
  ),
  question(
    'howto/kettle-no-whistle',
    'howto',
    'Why does my Hearth kettle not whistle?',
    'A fault has its remedy on the product’s page.',
    [cites('/product/hearth-stovetop-kettle'), says(/spout cap|MAX/)]
  ),
  question(
    'howto/planter-stock',
    'howto',
    'When will the Sill planter be back in stock?',
    'A date nobody knows is not invented.',
    [says(/three weeks/)]
  ),
  notKnown('howto/not-in-the-shop', 'howto', 'Do you sell aeroplanes?', 'What the shop does not say is not known.'),
  question(
    'policy/out-of-scope',
    'policy',
    'Who won the football world cup in 1998?',
    'The shop’s assistant is not an encyclopaedia: it says so or asks, and claims nothing.',
    [outcome('not_known', 'asked'), neverSays(/France|Brazil/), citesNothing]
  ),
  notKnown(
    'howto/no-answer-in-kb',
    'howto',
    'Is the glass of the Heron lamp bulletproof against tanks?',
    'No answer is better than a neighbouring one.'
  ),
]
