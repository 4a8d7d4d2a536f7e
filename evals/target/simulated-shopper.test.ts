import { expect, it } from 'vitest'
import { scenarios } from '../scenarios/all.ts'
import { play } from '../score/play.ts'
import type { Door, Heard } from './door.ts'
import { openScriptedModel } from './scripted-model.ts'
import { openShopper, type Said } from './simulated-shopper.ts'

const scenario = scenarios.find((each) => each.id === 'orders/visitor-asks-existing')!

it('a model plays the shopper with what the scenario says they know', async () => {
  const model = await openScriptedModel()
  try {
    model.play({ plan: 'Where is order 1042?' })
    const asked: string[] = []
    const spy: typeof fetch = (input, init) => {
      asked.push(JSON.stringify(init?.body))
      return fetch(input, init)
    }
    const shopper = openShopper({ baseUrl: model.baseUrl, apiKey: 'k', model: 'm', fetch: spy })
    expect(await shopper(scenario, [])).toBe('Where is order 1042?')
    expect(asked[0]).toContain('the e-mail on the order')
    model.play({ plan: '[leaves]' })
    expect(await shopper(scenario, [{ role: 'shopper', text: 'hi' }])).toBeNull()
  } finally {
    await model.close()
  }
})

it('is held to the standing promises after every message', async () => {
  const order = {
    number: '1042',
    owner: 'ada',
    email: 'ada@example.com',
    postcode: 'H91 0AA1',
    tracking: [],
    shipping: {},
    items: [],
  }
  const world = { customers: [], orders: [order], pages: [] }
  const answer: Partial<Heard> = {
    status: 200,
    text: 'It belongs to ada@example.com.',
    frames: [
      { type: 'start', messageId: 'm' },
      { type: 'text-delta', id: 't', delta: 'ada@example.com' },
      { type: 'finish' },
    ],
    sources: [],
    offersPerson: true,
    handoffMode: null,
    firstTextMs: 1,
  }
  const door = {
    visit: async () => ({}),
    world: async () => world,
    say: async () => answer,
    page: async () => '',
  } as unknown as Door
  const lines = ['Where is order 1042?', null]
  const shopper = async (_: unknown, _said: Said[]) => lines.shift() ?? null
  const trial = await play(scenario, { door, model: null, unknownOrderWords: 'no', shopper })
  expect(trial.failures.map((failure) => failure.promise)).toEqual(["says nothing of anybody else's"])
})
