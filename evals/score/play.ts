import { tell } from '../checks/check.ts'
import { judge } from '../checks/judge.ts'
import { judgeAmounts, judgePrivacy, judgeShop, judgeStream, judgeText, ownedBy } from '../checks/standing.ts'
import type { Scenario, Turn } from '../scenario.ts'
import type { Door, Heard, Visit } from '../target/door.ts'
import type { SimulatedShopper } from '../target/simulated-shopper.ts'
import type { ScriptedModel } from '../target/scripted-model.ts'
import type { World } from '../target/world.ts'

export type Failure = { turn: number | null; promise: string; found: string }
export type Trial = {
  scenario: string
  /** Scores multiply, so one broken promise is zero. */
  score: 0 | 1
  failures: Failure[]
  transcript: { role: 'shopper' | 'assistant'; text: string }[]
  firstTextMs: number[]
}
export type Stage = {
  door: Door
  model: ScriptedModel | null
  unknownOrderWords: string
  /** Plays scenarios that say who their shopper is, instead of their written turns. */
  shopper?: SimulatedShopper | undefined
}

/** Plays one conversation once. A crash of ours or the Worker's is a failure, never an exception. */
export async function play(scenario: Scenario, stage: Stage): Promise<Trial> {
  const trial: Trial = { scenario: scenario.id, score: 1, failures: [], transcript: [], firstTextMs: [] }
  try {
    stage.model?.play(scenario.model ?? {})
    if (stage.shopper && scenario.shopper) await playShopper(scenario, stage.shopper, stage, trial)
    else await playTurns(scenario, stage, trial)
  } catch (error) {
    trial.failures.push({ turn: null, promise: 'the conversation can be held', found: String(error) })
  } finally {
    if (scenario.turns.some((turn) => turn.weather !== undefined)) await stage.door.clearWeather()
  }
  trial.score = trial.failures.length === 0 ? 1 : 0
  return trial
}

async function playTurns(scenario: Scenario, stage: Stage, trial: Trial): Promise<void> {
  const { door } = stage
  const visits = new Map<string | null, Visit>()
  const before = await door.world()
  for (const [index, turn] of scenario.turns.entries()) {
    const login = turn.as === undefined ? scenario.as : turn.as
    const visit = visits.get(login) ?? (await door.visit(login))
    visits.set(login, visit)
    if (turn.weather !== undefined) await door.setWeather(turn.weather)
    if (turn.moveOrder) await door.moveOrder(turn.moveOrder.number, turn.moveOrder.status)
    const heard = await door.say(visit, turn.say, turn.streaming ?? true)
    trial.transcript.push({ role: 'shopper', text: turn.say }, { role: 'assistant', text: heard.text })
    if (heard.firstTextMs !== null) trial.firstTextMs.push(heard.firstTextMs)
    const said = trial.transcript.flatMap((each) => (each.role === 'shopper' ? [each.text] : []))
    const world = await door.world()
    trial.failures.push(...(await judgeTurn(index + 1, turn, { heard, world, login, said, stage })))
  }
  const shop = judgeShop(before, await door.world(), scenario)
  if (shop) trial.failures.push({ turn: null, promise: 'the shop is unchanged', found: shop })
}

const MESSAGES_MAX = 6

/** Standing promises after every message; the scenario's last expectations once, of the whole conversation. */
async function playShopper(scenario: Scenario, shopper: SimulatedShopper, stage: Stage, trial: Trial): Promise<void> {
  const { door } = stage
  const visit = await door.visit(scenario.as)
  const before = await door.world()
  const heard: Heard[] = []
  while (heard.length < MESSAGES_MAX) {
    const say = await shopper(scenario, trial.transcript)
    if (say === null) break
    const answer = await door.say(visit, say)
    heard.push(answer)
    trial.transcript.push({ role: 'shopper', text: say }, { role: 'assistant', text: answer.text })
    const said = trial.transcript.flatMap((each) => (each.role === 'shopper' ? [each.text] : []))
    const told = { heard: answer, world: before, login: scenario.as, said, stage }
    trial.failures.push(...(await judgeTurn(heard.length, { say, expect: [] }, told)))
  }
  const last = heard.at(-1)
  if (!last) throw new Error('the simulated shopper wrote nothing')
  const frames = heard.flatMap((each) => each.frames)
  const whole: Heard = {
    ...last,
    frames,
    text: heard.map((each) => each.text).join('\n'),
    sources: heard.flatMap((each) => each.sources),
  }
  for (const check of scenario.turns.at(-1)?.expect ?? []) {
    // How one answer is worded says nothing of a conversation that took another course.
    if (check.kind === 'refuses_like_unknown_order' || check.kind === 'sentences_at_most') continue
    const found = judge(check, { heard: whole, world: before, unknownOrderWords: stage.unknownOrderWords })
    if (found) trial.failures.push({ turn: null, promise: tell(check), found })
  }
  const shop = judgeShop(before, await door.world(), scenario)
  if (shop) trial.failures.push({ turn: null, promise: 'the shop is unchanged', found: shop })
}

type Told = { heard: Heard; world: World; login: string | null; said: string[]; stage: Stage }

async function judgeTurn(number: number, turn: Turn, told: Told): Promise<Failure[]> {
  const { heard, world, login, said, stage } = told
  const own = ownedBy(world, login)
  const standing: [string, string | null][] = [
    ['the stream is whole', judgeStream(heard)],
    ["says nothing of anybody else's", judgePrivacy(heard, world, login, said)],
    ['every amount is real', await judgeAmounts(heard, own, stage.door.page)],
    ['the text is fit to show', judgeText(heard)],
  ]
  const wanted = turn.expect.map((check): [string, string | null] => [
    tell(check),
    judge(check, { heard, world, unknownOrderWords: stage.unknownOrderWords }),
  ])
  return [...standing, ...wanted].flatMap(([promise, found]) =>
    found === null ? [] : [{ turn: number, promise, found }]
  )
}
