import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ModelPort } from '../src/contracts/model.ts'
import { DEFAULT_PRICES } from '../src/brain/budgets/price-table.ts'
import { composeInto } from '../src/brain/compose/compose.ts'
import type { ComposeDeps } from '../src/brain/compose/compose-deps.ts'
import { findValues } from '../src/brain/guard/values.ts'
import { fakeModel, tokens } from '../src/brain/testing/fake-model.ts'
import { orderOutcome, passage, kbOutcome, toPages } from '../src/brain/testing/turns.ts'
import { PROVEN_VERSION } from '../src/brain/versions/brain-version.ts'
import { openOpenAiModel } from '../src/outside/models/open-openai-model.ts'

/**
 * What the guards cost, on against off in one run. Off is the provider's stream drained by the same reader; on is a
 * whole composed answer: prompt, guard, slots, claims, citations. Time to first text over HTTP, then CPU without a network.
 */
const RULE =
  'You may return an opened lamp within 30 days of delivery. The bulb must be unused and the box complete. We pay the return label for faulty goods. '
const ANSWER =
  'You may return an opened lamp within 30 days of delivery [1]. Order {{order.number}} is {{order.status}} and its total is {{order.total}}. ' +
  'The bulb must be unused and the box complete [1]. The shop pays the return label for faulty goods [1]. ' +
  'Put the lamp back in its box with the bulb beside it, close the box well, and put the label on the long side. ' +
  'Take it to the post office by the time your 30 days are over, and keep the slip until the parcel has come back. You can ask here at any time.'
const TOKENS = tokens(ANSWER)
const passages = [1, 2, 3, 4].map((no) =>
  passage({
    chunkId: `c${no}`,
    text: `${RULE.repeat(4)}Put the lamp back in its box with the bulb beside it, close the box, put the label on the long side, take it to the post office and keep the slip until the parcel is back. `,
  })
)
const ask = toPages(
  'Can I return the opened lamp of order 1042?',
  passages,
  {},
  { outcomes: [orderOutcome(), kbOutcome(passages)] }
)
const FIRST_TOKEN_MS = 20

function startProvider() {
  const head = (content: string) =>
    `data: ${JSON.stringify({ choices: [{ delta: { content }, finish_reason: null }] })}\n\n`
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      setTimeout(() => {
        let at = 0
        const next = () => {
          if (at === TOKENS.length)
            return void response.end('data: {"choices":[{"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n')
          response.write(head(TOKENS[at++]!))
          setImmediate(next)
        }
        next()
      }, FIRST_TOKEN_MS)
    })
  })
  return new Promise<{ url: string; stop: () => void }>((resolve) =>
    server.listen(0, '127.0.0.1', () =>
      resolve({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, stop: () => server.close() })
    )
  )
}

const depsFor = (model: ModelPort): ComposeDeps => ({
  version: PROVEN_VERSION,
  models: { small: [model], large: [] },
  prices: DEFAULT_PRICES,
  now: () => performance.now(),
  isAllowedLink: (url) => url.startsWith('https://shop.example/'),
})

type Heard = { firstMs: number; text: string; withheld: number }
const signal = new AbortController().signal

async function guarded(model: ModelPort): Promise<Heard> {
  const startedMs = performance.now()
  const heard: Heard = { firstMs: -1, text: '', withheld: 0 }
  await composeInto(
    depsFor(model),
    { ...ask, nowMs: startedMs },
    (part) => {
      if (part.kind === 'end') heard.withheld = Object.keys(part.withheld).length
      if (part.kind !== 'text') return
      if (heard.firstMs < 0) heard.firstMs = performance.now() - startedMs
      heard.text += part.text
    },
    signal
  )
  return heard
}

/** The same prompt on both sides, so that what differs is the guard and the answer made of it. */
const PROMPT = await promptOf()
async function promptOf() {
  const model = fakeModel([['x']])
  await guarded(model)
  return model.asked[0]!
}

async function bare(model: ModelPort): Promise<Heard> {
  const startedMs = performance.now()
  const heard: Heard = { firstMs: -1, text: '', withheld: 0 }
  for await (const delta of model.stream(PROMPT, signal)) {
    if (delta.kind !== 'text') continue
    if (heard.firstMs < 0) heard.firstMs = performance.now() - startedMs
    heard.text += delta.text
  }
  return heard
}

const quantile = (values: number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!
}
const round = (value: number) => Math.round(value * 1_000) / 1_000

/**
 * Off and on take turns, and what counts is the difference within each pair: a busy second falls on both. Several runs,
 * each with its own median, show how far the figure is to be trusted.
 */
async function firstText({ runs, pairs }: { runs: number; pairs: number }) {
  const provider = await startProvider()
  const model = openOpenAiModel({ baseUrl: provider.url, apiKey: 'k', model: 'm', fetch, now: () => performance.now() })
  for (let warm = 0; warm < 30; warm++) await (warm % 2 ? bare(model) : guarded(model))
  const [off, on, added, medians]: [number[], number[], number[], number[]] = [[], [], [], []]
  for (let run = 0; run < runs; run++) {
    const differences: number[] = []
    for (let no = 0; no < pairs; no++) {
      // Whoever goes second finds a warmer machine, so they take turns at that too.
      const first = no % 2 === 0 ? await bare(model) : await guarded(model)
      const second = no % 2 === 0 ? await guarded(model) : await bare(model)
      const [without, withGuard] = no % 2 === 0 ? [first, second] : [second, first]
      off.push(without.firstMs)
      on.push(withGuard.firstMs)
      differences.push(withGuard.firstMs - without.firstMs)
    }
    added.push(...differences)
    medians.push(quantile(differences, 0.5))
  }
  provider.stop()
  return {
    offP50Ms: round(quantile(off, 0.5)),
    onP50Ms: round(quantile(on, 0.5)),
    addedP50Ms: round(quantile(medians, 0.5)),
    addedP50OfRuns: medians.map(round).sort((a, b) => a - b),
    addedP95Ms: round(quantile(added, 0.95)),
    ratio: round(quantile(on, 0.5) / quantile(off, 0.5)),
  }
}

async function cpuPerAnswer(rounds: number) {
  const model = fakeModel([TOKENS])
  const measure = async (run: (model: ModelPort) => Promise<Heard>) => {
    for (let warm = 0; warm < 200; warm++) await run(model)
    const firsts: number[] = []
    const before = process.cpuUsage()
    for (let no = 0; no < rounds; no++) firsts.push((await run(model)).firstMs)
    const { user, system } = process.cpuUsage(before)
    model.asked.length = 0
    return { cpuMs: (user + system) / rounds / 1_000, firstMs: quantile(firsts, 0.5) }
  }
  const [off, on] = [await measure(bare), await measure(guarded)]
  return {
    offMs: round(off.cpuMs),
    onMs: round(on.cpuMs),
    addedMs: round(on.cpuMs - off.cpuMs),
    /** Work before the first text with no network and no timer in it: what a busy machine cannot blur. */
    addedBeforeFirstP50Ms: round(on.firstMs - off.firstMs),
    tokens: TOKENS.length,
  }
}

/** Of the values a shopper was shown, how many stand in the order, the pages or the message. Slots are ours by making. */
async function tracedShare() {
  const { text, withheld } = await guarded(fakeModel([TOKENS]))
  const sources = new Set(
    [...passages.map((each) => each.text), ask.message, '1042 for €53.90'].flatMap((each) =>
      findValues(each).flatMap((value) => value.readings)
    )
  )
  const values = findValues(text)
  const traced = values.filter((value) => value.readings.some((each) => sources.has(each)))
  return { values: values.length, traced: traced.length, withheld, text }
}

const report = {
  firstText: await firstText({ runs: 7, pairs: 60 }),
  cpuPerAnswer: await cpuPerAnswer(1_500),
  traced: await tracedShare(),
}
if (process.argv.includes('--json')) console.log(JSON.stringify(report, null, 2))
else {
  const { firstText: first, cpuPerAnswer: cpu, traced } = report
  console.log(
    `first text   off ${first.offP50Ms} ms   on ${first.onP50Ms} ms   added p50 ${first.addedP50Ms} ms, p95 ${first.addedP95Ms} ms   on/off ${first.ratio}`
  )
  console.log(`             added p50 of each run: ${first.addedP50OfRuns.join(', ')} ms`)
  console.log(`CPU/answer   off ${cpu.offMs} ms   on ${cpu.onMs} ms   added ${cpu.addedMs} ms (${cpu.tokens} tokens)`)
  console.log(`work before the first text, no network: added p50 ${cpu.addedBeforeFirstP50Ms} ms`)
  console.log(`values shown ${traced.values}, traced to a source ${traced.traced}`)
}
