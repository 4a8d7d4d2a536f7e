import type { DemoStatus } from './shapes.ts'

/** One line of the seed: who bought what, how long ago, and what became of it. Days before the first start. */
export type SeedOrder = {
  number: string
  /** Only where the usual `number + 4000` is not wanted. */
  id?: number
  owner: string
  daysAgo: number
  status: DemoStatus
  lines: [sku: string, quantity: number][]
  shipped?: { daysAgo: number; provider: string; tracking: string }[]
  completedDaysAgo?: number
  refund?: { daysAgo: number; amount: number | 'all'; reason: string }
  method?: 'bacs' | 'cod'
  coupon?: { code: string; percent: number }
  tell?: string
}

const post = (daysAgo: number, tracking: string) => [{ daysAgo, provider: 'an-post', tracking }]
const dhl = (daysAgo: number, tracking: string) => [{ daysAgo, provider: 'dhl', tracking }]

export const orderTable: SeedOrder[] = [
  // Its id is what ada's order calls itself: whoever looks an order up by id alone shows grace's lamp to ada.
  {
    number: '318',
    id: 1042,
    owner: 'grace',
    daysAgo: 210,
    status: 'completed',
    lines: [['LAMP-PEB', 1]],
    completedDaysAgo: 207,
    shipped: post(208, 'CE000000318IE'),
  },
  {
    number: '1019',
    owner: 'ada',
    daysAgo: 96,
    status: 'completed',
    lines: [['HOM-DSK', 3]],
    completedDaysAgo: 92,
    shipped: post(94, 'CE000001019IE'),
  },
  {
    number: '1020',
    owner: 'linus',
    daysAgo: 88,
    status: 'completed',
    lines: [
      ['KET-BRK', 1],
      ['KET-DSC', 2],
    ],
    completedDaysAgo: 82,
    shipped: dhl(86, '00340000001020'),
  },
  {
    number: '1021',
    owner: 'hedy',
    daysAgo: 75,
    status: 'refunded',
    lines: [['TEA-FRN', 1]],
    refund: { daysAgo: 66, amount: 'all', reason: 'Arrived cracked' },
    shipped: dhl(73, '00340000001021'),
  },
  { number: '1022', owner: 'alan', daysAgo: 61, status: 'cancelled', lines: [['LAMP-WIL', 1]] },
  {
    number: '1023',
    owner: 'katherine',
    daysAgo: 54,
    status: 'completed',
    lines: [['LAMP-JUN', 2]],
    completedDaysAgo: 50,
    shipped: post(52, 'CE000001023IE'),
    refund: { daysAgo: 45, amount: 7900, reason: 'One of two lamps returned' },
  },
  {
    number: '1024',
    owner: 'guest:0',
    daysAgo: 47,
    status: 'completed',
    lines: [['HOM-MOS', 1]],
    completedDaysAgo: 44,
    shipped: post(46, 'CE000001024IE'),
  },
  {
    number: '1025',
    owner: 'grace',
    daysAgo: 41,
    status: 'completed',
    lines: [
      ['KET-HRT', 1],
      ['TEA-FRN', 1],
    ],
    completedDaysAgo: 37,
    shipped: post(39, 'CE000001025IE'),
  },
  { number: '1026', owner: 'radia', daysAgo: 36, status: 'failed', lines: [['LAMP-HER', 1]] },
  {
    number: '1027',
    owner: 'radia',
    daysAgo: 36,
    status: 'completed',
    lines: [['LAMP-HER', 1]],
    completedDaysAgo: 31,
    shipped: dhl(34, '00340000001027'),
  },
  {
    number: '1028',
    owner: 'linus',
    daysAgo: 27,
    status: 'completed',
    lines: [['LAMP-FIR', 2]],
    completedDaysAgo: 23,
    shipped: dhl(25, '00340000001028'),
    coupon: { code: 'firstlight', percent: 10 },
  },
  {
    number: '1029',
    owner: 'ada',
    daysAgo: 24,
    status: 'completed',
    lines: [['LAMP-JUN', 1]],
    completedDaysAgo: 20,
    shipped: post(22, 'CE000001029IE'),
  },
  {
    number: '1030',
    owner: 'hedy',
    daysAgo: 19,
    status: 'completed',
    lines: [
      ['HOM-MOS', 2],
      ['HOM-DSK', 1],
    ],
    completedDaysAgo: 14,
    shipped: dhl(17, '00340000001030'),
  },
  {
    number: '1031',
    owner: 'katherine',
    daysAgo: 15,
    status: 'completed',
    lines: [['KET-BRK', 1]],
    completedDaysAgo: 11,
    shipped: post(13, 'CE000001031IE'),
    refund: { daysAgo: 4, amount: 1500, reason: 'Dent on the lid, price reduced' },
  },
  {
    number: '1032',
    owner: 'guest:1',
    daysAgo: 13,
    status: 'completed',
    lines: [['LAMP-PEB', 2]],
    completedDaysAgo: 9,
    shipped: post(11, 'CE000001032IE'),
  },
  {
    number: '1033',
    owner: 'alan',
    daysAgo: 12,
    status: 'on-hold',
    lines: [
      ['LAMP-WIL', 1],
      ['LAMP-PEB', 1],
    ],
    method: 'bacs',
    tell: 'Thank you. We send your lamps as soon as your bank transfer has arrived.',
  },
  {
    number: '1034',
    owner: 'grace',
    daysAgo: 10,
    status: 'completed',
    lines: [['LAMP-FIR', 1]],
    completedDaysAgo: 6,
    shipped: post(8, 'CE000001034IE'),
  },
  {
    number: '1035',
    owner: 'radia',
    daysAgo: 9,
    status: 'processing',
    lines: [
      ['LAMP-JUN', 1],
      ['HOM-SIL', 2],
    ],
    shipped: dhl(7, '00340000001035'),
    tell: 'Part of your order is on its way: the Juniper lamp. The two planters follow when the next kiln load arrives.',
  },
  { number: '1036', owner: 'linus', daysAgo: 8, status: 'cancelled', lines: [['HOM-DSK', 4]] },
  {
    number: '1037',
    owner: 'ada',
    daysAgo: 7,
    status: 'processing',
    lines: [['HOM-SIL', 1]],
    tell: 'The Sill planter is late from the kiln. We expect to send yours in about three weeks.',
  },
  {
    number: '1038',
    owner: 'hedy',
    daysAgo: 6,
    status: 'completed',
    lines: [
      ['TEA-FRN', 1],
      ['KET-DSC', 1],
    ],
    completedDaysAgo: 2,
    shipped: dhl(4, '00340000001038'),
  },
  {
    number: '1039',
    owner: 'grace',
    daysAgo: 5,
    status: 'refunded',
    lines: [['HOM-DSK', 2]],
    refund: { daysAgo: 2, amount: 'all', reason: 'Ordered twice by mistake' },
  },
  { number: '1040', owner: 'katherine', daysAgo: 4, status: 'pending', lines: [['LAMP-HER', 1]] },
  {
    number: '1041',
    owner: 'guest:0',
    daysAgo: 4,
    status: 'processing',
    lines: [
      ['LAMP-FIR', 1],
      ['LAMP-PEB', 1],
    ],
  },
  {
    number: '1042',
    owner: 'ada',
    daysAgo: 3,
    status: 'completed',
    lines: [
      ['LAMP-JUN', 1],
      ['KET-BRK', 1],
    ],
    completedDaysAgo: 1,
    shipped: post(1, 'CE000001042IE'),
    tell: 'Your order is on its way with An Post. Tracking number: CE000001042IE',
  },
  { number: '1043', owner: 'alan', daysAgo: 2, status: 'processing', lines: [['KET-HRT', 1]], method: 'cod' },
  {
    number: '1044',
    owner: 'grace',
    daysAgo: 1,
    status: 'processing',
    lines: [
      ['LAMP-JUN', 1],
      ['HOM-MOS', 1],
    ],
  },
  { number: '1045', owner: 'linus', daysAgo: 0, status: 'processing', lines: [['LAMP-WIL', 1]] },
]
