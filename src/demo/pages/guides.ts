import { crumbs, prose, steps } from './blocks.ts'
import { html, type Html } from './html.ts'
import type { Page } from './page.ts'

type Guide = {
  slug: string
  title: string
  question: string
  lead: string
  minutes: number
  needs: string
  steps: string[]
  more: Html
  changedDaysAgo: number
}

const guides: Guide[] = [
  {
    slug: 'descale-the-kettle',
    title: 'Descale the kettle',
    question: 'How do I descale the kettle?',
    lead: 'Scale makes a kettle slow and loud. Half an hour with citric acid clears it.',
    minutes: 40,
    needs: 'One sachet of descaling crystals, or two tablespoons of citric acid',
    steps: [
      'Fill the kettle with half a litre of cold water and add one sachet of descaling crystals.',
      'Heat the water to about 80 degrees and switch the kettle off before it boils, because boiling acid foams over.',
      'Leave it to stand for 30 minutes with the lid open.',
      'Pour the water away and wipe the inside with a soft cloth.',
      'Rinse twice with cold water, boil one full kettle of fresh water and pour that away too.',
    ],
    more: html`
      <h2>How often</h2>
      <p>
        Descale every four weeks if your water is hard and every three months if it is soft. A white film on the floor
        of the kettle means it is time.
      </p>
      <h2>Can I use vinegar?</h2>
      <p>
        In the Hearth stovetop kettle, yes: equal parts water and white vinegar, warmed and left for an hour. In the
        Brook electric kettle use citric acid instead, because vinegar leaves a smell in the seals.
      </p>
      <p>Never use a wire brush, and never put an electric kettle in the sink: its base must stay dry.</p>
    `,
    changedDaysAgo: 12,
  },
  {
    slug: 'replace-a-bulb',
    title: 'Replace a bulb',
    question: 'How do I replace the bulb of my lamp?',
    lead: 'The Juniper and Willow lamps take any E27 LED bulb. It takes five minutes and no tools.',
    minutes: 5,
    needs: 'An E27 LED bulb: up to 8 W for Juniper, up to 12 W for Willow',
    steps: [
      'Switch the lamp off and pull the plug. Let an old bulb cool for ten minutes.',
      'Lift the shade off its ring, or unscrew the ring by hand if it sits tight.',
      'Turn the old bulb to the left until it comes out.',
      'Screw the new bulb in to the right until it stops, without force.',
      'Put the shade back, plug the lamp in and switch it on.',
    ],
    more: html`
      <h2>Which bulb is right?</h2>
      <p>
        2700 K is warm and right for living rooms; 4000 K is cooler and better for a desk. Filament bulbs run too hot
        for our shades.
      </p>
      <h2>Lamps without a replaceable bulb</h2>
      <p>
        The Heron, Firefly and Pebble have a built-in LED. If it fails during the guarantee, write to us and we replace
        the part.
      </p>
    `,
    changedDaysAgo: 58,
  },
  {
    slug: 'pair-the-firefly-smart-lamp',
    title: 'Pair the Firefly smart lamp',
    question: 'How do I pair the smart lamp with my phone?',
    lead: 'Firefly joins the home app you already use. You need your phone, your Wi-Fi password and three minutes.',
    minutes: 3,
    needs: 'A 2.4 GHz Wi-Fi network and a home app that speaks Matter',
    steps: [
      'Plug the lamp in near your router. It breathes blue while it waits to be paired.',
      'Open your home app, choose Add a device and allow it to use Bluetooth.',
      'Scan the code under the lamp, or type in the eleven digits beside it.',
      'Choose your 2.4 GHz network and enter its password.',
      'Wait for the lamp to turn steady white, then give it a room and a name.',
    ],
    more: html`
      <h2>It stays blue</h2>
      <p>
        Most often the phone is on a 5 GHz network. Switch the phone to 2.4 GHz for the pairing; afterwards it does not
        matter. If that does not help, press and hold the top of the lamp for ten seconds to reset it and start again.
      </p>
      <h2>Moving to a new network</h2>
      <p>Remove the lamp in the app first, then reset and pair it again.</p>
    `,
    changedDaysAgo: 8,
  },
  {
    slug: 'clean-a-linen-shade',
    title: 'Clean a linen shade',
    question: 'How do I clean a linen lamp shade?',
    lead: 'Dry first, damp only where you must, and never wet all over.',
    minutes: 15,
    needs: 'A soft brush, a white cotton cloth and a little mild soap',
    steps: [
      'Switch the lamp off, let it cool and take the shade off.',
      'Brush it from top to bottom with a soft dry brush, outside and inside.',
      'For a mark, wring a white cloth out in lukewarm water with a drop of mild soap.',
      'Press the cloth on the mark for ten seconds. Do not rub: rubbing pushes the dirt into the weave.',
      'Let the shade dry in the air, standing up and away from the sun, before you put it back.',
    ],
    more: html`
      <h2>What to avoid</h2>
      <p>
        No washing machine, no bleach and no hair dryer. The frame is steel and rusts when it is soaked, and the glue at
        the seam lets go.
      </p>
      <h2>A stain that stays</h2>
      <p>Shades can be bought as a spare part for €24. Write to us with your order number.</p>
    `,
    changedDaysAgo: 90,
  },
]

const dataOf = (guide: Guide) => ({
  '@context': 'https://schema.org',
  '@type': 'HowTo',
  name: guide.question,
  totalTime: `PT${guide.minutes}M`,
  step: guide.steps.map((text, index) => ({ '@type': 'HowToStep', position: index + 1, text })),
})

const guidePage = (guide: Guide): Page => ({
  path: `/guides/${guide.slug}`,
  title: guide.title,
  description: `${guide.question} ${guide.lead}`,
  section: 'help',
  changedDaysAgo: guide.changedDaysAgo,
  data: [dataOf(guide)],
  body: html`${crumbs(['/', 'Home'], ['/guides', 'Guides'])}
  ${prose(
    guide.title,
    guide.lead,
    html`<p class="facts"><span>${guide.minutes} minutes</span><span>${guide.needs}</span></p>
      <h2>${guide.question}</h2>
      ${steps(guide.steps)} ${guide.more}`
  )}`,
})

const index: Page = {
  path: '/guides',
  title: 'Guides',
  description: 'Short guides for looking after lamps, kettles and linen.',
  section: 'help',
  changedDaysAgo: 8,
  body: html`<section class="wide">
    <h1>Guides</h1>
    <p class="lead">Short, tested, and written by the people who answer the phone.</p>
    <ul class="cards">
      ${guides.map(
        (guide) =>
          html`<li>
            <a href="/guides/${guide.slug}"
              ><h2>${guide.title}</h2>
              <p>${guide.lead}</p>
              <small>${guide.minutes} minutes</small></a
            >
          </li>`
      )}
    </ul>
  </section>`,
}

export const guidePages: Page[] = [index, ...guides.map(guidePage)]
