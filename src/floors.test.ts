import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, it } from 'vitest'

/** Who may know whom: a room may import itself and any lower floor. Never sideways, never up. */
const FLOORS = [
  ['base'],
  ['contracts'],
  ['observability'],
  ['store', 'outside', 'flags'],
  ['kb'],
  ['brain', 'hands'],
  ['session'],
  ['edge', 'jobs', 'console'],
  ['wiring'],
]
const ISLANDS: Record<string, string[]> = { widget: ['contracts', 'base'], demo: ['contracts', 'base'] }

/** Which rooms may name a vendor's package. A package not listed here is free for all. */
const VENDORS: { package: RegExp; rooms: string[] }[] = [
  { package: /^(drizzle-orm|@neondatabase\/serverless)(\/|$)/, rooms: ['store'] },
  { package: /^hono(\/|$)/, rooms: ['edge', 'console', 'demo'] },
  { package: /^(ai|@ai-sdk\/.*|workers-ai-provider|eventsource-parser)(\/|$)/, rooms: ['outside'] },
  { package: /^agents(\/|$)/, rooms: ['wiring', 'outside'] },
  { package: /^toucan-js$/, rooms: ['outside', 'observability'] },
  { package: /^preact(\/|$)/, rooms: ['widget'] },
  { package: /^cloudflare:/, rooms: ['wiring', 'observability'] },
]

const root = import.meta.dirname
const floorOf = new Map(FLOORS.flatMap((rooms, floor) => rooms.map((room) => [room, floor] as const)))
const roomOf = (path: string) => relative(root, path).split('/')[0]!.replace(/\.ts$/, '')
const IMPORT = /(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g

function mayImport(from: string, to: string): boolean {
  if (from === to) return true
  if (from === 'env') return to === 'base'
  if (from === 'main') return to === 'wiring' || to === 'env'
  if (to === 'env') return from === 'wiring' // bindings stop at the wiring
  if (from in ISLANDS) return ISLANDS[from]!.includes(to)
  if (to in ISLANDS) return from === 'wiring'
  const [above, below] = [floorOf.get(from), floorOf.get(to)]
  return above !== undefined && below !== undefined && below < above
}

const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (entry) => /\.tsx?$/.test(entry) && !/\.(test|test-d)\.tsx?$|(^|\/)(fixtures|testing)\//.test(entry)
)

it('imports run downhill', () => {
  const uphill: string[] = []
  for (const entry of sources) {
    const file = join(root, entry)
    const from = roomOf(file)
    for (const [, target] of readFileSync(file, 'utf8').matchAll(IMPORT)) {
      if (!target!.startsWith('.')) continue
      const to = roomOf(resolve(dirname(file), target!))
      if (!mayImport(from, to)) uphill.push(`${entry} -> ${to}`)
    }
  }
  expect(uphill).toEqual([])
})

it('vendors stay in their rooms', () => {
  const strays: string[] = []
  for (const entry of sources) {
    const room = roomOf(join(root, entry))
    for (const [, target] of readFileSync(join(root, entry), 'utf8').matchAll(IMPORT)) {
      const vendor = VENDORS.find((each) => each.package.test(target!))
      if (vendor && !vendor.rooms.includes(room)) strays.push(`${entry} -> ${target}`)
    }
  }
  expect(strays).toEqual([])
})

it('every room has a floor and a README', () => {
  const rooms = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  for (const room of rooms) {
    expect([...floorOf.keys(), ...Object.keys(ISLANDS)]).toContain(room.name)
    expect(readdirSync(join(root, room.name)), `${room.name} has a README.md`).toContain('README.md')
  }
})
