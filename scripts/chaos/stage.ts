import { AsyncLocalStorage } from 'node:async_hooks'
import type { Dice } from './dice.ts'
import { isCryptoBusy } from './steady-crypto.ts'

/** `waits`: the points this actor stands at; more than one when it does several things at once. */
type Actor = { name: string; waits: (() => void)[]; isDead: boolean; isDone: boolean; group: string }

const never = <T>(): Promise<T> => new Promise<T>(() => undefined)

const tick = () => new Promise<void>((resolve) => setImmediate(resolve))

/** Two ticks without crypto under way: whatever could move by itself has moved. */
async function quiet(): Promise<void> {
  for (let still = 0; still < 2;) {
    await tick()
    still = isCryptoBusy() ? 0 : still + 1
  }
}

/**
 * A stage on which one actor moves at a time. Everything asynchronous in the code under test passes a `point`, where
 * the actor waits until the dice choose it; a killed actor never returns from its point, as a crashed process does not.
 */
export function openStage(dice: Dice) {
  const playing = new AsyncLocalStorage<Actor>()
  const actors = new Set<Actor>()
  const trace: string[] = []

  function spawn(name: string, group: string, play: () => Promise<void>): void {
    const actor: Actor = { name, group, waits: [], isDead: false, isDone: false }
    actors.add(actor)
    actor.waits.push(
      () =>
        void playing.run(actor, async () => {
          try {
            await play()
          } finally {
            actor.isDone = true
          }
        })
    )
  }

  function point(where: string): Promise<void> {
    const actor = playing.getStore()
    if (!actor) return Promise.resolve()
    if (actor.isDead) return never()
    trace.push(`${actor.name}@${where}`)
    return new Promise((resolve) => actor.waits.push(resolve))
  }

  const isPlaying = (actor: Actor) => !actor.isDead && !actor.isDone

  return {
    spawn,
    point,
    trace,
    /** False for the one who tells the story: no boundary of theirs can fail. */
    isActing: () => playing.getStore() !== undefined,
    /** Ends every actor of a group where it stands. */
    kill(group: string): void {
      for (const actor of actors) if (actor.group === group) actor.isDead = true
    },
    killMe(): Promise<never> {
      const actor = playing.getStore()
      if (actor) actor.isDead = true
      return never()
    },
    /** Runs until nobody can move. Answers the names of those who wait for something that will not come. */
    async run(): Promise<string[]> {
      for (;;) {
        const ready = [...actors].filter((actor) => isPlaying(actor) && actor.waits.length > 0)
        if (ready.length === 0) break
        const { waits } = dice.pick(ready)
        waits.splice(dice.below(waits.length), 1)[0]!()
        await quiet()
      }
      const stuck = [...actors].filter(isPlaying).map((actor) => actor.name)
      actors.clear()
      return stuck
    },
  }
}
export type Stage = ReturnType<typeof openStage>
