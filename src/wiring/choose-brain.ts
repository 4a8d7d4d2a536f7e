import type { Plan } from '../contracts/plan.ts'
import { flagTable, type Flags } from '../flags/flag-table.ts'
import type { TurnDeps } from '../session/turn-loop.ts'
import type { Parts } from './parts.ts'

const DEFAULTS = Object.fromEntries(Object.entries(flagTable).map(([name, row]) => [name, row.default])) as Flags
/** The assistant is switched off: every turn goes to a person. */
const TO_A_PERSON: Plan = {
  intent: 'speak_to_human',
  confidence: 1,
  by: 'rules',
  act: { kind: 'hand_over', reason: 'provider_down' },
}

/** The brain of one session, chosen again as each turn begins: turns never overlap, so it holds for the whole turn. */
export function chooseBrain(parts: Parts, sessionId: string) {
  let flags = DEFAULTS
  let chosen = parts.brain.of(sessionId, flags)
  const makePlan: TurnDeps['makePlan'] = async (ask, signal, span) => {
    flags = await parts.flags()
    chosen = parts.brain.of(sessionId, flags)
    return flags.assistant_live ? chosen.plan(ask, signal, span) : { plan: TO_A_PERSON, hops: [] }
  }
  const compose: TurnDeps['compose'] = (ask, emit, signal, span) => chosen.compose(ask, emit, signal, span)
  const isShadow = async () => (await parts.flags()).shadow_mode
  return { makePlan, compose, isShadow, brainVersion: () => chosen.version, mayStream: () => flags.streaming_live }
}
