import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { knowledgeRoutes } from './knowledge-routes.ts'
import type { OpsVariables } from './ops-routes.ts'

function desk(isAdmin: boolean) {
  const did: string[] = []
  const app = new Hono<OpsVariables>()
  app.use(async (c, next) => {
    c.set('staff', { subject: 'wp:1', name: 'Eva', isAdmin })
    await next()
  })
  app.route(
    '/',
    knowledgeRoutes({
      knowledge: {
        listSynonyms: async () => [{ id: 1, words: ['settee', 'sofa'] }],
        addSynonyms: async (words) => (did.push(`add ${words.join()}`), 2),
        removeSynonyms: async (id) => void did.push(`remove ${id}`),
        listGaps: async () => [{ key: 'k', question: 'Do you repair lamps?', times: 2, lastAt: 0 }],
        closeGap: async (key) => void did.push(`close ${key}`),
      },
    })
  )
  const ask = async (method: string, path: string, body?: unknown) => {
    const response = await app.request(path, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
    return response.status
  }
  return { app, ask, did }
}

it('staff read the gaps and the words that are the same', async () => {
  const { app } = desk(false)
  expect(await (await app.request('/synonyms')).json()).toEqual({ groups: [{ id: 1, words: ['settee', 'sofa'] }] })
  expect(await (await app.request('/gaps')).json()).toMatchObject({ gaps: [{ times: 2 }] })
})

it('admins change them', async () => {
  const { ask, did } = desk(true)
  const statuses = [
    await ask('POST', '/synonyms', { words: ['couch', ' sofa '] }),
    await ask('DELETE', '/synonyms/1'),
    await ask('DELETE', '/gaps/k'),
  ]
  expect(statuses).toEqual([201, 204, 204])
  expect(did).toEqual(['add couch,sofa', 'remove 1', 'close k'])
})

describe('refuses', () => {
  it.each<[string, boolean, string, string, unknown, number]>([
    ['a change by a colleague who is no admin', false, 'POST', '/synonyms', { words: ['a', 'b'] }, 403],
    ['a removal by one', false, 'DELETE', '/synonyms/1', undefined, 403],
    ['a closed gap by one', false, 'DELETE', '/gaps/k', undefined, 403],
    ['one word', true, 'POST', '/synonyms', { words: ['alone'] }, 400],
    ['no words', true, 'POST', '/synonyms', null, 400],
    ['a word of a page’s length', true, 'POST', '/synonyms', { words: ['a', 'x'.repeat(61)] }, 400],
    ['more than was asked for', true, 'POST', '/synonyms', { words: ['a', 'b'], id: 7 }, 400],
    ['an id that is none', true, 'DELETE', '/synonyms/one', undefined, 404],
    ['a key that is none', true, 'DELETE', "/gaps/'%20or", undefined, 404],
  ])('%s', async (_, isAdmin, method, path, body, status) => {
    const { ask, did } = desk(isAdmin)
    expect(await ask(method, path, body)).toBe(status)
    expect(did).toEqual([])
  })
})
