import type { Product } from './shapes.ts'

export const kettles: Product[] = [
  {
    id: 2201,
    sku: 'KET-BRK',
    slug: 'brook-electric-kettle',
    name: 'Brook Electric Kettle',
    category: 'kettles-and-tea',
    price: 8900,
    stock: 26,
    weightKg: 1.4,
    tagline: 'A thin, patient pour and a temperature you choose.',
    description: [
      'Brook boils 0.9 litres in under four minutes and holds it for half an hour at the temperature you set, from 40 to 100 degrees. The gooseneck pours as slowly as you like, which is what coffee and green tea both ask for.',
      'The inside is bare steel with no plastic touching the water. A small scale on the handle shows the fill without opening the lid.',
    ],
    details: [
      ['Capacity', '0.9 litres'],
      ['Power', '1,200 W, 220 to 240 V'],
      ['Temperature', '40 to 100 °C in steps of one degree'],
      ['Keeps warm', '30 minutes'],
      ['Material', 'Brushed stainless steel, walnut handle'],
      ['Guarantee', '2 years'],
    ],
    howTo: [
      {
        question: 'How do I descale the Brook kettle?',
        steps: [
          'Fill the kettle with half a litre of cold water and one sachet of descaling crystals, or two tablespoons of citric acid.',
          'Heat it to 80 degrees and switch it off. Do not let it boil: it would foam over.',
          'Leave it for 30 minutes, then pour it away.',
          'Rinse twice, boil one full kettle of fresh water and pour that away too.',
        ],
        guide: { path: '/guides/descale-the-kettle', title: 'Descale the kettle' },
      },
      {
        question: 'How often should the kettle be descaled?',
        answer:
          'Every four weeks with hard water, every three months with soft water. A white film on the floor of the kettle means it is time.',
      },
      {
        question: 'Why does the Brook kettle switch off before it boils?',
        answer:
          'Most often the target temperature is set below 100 degrees. If it is not, scale on the floor of the kettle trips the heat guard early: descale it once and try again.',
      },
    ],
  },
  {
    id: 2202,
    sku: 'KET-HRT',
    slug: 'hearth-stovetop-kettle',
    name: 'Hearth Stovetop Kettle',
    category: 'kettles-and-tea',
    price: 5900,
    stock: 18,
    weightKg: 1.6,
    tagline: 'Enamel on steel, with a whistle that stops when you lift it.',
    description: [
      'Hearth is a kettle the way kettles were: two litres of enamelled steel, a wooden knob, and a two-note whistle you can hear from the garden. It works on gas, ceramic and induction.',
      'The enamel is fired twice and does not mind lemon or vinegar. The handle folds down, so it fits under a low shelf.',
    ],
    details: [
      ['Capacity', '2 litres'],
      ['Works on', 'Gas, ceramic, electric and induction; not in a microwave'],
      ['Material', 'Enamelled steel, beech knob'],
      ['Dishwasher', 'No, wash by hand'],
      ['Guarantee', '5 years on the enamel'],
    ],
    howTo: [
      {
        question: 'How do I descale the Hearth kettle?',
        answer:
          'Fill it with equal parts water and white vinegar, warm it until it steams, leave it for an hour, then rinse it three times. Enamel does not mind vinegar.',
        guide: { path: '/guides/descale-the-kettle', title: 'Descale the kettle' },
      },
      {
        question: 'Why does my Hearth kettle not whistle?',
        answer:
          'The spout cap must be fully closed and the water must stay under the line marked MAX. If both are right, rinse the whistle in warm water: scale in it makes it mute.',
      },
    ],
  },
  {
    id: 2203,
    sku: 'TEA-FRN',
    slug: 'fern-teapot',
    name: 'Fern Teapot',
    category: 'kettles-and-tea',
    price: 4200,
    stock: 22,
    weightKg: 0.9,
    tagline: 'Green stoneware, three honest cups, no drip.',
    description: [
      'Fern is thrown by hand in batches of forty, so each one leans a little differently. The glaze breaks from moss to honey at the rim, and the spout is cut sharp so the last drop stays inside.',
      'A steel basket holds loose leaves and lifts out by a small ring when the tea is as strong as you like it.',
    ],
    details: [
      ['Capacity', '0.7 litres, three cups'],
      ['Material', 'Stoneware, food-safe glaze'],
      ['Basket', 'Stainless steel, removable'],
      ['Dishwasher', 'Yes, upper rack'],
      ['Guarantee', '2 years'],
    ],
    howTo: [
      {
        question: 'How do I remove tea stains from the Fern teapot?',
        answer:
          'Fill it with hot water and two teaspoons of baking soda, leave it overnight and rinse. Do not scour the glaze.',
      },
    ],
  },
  {
    id: 2204,
    sku: 'KET-DSC',
    slug: 'descaling-crystals',
    name: 'Descaling Crystals',
    category: 'kettles-and-tea',
    price: 790,
    stock: 240,
    weightKg: 0.2,
    tagline: 'Citric acid, ten sachets, nothing else in the box.',
    description: [
      'Ten paper sachets of food-grade citric acid. One sachet clears one kettle. There is no scent and no colour, and it rinses away clean.',
      'Use it for kettles, coffee machines and tap filters. Do not use it on marble, limestone or bare aluminium.',
    ],
    details: [
      ['Contents', '10 sachets of 15 g'],
      ['Ingredient', 'Citric acid, food grade'],
      ['Store', 'Dry and away from children'],
      ['Returns', 'Unopened boxes only'],
    ],
    howTo: [
      {
        question: 'How many sachets of descaling crystals do I need?',
        answer: 'One sachet for every half litre of water. A kettle that was never descaled may want a second round.',
        guide: { path: '/guides/descale-the-kettle', title: 'Descale the kettle' },
      },
    ],
  },
]
