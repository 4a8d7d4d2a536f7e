import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { JWK } from 'jose'
import { checkReceipt, openReceipts } from '../../src/jobs/privacy/receipts.ts'
import { deriveBytes } from '../../src/store/vault/data-keys.ts'

/**
 * `npm run receipt -- verify <receipt> [--key key.json]` says whether an erasure's receipt is ours and what it lists.
 * The public key is the file's, else made from DATA_KEYS in the environment. `npm run receipt -- key` prints the public
 * key of each, to be kept beside the receipts: it is no secret, and outlives the secret. Exits 1 when a receipt fails.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { key: { type: 'string', default: '' } },
})

async function ownKeys(): Promise<JWK[]> {
  const secrets = JSON.parse(process.env['DATA_KEYS'] ?? '{}') as Record<string, string>
  const keys = Object.entries(secrets).map(([id, secret]) => ({ id, seed: deriveBytes(secret, 'receipt') }))
  return Promise.all(keys.map((key) => openReceipts(key).publicKey()))
}

async function keysGiven(): Promise<JWK[]> {
  if (values.key === '') return ownKeys()
  const read = JSON.parse(readFileSync(values.key, 'utf8')) as JWK | JWK[]
  return Array.isArray(read) ? read : [read]
}

async function verify(receipt: string): Promise<boolean> {
  const checked = await checkReceipt(receipt.trim(), await keysGiven())
  if (!checked.ok) {
    console.error(`Not valid: ${checked.error.reason}`)
    return false
  }
  const { id, person, askedAt, finishedAt, sessions, removed, kept, lateUntil } = checked.value
  console.log(`Valid. Request ${id} about ${person}, asked ${askedAt}, done ${finishedAt}, ${sessions} conversations.`)
  for (const [place, count] of Object.entries(removed)) console.log(`  removed ${String(count).padStart(6)}  ${place}`)
  for (const [place, { count, why }] of Object.entries(kept))
    console.log(`  kept    ${String(count).padStart(6)}  ${place}: ${why}`)
  console.log(`  Messages still on their way are dropped until ${lateUntil}.`)
  return true
}

const [command, receipt] = positionals
if (command === 'key') console.log(JSON.stringify(await ownKeys(), null, 2))
else if (command === 'verify' && receipt) process.exitCode = (await verify(receipt)) ? 0 : 1
else {
  console.error('Use: npm run receipt -- verify <receipt> [--key key.json], or: npm run receipt -- key')
  process.exitCode = 2
}
