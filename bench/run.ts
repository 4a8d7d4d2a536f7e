import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/**
 * `npm run bench [name …]`: the named benches, or all of them, one after another: two at once would measure each other.
 * Each prints JSON on standard output and how it goes on standard error. What follows the names, from the first flag on,
 * is handed to them: `npm run bench:kb -- --sizes 1000`.
 */
const here = import.meta.dirname
const known = readdirSync(here)
  .filter((name) => name.endsWith('.ts') && name !== 'run.ts')
  .map((name) => name.slice(0, -3))
const words = process.argv.slice(2)
const firstFlag = words.findIndex((word: string) => word.startsWith('-'))
const asked = firstFlag === -1 ? words : words.slice(0, firstFlag)
const flags = firstFlag === -1 ? [] : words.slice(firstFlag).filter((word: string) => word !== '--json')
const unknown = asked.filter((name: string) => !known.includes(name))
if (unknown.length > 0) {
  console.error(`There is no bench "${unknown.join('", "')}". There are: ${known.join(', ')}.`)
  process.exit(2)
}
const env = { ...process.env, ...(existsSync('/dev/shm') ? { TMPDIR: '/dev/shm' } : {}) }
let failed = 0
for (const name of asked.length > 0 ? asked : known) {
  process.stderr.write(`\n── bench ${name}\n`)
  const child = spawn(process.execPath, [join(here, `${name}.ts`), '--json', ...flags], { stdio: 'inherit', env })
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) failed++
}
process.exitCode = failed > 0 ? 1 : 0
