import type { Scenario, Topic } from '../scenario.ts'
import type { Trial } from './play.ts'

/** Chance that all of k trials drawn from n pass, when c of the n did: C(c,k) / C(n,k). */
export function passHat(passed: number, trials: number, k: number): number {
  if (k > trials) throw new Error(`pass^${k} needs ${k} trials, not ${trials}`)
  let chance = 1
  for (let index = 0; index < k; index++) chance *= Math.max(0, passed - index) / (trials - index)
  return chance
}

export type Line = { id: string; topic: Topic; passed: number; trials: number; withModel: boolean }
export type Row = { topic: Topic | 'all'; scenarios: number; withModel: number; passHat: number[] }

export const linesOf = (scenarios: Scenario[], trials: Trial[]): Line[] =>
  scenarios.map(({ id, topic, model }) => {
    const own = trials.filter((trial) => trial.scenario === id)
    return {
      id,
      topic,
      passed: own.filter((trial) => trial.score === 1).length,
      trials: own.length,
      withModel: model !== undefined,
    }
  })

/** One row a topic and one for all: the mean over its scenarios of pass^1 … pass^k. `withModel`: those a recorded model is part of. */
export function rowsOf(lines: Line[], k: number): Row[] {
  const topics = [...new Set(lines.map((each) => each.topic))]
  const row = (topic: Topic | 'all'): Row => {
    const own = lines.filter((line) => topic === 'all' || line.topic === topic)
    const mean = (size: number) =>
      own.length === 0 ? 0 : own.reduce((sum, line) => sum + passHat(line.passed, line.trials, size), 0) / own.length
    return {
      topic,
      scenarios: own.length,
      withModel: own.filter((line) => line.withModel).length,
      passHat: Array.from({ length: k }, (_, index) => mean(index + 1)),
    }
  }
  return [...topics.map(row), row('all')]
}
