import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NO_VAULT, openVault } from './open-vault.ts'

const [OLD, NEW] = ['o'.repeat(40), 'n'.repeat(40)]
const vault = openVault({ k2: NEW, k1: OLD })
const PLACE = 'messages.body:m1'

describe('a vault', () => {
  it('gives back any text it sealed, and shows nothing of it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const stored = vault.seal(text, PLACE)
        expect(vault.read(stored, PLACE)).toBe(text)
        expect(text.length > 8 && stored.includes(text)).toBe(false)
      })
    )
  })
  it('seals the same text differently each time', () => {
    expect(vault.seal('ada', PLACE)).not.toBe(vault.seal('ada', PLACE))
  })
  it('opens what an older key sealed, and seals with the first', () => {
    const stored = openVault({ k1: OLD }).seal('ada', PLACE)
    expect([vault.read(stored, PLACE), vault.keyId]).toEqual(['ada', 'k2'])
  })
  it('reads what was kept plain before there was a key', () => {
    expect(vault.read(NO_VAULT.seal('ada@example.com', PLACE), PLACE)).toBe('ada@example.com')
  })
  it('finds a text by the newest hash first, then by those of older keys and of none', () => {
    const [newest, ...older] = vault.lookups('ada@example.com')
    expect(newest).toBe(openVault({ k2: NEW }).lookups('ada@example.com')[0])
    expect(older).toEqual([
      openVault({ k1: OLD }).lookups('ada@example.com')[0],
      NO_VAULT.lookups('ada@example.com')[0],
    ])
    expect(vault.lookups('bob@example.com')).not.toContain(newest)
  })
})

describe('refuses', () => {
  const stored = vault.seal('ada', PLACE)
  it.each([
    ['another row', stored, 'messages.body:m2'],
    ['another column', stored, 'tickets.body:m1'],
    ['a changed byte', stored.slice(0, -2) + (stored.endsWith('AA') ? 'BB' : 'AA'), PLACE],
    ['a cut value', stored.slice(0, 12), PLACE],
    ['another key', openVault({ k2: 'x'.repeat(40) }).seal('ada', PLACE), PLACE],
    ['a key that is gone', openVault({ k9: OLD }).seal('ada', PLACE), PLACE],
  ] as const)('%s', (_, value, place) => {
    expect(() => vault.read(value, place)).toThrow('sealed value')
  })
  it('words made to look sealed or escaped: they come back as words', () => {
    for (const words of [stored, 'ch1:k2:AAAA', 'ch0:hello', 'ch0:ch0:x']) {
      expect(vault.read(NO_VAULT.seal(words, PLACE), PLACE)).toBe(words)
      expect(vault.read(vault.seal(words, PLACE), PLACE)).toBe(words)
    }
  })
  it('a key id that could not stand in a row', () => {
    expect(() => openVault({ '2026': NEW })).toThrow('DATA_KEYS')
    expect(() => openVault({ a_b: NEW })).toThrow('DATA_KEYS')
  })
})
