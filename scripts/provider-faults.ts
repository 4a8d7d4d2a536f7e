import { FAULT_CASES, runCase, startFaultServer } from '../src/brain/testing/provider-faults.ts'
import { composeAsk, orderOutcome } from '../src/brain/testing/turns.ts'

/** Prints the provider fault table: which link answered, why the first was left, how long it took, what was read. */
const json = process.argv.includes('--json')
const mock = await startFaultServer()
const rows = []
for (const fault of FAULT_CASES) {
  const { text, end, tookMs, firstMs } = await runCase(mock, fault, composeAsk({ outcomes: [orderOutcome()] }))
  rows.push({
    fault: fault.name,
    links: end.hops.map((hop) => hop.provider).join(' > '),
    left: end.hops[0]!.left ?? '-',
    firstTokenMs: firstMs === null ? null : Math.round(firstMs),
    tookMs: Math.round(tookMs),
    tokensPaid: end.hops.reduce((sum, hop) => sum + hop.inputTokens + hop.outputTokens, 0),
    shown: text.length > 110 ? `${text.slice(0, 107)}...` : text,
  })
}
await mock.stop()
if (json) console.log(JSON.stringify(rows, null, 2))
else {
  for (const row of rows) {
    console.log(
      `${row.fault.padEnd(32)}${row.links.padEnd(26)}${String(row.firstTokenMs).padStart(6)}${String(row.tookMs).padStart(7)} ms  ${row.left.slice(0, 48)}`
    )
    console.log(`${' '.repeat(32)}"${row.shown.replaceAll('\n', ' / ')}"`)
  }
}
