import { tell } from '../checks/check.ts'
import { judge } from '../checks/judge.ts'
import { judgeAmounts, judgePrivacy, judgeShop, judgeStream, judgeText, ownedBy } from '../checks/standing.ts'
import type { Frame } from '../../src/contracts/frames.ts'
import { wordsOf, type Scenario, type Turn } from '../scenario.ts'
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
  const cards: Card[] = []
  for (const [index, turn] of scenario.turns.entries()) {
    const login = turn.as === undefined ? scenario.as : turn.as
    const visit = visits.get(login) ?? (await door.visit(login))
    visits.set(login, visit)
    if (turn.weather !== undefined) await door.setWeather(turn.weather)
    if (turn.moveOrder) await door.moveOrder(turn.moveOrder.number, turn.moveOrder.status)
    const heard = await act(door, visit, turn, cards)
    cards.push(...heard.frames.filter(isCard))
    trial.transcript.push({ role: 'shopper', text: wordsOf(turn) }, { role: 'assistant', text: heard.text })
    if (heard.firstTextMs !== null) trial.firstTextMs.push(heard.firstTextMs)
    const said = trial.transcript.flatMap((each) => (each.role === 'shopper' ? [each.text] : []))
    const world = await door.world()
    trial.failures.push(
      ...(await judgeTurn(index + 1, turn, { heard, world, login, said, stage, proves: scenario.proves }))
    )
  }
  const shop = judgeShop(before, await door.world(), scenario)
  if (shop) trial.failures.push({ turn: null, promise: 'the shop is unchanged', found: shop })
}

type Card = Extract<Frame, { type: 'data-consent' | 'data-code' }>
const isCard = (frame: Frame): frame is Card => frame.type === 'data-consent' || frame.type === 'data-code'

/** What the shopper does. A card that is not there is a promise broken, and says so. */
async function act(door: Door, visit: Visit, turn: Turn, cards: Card[]): Promise<Heard> {
  if ('say' in turn) return door.say(visit, turn.say, turn.streaming ?? true)
  const type = 'click' in turn ? 'data-consent' : 'data-code'
  const cardId = cards.findLast((card) => card.type === type)?.data.cardId
  if (cardId === undefined) throw new Error(`there is no ${type === 'data-code' ? 'code' : 'consent'} card to answer`)
  if ('click' in turn) return door.answerCard(visit, { cardId, decision: turn.click })
  const code = await mailedCode(door)
  const typed = turn.types === 'the_code' ? code : code === '000000' ? '111111' : '000000'
  return door.answerCard(visit, { cardId, code: typed })
}

/** The newest mail's code. It is sent off the hot path, so it may take a moment. */
async function mailedCode(door: Door): Promise<string> {
  for (let tries = 0; tries < 60; tries++) {
    const code = /\b\d{6}\b/.exec((await door.mails())[0]?.subject ?? '')
    if (code) return code[0]
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('no code was mailed')
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
    const told = { heard: answer, world: before, login: scenario.as, said, stage, proves: scenario.proves }
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

type Told = {
  heard: Heard
  world: World
  login: string | null
  said: string[]
  stage: Stage
  proves: string[] | undefined
}

async function judgeTurn(number: number, turn: Turn, told: Told): Promise<Failure[]> {
  const { heard, world, login, said, stage, proves } = told
  const own = ownedBy(world, login, proves)
  const standing: [string, string | null][] = [
    ['the stream is whole', judgeStream(heard)],
    ["says nothing of anybody else's", judgePrivacy(heard, world, { login, own, said })],
    ['every amount is real', await judgeAmounts(heard, { own, said }, stage.door.page)],
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
