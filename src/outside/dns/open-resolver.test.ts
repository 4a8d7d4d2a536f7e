import { describe, expect, it } from 'vitest'
import { openResolver } from './open-resolver.ts'

type Reply = { Status: number; Answer?: { type: number; data: string }[] }

function resolver(replies: Record<string, Reply>, change: { status?: number } = {}) {
  const asked: string[] = []
  let now = 0
  const resolve = openResolver({
    now: () => now,
    fetch: async (url) => {
      const type = new URL(url).searchParams.get('type')!
      asked.push(`${new URL(url).searchParams.get('name')} ${type}`)
      const reply = replies[type]
      if (!reply) throw new Error('network')
      return Response.json(reply, { status: change.status ?? 200 })
    },
  })
  return { resolve, asked, tick: (ms: number) => void (now += ms) }
}
const BOTH = {
  A: {
    Status: 0,
    Answer: [
      { type: 5, data: 'edge.example.' },
      { type: 1, data: '203.0.113.7' },
    ],
  },
  AAAA: { Status: 0, Answer: [{ type: 28, data: 'fe80::1' }] },
}

describe('a host name', () => {
  it('has its addresses of both families, without the aliases on the way', async () => {
    expect(await resolver(BOTH).resolve('shop.example')).toEqual(['203.0.113.7', 'fe80::1'])
  })

  it('is asked for once a minute', async () => {
    const { resolve, asked, tick } = resolver(BOTH)
    await resolve('shop.example')
    await resolve('shop.example')
    expect(asked).toEqual(['shop.example A', 'shop.example AAAA'])
    tick(60_000)
    await resolve('shop.example')
    expect(asked).toHaveLength(4)
  })

  it('that does not exist has none', async () => {
    expect(await resolver({ A: { Status: 3 }, AAAA: { Status: 3 } }).resolve('no.example')).toEqual([])
  })

  it.each<[string, Record<string, Reply>, { status?: number }, string]>([
    ['half of the answer does not come', { A: BOTH.A }, {}, 'upstream_unreachable'],
    ['the resolver fails', { A: { Status: 2 }, AAAA: BOTH.AAAA }, {}, 'upstream_garbled'],
    ['the resolver refuses', BOTH, { status: 500 }, 'upstream_garbled'],
  ])('is not known when %s', async (_, replies, change, code) => {
    await expect(resolver(replies, change).resolve('shop.example')).rejects.toMatchObject({ code })
  })
})
