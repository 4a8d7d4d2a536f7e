import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openKillableWorker } from '../src/edge/testing/killable-worker.ts'
import { openPacedModel } from '../src/edge/testing/paced-model.ts'
import { answers, ask, launchBrowser, openChat, PHONE, settled, shoot, visit } from './rig.ts'

const WORDS =
  'Yes, you may send back a lamp you have opened. It should be clean and complete with everything it came with. [1]'
const folder = mkdtempSync(join(tmpdir(), 'counterhand-crash-'))
let browser: Browser
let model: Awaited<ReturnType<typeof openPacedModel>>
let worker: Awaited<ReturnType<typeof openKillableWorker>>

beforeAll(async () => {
  browser = await launchBrowser()
  model = await openPacedModel({ words: WORDS, wordMs: 150 })
  const vars = { OPENAI_BASE_URL: model.baseUrl, OPENAI_API_KEY: 'sk-of-a-test', OPENAI_MODEL: 'fake' }
  worker = await openKillableWorker(folder, vars)
  await worker.migrate()
  await worker.start()
  await (await fetch(`${worker.origin}/demo/crawl`, { method: 'POST' })).text()
}, 120_000)
afterAll(async () => {
  await browser.close()
  await worker.kill()
  await model.close()
  rmSync(folder, { recursive: true, force: true })
})

it('the chat comes back by itself when the service is killed in mid-sentence', async () => {
  const { page, context } = await visit(browser, worker.origin, { viewport: PHONE })
  await openChat(page)
  await ask(page, 'Can I return a lamp I opened?')
  await expect
    .poll(() => answers(page).allInnerTexts(), { timeout: 20_000 })
    .toEqual([expect.stringContaining('send back')])
  await worker.kill()
  await shoot(page, 'crash-390-away')
  model.play({ words: WORDS })
  await worker.start()

  await expect.poll(() => answers(page).last().innerText(), { timeout: 60_000 }).toContain('everything it came with')
  await settled(page)
  await shoot(page, 'crash-390-back')
  const text = (await answers(page).allInnerTexts()).join(' ')
  expect(text.match(/you may send back a lamp/g)).toHaveLength(1)
  await context.close()
}, 120_000)
