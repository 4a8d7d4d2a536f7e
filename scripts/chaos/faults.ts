import type { Dice } from './dice.ts'

export const FAULT_KINDS = [
  'client killed',
  'shop killed',
  'request lost',
  'request delayed',
  'request repeated',
  'response lost',
  'answer unsigned',
  'store refused',
  'store answer lost',
  'staff changed the order',
  'clicked again',
  'second session',
] as const
export type FaultKind = (typeof FAULT_KINDS)[number]
export type Tally = Record<FaultKind, number>

/** Chances per boundary, high enough that most runs suffer several at once. */
const CHANCES: Record<FaultKind, number> = {
  'client killed': 0.02,
  'shop killed': 0.06,
  'request lost': 0.08,
  'request delayed': 0.08,
  'request repeated': 0.08,
  'response lost': 0.1,
  'answer unsigned': 0.04,
  'store refused': 0.015,
  'store answer lost': 0.015,
  'staff changed the order': 0.1,
  'clicked again': 0.5,
  'second session': 0.3,
}

export const blankTally = (): Tally => Object.fromEntries(FAULT_KINDS.map((kind) => [kind, 0])) as Tally

/** Rolls for each boundary while `isOn`; what happened is counted. */
export function openFaults(dice: Dice, tally: Tally) {
  const faults = {
    isOn: true,
    strikes(kind: FaultKind): boolean {
      if (!faults.isOn || !dice.chance(CHANCES[kind])) return false
      tally[kind]++
      return true
    },
  }
  return faults
}
export type Faults = ReturnType<typeof openFaults>
