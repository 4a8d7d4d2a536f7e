import type { TurnRow } from './memory/memory.ts'

/** Numbers passed over after a crash: more than a turn can hold, so one that a client saw is never used again. */
export const FRAME_SKIP = 10_000
/** A turn that has crashed this often is closed honestly instead of begun again: it may be what crashes us. */
const MAX_ATTEMPTS = 3

export type Recovery = { turn: TurnRow; act: 'run' | 'restart' | 'give_up' }

/**
 * What a waking session does with turns that never ended. Queued ones simply run. A running one was cut: it starts
 * again (every tool it used reads only, or is keyed) and says so, or is given up after the third try.
 */
export function decideRecovery(unfinished: TurnRow[]): Recovery[] {
  return unfinished.map((turn) => {
    if (turn.state === 'queued') return { turn, act: 'run' }
    return { turn, act: turn.attempt >= MAX_ATTEMPTS ? 'give_up' : 'restart' }
  })
}
