import { expect, it } from 'vitest'
import { CANARIES, canariesIn, isMasked, PLANTED, SESSION } from './testing/canaries.ts'
import { hashOfSession, playCanaries } from './testing/play-canaries.ts'

it('no canary planted in any input leaves by any exit', async () => {
  const exits = await playCanaries()
  expect(exits.map(({ exit }) => exit)).toHaveLength(11)
  // An exit that did not send what was planted, masked, proves nothing.
  expect(exits.filter(({ bodies }) => !isMasked(bodies.join(''))).map(({ exit }) => exit)).toEqual([])
  const leaks = exits.flatMap(({ exit, bodies }) => canariesIn(bodies.join('\n')).map((canary) => `${exit}: ${canary}`))
  expect(leaks).toEqual([])
})

it('a session leaves as its keyed hash, so that what belongs together still does', async () => {
  const exits = await playCanaries()
  const seen = exits.flatMap(({ exit, bodies }) => (/log|spans|fault events/.test(exit) ? bodies : []))
  expect(seen.filter((body) => body.includes(SESSION))).toEqual([])
  expect(seen.filter((body) => body.includes(hashOfSession())).length).toBeGreaterThan(10)
})

it('would find each of them', () => {
  expect(canariesIn(PLANTED)).toEqual(Object.values(CANARIES))
  expect(canariesIn(encodeURIComponent(PLANTED))).toEqual(Object.values(CANARIES))
})
