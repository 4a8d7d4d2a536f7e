import type { Product } from './shapes.ts'

export const lamps: Product[] = [
  {
    id: 2101,
    sku: 'LAMP-JUN',
    slug: 'juniper-table-lamp',
    name: 'Juniper Table Lamp',
    category: 'lamps',
    price: 7900,
    stock: 34,
    weightKg: 1.9,
    tagline: 'A turned ash base and a linen shade that softens every corner.',
    description: [
      'Juniper is the lamp we wanted beside our own sofa. The base is turned from a single piece of ash and oiled twice, so it darkens a little each year. The shade is undyed linen on a steel ring; it throws a wide, warm pool of light and no glare.',
      'The cord is two metres of woven cotton with a switch you can find in the dark. An E27 bulb is in the box, so it works on the evening it arrives.',
    ],
    details: [
      ['Height', '46 cm'],
      ['Shade', 'Undyed linen, 30 cm across'],
      ['Base', 'Oiled ash'],
      ['Bulb', 'E27, LED, 8 W at most, 2700 K (included)'],
      ['Cord', '2 m woven cotton with an in-line switch'],
      ['Guarantee', '3 years'],
    ],
    howTo: [
      {
        question: 'How do I clean the linen shade?',
        answer:
          'Dust it with a soft dry brush once a month. For a mark, press a barely damp white cloth on it and let it dry in the air; never rub and never soak it.',
        guide: { path: '/guides/clean-a-linen-shade', title: 'Clean a linen shade' },
      },
      {
        question: 'Which bulb does the Juniper lamp take?',
        answer:
          'Any E27 LED bulb up to 8 watts. We like 2700 K for a living room. Old filament bulbs run too hot for linen.',
        guide: { path: '/guides/replace-a-bulb', title: 'Replace a bulb' },
      },
    ],
  },
  {
    id: 2102,
    sku: 'LAMP-HER',
    slug: 'heron-desk-lamp',
    name: 'Heron Desk Lamp',
    category: 'lamps',
    price: 11900,
    stock: 12,
    weightKg: 2.4,
    tagline: 'Long neck, steady hands. Light exactly where the page is.',
    description: [
      'Heron stands on a weighted foot and reaches 62 cm across a desk. Two sprung joints hold the head where you leave it, and a ring around the lens dims the light in five steps without a hum.',
      'The light source is a built-in LED rated for 40,000 hours, about fifteen years of working days. If it fails inside the guarantee we replace the whole head, and you keep the arm.',
    ],
    details: [
      ['Reach', '62 cm'],
      ['Height', '38 to 71 cm'],
      ['Light', 'Built-in LED, 9 W, 2700 to 4000 K, five brightness steps'],
      ['Material', 'Powder-coated steel, brass joints'],
      ['Power', 'USB-C, 20 W adapter included'],
      ['Guarantee', '3 years'],
    ],
    howTo: [
      {
        question: 'How do I stop the arm of the Heron lamp from sinking?',
        steps: [
          'Switch the lamp off and let it cool for five minutes.',
          'Find the brass screw on the side of the lower joint.',
          'Turn it a quarter turn clockwise with a coin.',
          'Lift the arm to the middle and let go. If it still sinks, give it one more quarter turn.',
        ],
      },
      {
        question: 'Can the bulb of the Heron lamp be replaced?',
        answer:
          'No. The LED is built into the head. The head itself comes off with one screw, and we send a new one free of charge during the guarantee.',
      },
    ],
  },
  {
    id: 2103,
    sku: 'LAMP-FIR',
    slug: 'firefly-smart-lamp',
    name: 'Firefly Smart Lamp',
    category: 'lamps',
    price: 6490,
    stock: 51,
    weightKg: 0.8,
    tagline: 'A small lamp that knows when the sun goes down.',
    description: [
      'Firefly wakes at dusk, fades at bedtime and otherwise stays out of the way. It speaks Matter over Wi-Fi, so it joins the home app you already have and needs no account with us.',
      'Tap the top to change brightness. Press and hold to change from candle to daylight. Everything works with the internet down.',
    ],
    details: [
      ['Height', '18 cm'],
      ['Light', 'Built-in LED, 6 W, 1800 to 5000 K'],
      ['Connects by', 'Matter over Wi-Fi, 2.4 GHz'],
      ['Power', 'USB-C, 1.5 m cable included, adapter not included'],
      ['Material', 'Opal glass and recycled aluminium'],
      ['Guarantee', '2 years'],
    ],
    howTo: [
      {
        question: 'How do I pair the Firefly smart lamp?',
        steps: [
          'Plug the lamp in. It breathes blue while it waits to be paired.',
          'Open your home app and choose Add a device.',
          'Scan the code under the lamp.',
          'Pick the room. The lamp turns steady white when it is ready.',
        ],
        guide: { path: '/guides/pair-the-firefly-smart-lamp', title: 'Pair the Firefly smart lamp' },
      },
      {
        question: 'How do I reset the Firefly lamp?',
        answer:
          'Press and hold the top for ten seconds until the light blinks three times. It forgets its network and breathes blue again.',
      },
    ],
  },
  {
    id: 2104,
    sku: 'LAMP-WIL',
    slug: 'willow-floor-lamp',
    name: 'Willow Floor Lamp',
    category: 'lamps',
    price: 18900,
    stock: 7,
    weightKg: 6.2,
    tagline: 'A bow of steel, a wide shade, and the best seat in the house.',
    description: [
      'Willow leans over an armchair like a good listener. One bent steel stem carries a 45 cm shade, and the stone foot keeps it steady on carpet and on boards.',
      'It comes in two boxes and goes together in about fifteen minutes with the key in the bag. A foot pedal switches it, so your hands can stay on the book.',
    ],
    details: [
      ['Height', '172 cm'],
      ['Shade', 'Cotton, 45 cm across'],
      ['Foot', 'Grey limestone, 4 kg'],
      ['Bulb', 'E27, LED, 12 W at most (not included)'],
      ['Assembly', 'About 15 minutes, key included'],
      ['Guarantee', '3 years'],
    ],
    howTo: [
      {
        question: 'How do I put the Willow floor lamp together?',
        steps: [
          'Lay the stone foot on the box, felt side down.',
          'Push the cord through the foot and stand the lower stem in it.',
          'Tighten the bolt under the foot with the key until it stops.',
          'Slide the curved stem in until it clicks, then hang the shade and screw in the bulb.',
        ],
      },
    ],
  },
  {
    id: 2105,
    sku: 'LAMP-PEB',
    slug: 'pebble-night-light',
    name: 'Pebble Night Light',
    category: 'lamps',
    price: 2450,
    stock: 120,
    weightKg: 0.2,
    tagline: 'The size of a river stone, with enough light for small feet.',
    description: [
      'Pebble glows a warm orange that does not wake anybody fully. Tap it once and it fades out after thirty minutes; tap twice and it stays on until morning.',
      'It charges by USB-C in two hours and runs for about five nights. The silicone skin comes off and can be washed by hand.',
    ],
    details: [
      ['Size', '9 × 7 × 5 cm'],
      ['Light', 'Built-in LED, 0.5 W, 1800 K'],
      ['Battery', 'About 40 hours, charges in 2 hours'],
      ['Power', 'USB-C, cable included'],
      ['Suitable from', '3 years of age'],
      ['Guarantee', '2 years'],
    ],
    howTo: [
      {
        question: 'How do I wash the Pebble night light?',
        answer:
          'Peel off the silicone skin and wash it by hand in warm soapy water. Wipe the inner shell with a dry cloth; it must not get wet.',
      },
    ],
  },
]
