import { CANARIES, canariesIn, isMasked } from '../src/wiring/testing/canaries.ts'
import { playCanaries } from '../src/wiring/testing/play-canaries.ts'

/**
 * `npm run scrub:canaries`: plants one of each private thing in every input, looks at every byte that leaves, and prints
 * a line for each exit. Exits 1 when one of them got out, or when an exit let nothing out and so proved nothing.
 */
const planted = Object.keys(CANARIES).length
let bad = 0
console.log(`${planted} canaries in every field of every input\n`)
for (const { exit, bodies } of await playCanaries()) {
  const bytes = bodies.join('\n')
  const leaked = canariesIn(bytes)
  if (leaked.length > 0 || !isMasked(bytes)) bad++
  const verdict =
    leaked.length > 0 ? `LEAKED ${leaked.join(', ')}` : !isMasked(bytes) ? 'NOTHING PLANTED WENT OUT' : 'none left'
  console.log(
    `${exit.padEnd(26)} ${String(bodies.length).padStart(4)} sent ${String(bytes.length).padStart(7)} bytes  ${verdict}`
  )
}
process.exitCode = bad > 0 ? 1 : 0
