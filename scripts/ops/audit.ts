import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openAuditChain } from '../../src/store/audit-chain.ts'
import { openD1 } from '../../src/store/open-d1.ts'
import { openNodeD1 } from '../../src/store/testing/node-d1.ts'

/**
 * `npm run audit -- verify` reads the whole trail of the local database, or of a SQLite file given with `--db` (for a
 * deployed one: `wrangler d1 export DB --remote --output trail.sql`, then `sqlite3 trail.sqlite < trail.sql`).
 * Prints what is altered, missing or unsealed; exits 1 when anything is.
 */
const LOCAL = '.wrangler/state/v3/d1/miniflare-D1DatabaseObject'

function localDatabase(): string | null {
  if (!existsSync(LOCAL)) return null
  const file = readdirSync(LOCAL).find((name) => name.endsWith('.sqlite') && name !== 'metadata.sqlite')
  return file ? join(LOCAL, file) : null
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { db: { type: 'string', default: '' } },
})
const path = values.db === '' ? localDatabase() : values.db
if (positionals[0] !== 'verify' || path === null || !existsSync(path)) {
  console.error('Use: npm run audit -- verify [--db <file.sqlite>]. Without --db it reads what `npm run dev` wrote.')
  process.exit(2)
}
const report = await openAuditChain(openD1(openNodeD1({ path: path ?? '', migrate: false }))).verifyActions()
console.log(`${report.rows} rows in ${report.sessions} sessions, ${report.seals} seals`)
for (const flaw of report.flaws) console.log(JSON.stringify(flaw))
console.log(report.flaws.length === 0 ? 'The trail is whole.' : `${report.flaws.length} flaws.`)
process.exit(report.flaws.length === 0 ? 0 : 1)
