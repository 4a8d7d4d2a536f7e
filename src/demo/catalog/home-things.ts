import type { Product } from './shapes.ts'

export const homeThings: Product[] = [
  {
    id: 2301,
    sku: 'HOM-MOS',
    slug: 'moss-linen-throw',
    name: 'Moss Linen Throw',
    category: 'home',
    price: 6900,
    stock: 40,
    weightKg: 0.9,
    tagline: 'Stonewashed linen, heavy enough to stay where you put it.',
    description: [
      'Moss is woven from European flax and washed with stones until it falls like an old shirt. It is warm in October and cool in June, and it wrinkles on purpose.',
      'The colour is dyed in the yarn, so it fades slowly and evenly. The two ends have a knotted fringe.',
    ],
    details: [
      ['Size', '130 × 180 cm'],
      ['Material', '100 % linen, 210 g per square metre'],
      ['Washing', '40 °C, gentle, no softener'],
      ['Drying', 'On the line; low heat if it must be a dryer'],
      ['Guarantee', '2 years'],
    ],
    howTo: [
      {
        question: 'How do I wash the linen throw?',
        answer:
          'Wash it at 40 degrees on the gentle cycle without softener and dry it on the line. It gets softer with every wash. Expect it to shrink by about 3 percent the first time.',
      },
    ],
  },
  {
    id: 2302,
    sku: 'HOM-DSK',
    slug: 'dusk-beeswax-candle',
    name: 'Dusk Beeswax Candle',
    category: 'home',
    price: 1900,
    stock: 88,
    weightKg: 0.4,
    tagline: 'Forty hours of honey light in a glass you will keep.',
    description: [
      'Dusk is poured from Irish beeswax with a cotton wick and nothing added. It smells faintly of honey when it is lit and of very little when it is not.',
      'When the wax is gone, the glass makes a good tumbler: put it in the freezer for an hour and the rest pops out.',
    ],
    details: [
      ['Burns for', 'About 40 hours'],
      ['Size', '8 × 9 cm'],
      ['Material', 'Pure beeswax, cotton wick, glass'],
      ['Scent', 'None added'],
      ['Returns', 'Unlit candles only'],
    ],
    howTo: [
      {
        question: 'How do I stop the candle from tunnelling?',
        answer:
          'Let the first burn go on until the whole surface is liquid, about two hours, and trim the wick to half a centimetre before each burn.',
      },
    ],
  },
  {
    id: 2303,
    sku: 'HOM-SIL',
    slug: 'sill-planter',
    name: 'Sill Planter',
    category: 'home',
    price: 2800,
    stock: 0,
    weightKg: 1.1,
    tagline: 'A narrow terracotta pot with its saucer built in.',
    description: [
      'Sill is made for the eleven centimetres between a window and the edge of the sill. Water drains into a hidden saucer and is drawn back up by the clay, so herbs forgive a weekend away.',
      'It is fired without glaze. White marks after some weeks are lime from the water and can be wiped off with vinegar.',
    ],
    details: [
      ['Size', '32 × 11 × 12 cm'],
      ['Material', 'Unglazed terracotta'],
      ['Holds', '2.5 litres of soil'],
      ['Frost', 'Bring it in under 0 °C'],
      ['Guarantee', '2 years'],
    ],
    howTo: [
      {
        question: 'When will the Sill planter be back in stock?',
        answer:
          'The next kiln load is due in about three weeks. Leave your e-mail on this page and we write to you once, on the day it arrives.',
      },
      {
        question: 'How often should I water the Sill planter?',
        answer:
          'Fill the saucer through the corner hole once a week. If water still stands in it after two days, skip a week.',
      },
    ],
  },
]
