import type { Scenario } from '../scenario.ts'
import { breakDoor, BROKEN_RULES, type Break } from '../target/break-door.ts'
import { knockAt, startTarget, type Target, type TargetAsk } from '../target/open-target.ts'
import { openScriptedModel, type ScriptedModel } from '../target/scripted-model.ts'
import type { SimulatedShopper } from '../target/simulated-shopper.ts'
import { play, type Trial } from './play.ts'

export type PlayAsk = {
  scenarios: Scenario[]
  trials: number
  /** A Worker that runs already; without one we start our own. */
  url: string | undefined
  fault: Break | undefined
  shopper: SimulatedShopper | undefined
  /** Vars for Workers of our own, such as a live model's. Scenarios with a script of their own keep their script. */
  vars: Record<string, string>
  played(trial: Trial): void
}

/** Every scenario k times. Scenarios with a script for the model run on a Worker whose provider is that script. */
export async function playAll(ask: PlayAsk): Promise<Trial[]> {
  const { url, scenarios } = ask
  if (url !== undefined) return onTarget(ask, { given: scenarios, rounds: ask.trials, open: async () => knockAt(url) })
  const rules = ask.fault === 'policy' ? { rules: BROKEN_RULES } : {}
  const open = (vars: TargetAsk['vars']) => () => startTarget({ vars: vars ?? {}, ...rules })
  const [scripted, plain] = split(scenarios, (each) => each.model !== undefined)
  const [changing, calm] = split(plain, leavesTraces)
  // Two at a time: a Worker mostly waits, and so do we.
  const [first, others] = await Promise.all([
    onTarget(ask, { given: calm, rounds: ask.trials, open: open(ask.vars) }),
    playChanging(ask, changing, open(ask.vars)).then(async (trials) => [
      ...trials,
      ...(await playScripted(ask, scripted, open)),
    ]),
  ])
  return [...first, ...others]
}

async function playChanging(ask: PlayAsk, given: Scenario[], open: () => Promise<Target>): Promise<Trial[]> {
  const trials: Trial[] = []
  for (let round = 0; round < ask.trials; round++) trials.push(...(await onTarget(ask, { given, rounds: 1, open })))
  return trials
}

async function playScripted(
  ask: PlayAsk,
  given: Scenario[],
  open: (vars: TargetAsk['vars']) => () => Promise<Target>
): Promise<Trial[]> {
  if (given.length === 0) return []
  const model = await openScriptedModel()
  const vars = { ...ask.vars, OPENAI_BASE_URL: model.baseUrl, OPENAI_API_KEY: 'scripted', OPENAI_MODEL: 'scripted' }
  return onTarget(ask, { given, rounds: ask.trials, open: open(vars), model })
}

/**
 * What is refunded stays refunded, counts against the next refund, and codes for one order are limited: each round of
 * these has a shop of its own.
 */
const leavesTraces = ({ mayChange, turns }: Scenario): boolean =>
  (mayChange ?? []).length > 0 || turns.some((turn) => turn.expect.some((check) => check.kind === 'asks_code'))

const split = <T>(all: T[], isFirst: (each: T) => boolean): [T[], T[]] => [
  all.filter(isFirst),
  all.filter((each) => !isFirst(each)),
]

type Group = { given: Scenario[]; rounds: number; open: () => Promise<Target>; model?: ScriptedModel }

async function onTarget(ask: PlayAsk, group: Group): Promise<Trial[]> {
  if (group.given.length === 0) return []
  const target = await group.open()
  try {
    return await playGroup(ask, group, target)
  } finally {
    await target.close()
    await group.model?.close()
  }
}

async function playGroup(ask: PlayAsk, { given, rounds, model }: Group, target: Target): Promise<Trial[]> {
  const door = ask.fault === undefined ? target.door : breakDoor(target.door, ask.fault)
  // An order nobody has: what everyone else must sound like.
  const unknown = await door.say(await door.visit(null), 'Where is order 98765?')
  const stage = { door, model: model ?? null, shopper: ask.shopper, unknownOrderWords: unknown.text }
  const trials: Trial[] = []
  // The breaker is shared by all sessions and stays open for half a minute, so storms come after everything else.
  for (const act of split(given, (each) => each.turns.every((turn) => turn.weather === undefined))) {
    // All once, then all again: one shopper's messages stay apart, so rate limits are not what is measured.
    for (const scenario of Array.from({ length: rounds }, () => act).flat()) {
      const trial = await play(scenario, stage)
      trials.push(trial)
      ask.played(trial)
    }
  }
  return trials
}
