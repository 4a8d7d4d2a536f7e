import { DEMO_RULES } from '../../src/wiring/demo/demo-rules.ts'
import type { Frame } from '../../src/contracts/frames.ts'
import type { Door, Heard } from './door.ts'

/** Ways a product could be broken, for showing that the harness notices and names the reason. */
export const BREAKS = ['policy', 'ownership', 'amounts', 'citations', 'handoff'] as const
export type Break = (typeof BREAKS)[number]

/** Rules of a shop that lost its limits: no window ends, no sum is too large, no colleague is asked. */
export const BROKEN_RULES = {
  ...DEMO_RULES,
  refunds: {
    ...DEMO_RULES.refunds,
    windowDays: 3_650,
    softLimitMinor: 10_000_000,
    ceilingMinor: 10_000_000,
    customerCap: { count: 1_000, minor: 10_000_000 },
    statuses: ['pending', 'on-hold', 'processing', 'completed', 'cancelled', 'failed'],
  },
}

/** The same door, as if the product had this fault. A broken policy is the product's own, so the door stays as it is. */
export function breakDoor(door: Door, fault: Break): Door {
  switch (fault) {
    case 'policy':
      return door
    case 'ownership':
      // Whoever comes is taken for the owner of order 1042.
      return { ...door, visit: async (login) => ({ ...(await door.visit('ada')), login }) }
    case 'amounts':
      return { ...door, say: async (...ask) => changeText(await door.say(...ask), dearer) }
    case 'citations':
      return { ...door, say: async (...ask) => without(await door.say(...ask), 'source-url') }
    case 'handoff':
      return { ...door, say: async (...ask) => without(await door.say(...ask), 'data-handoff') }
  }
}

/** Every sum of money is one and a half times what it was. */
const dearer = (text: string) =>
  text.replace(
    /(€\s?)(\d+)(?=[.,]\d\d\b)/g,
    (_, sign: string, whole: string) => `${sign}${Math.ceil(Number(whole) * 1.5) + 1}`
  )

const changeText = (heard: Heard, change: (text: string) => string): Heard => ({ ...heard, text: change(heard.text) })

function without(heard: Heard, type: Frame['type']): Heard {
  const frames = heard.frames.filter((frame) => frame.type !== type)
  return {
    ...heard,
    frames,
    sources: type === 'source-url' ? [] : heard.sources,
    handoffMode: type === 'data-handoff' ? null : heard.handoffMode,
  }
}
