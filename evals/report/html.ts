import type { Results } from './results.ts'

const escape = (text: string) =>
  text.replace(/[&<>"]/g, (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[char]!)
const percent = (share: number) => `${(100 * share).toFixed(1)} %`

const STYLE = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; width: 100% }
th, td { text-align: right; padding: .3rem .6rem; border-bottom: 1px solid #8884 }
th:first-child, td:first-child { text-align: left }
.bad { color: #c0392b } .good { color: #1e8449 }
details { border: 1px solid #8884; border-radius: .5rem; padding: .5rem 1rem; margin: .5rem 0 }
blockquote { margin: .3rem 0; padding-left: .8rem; border-left: 3px solid #8886; white-space: pre-wrap }
`

/** One page, no script, nothing loaded from anywhere. Transcripts are escaped: they hold hostile text on purpose. */
export function htmlReport(results: Results): string {
  const { rows, failed, waiting, lines } = results
  const isGood = failed.length === 0
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Evals ${escape(results.brainVersion)}</title><style>${STYLE}</style>
<h1>Evals of ${escape(results.brainVersion)}</h1>
<p>${escape(results.startedAt)}, ${escape(results.target)}, ${results.trials} trials each,
<strong class="${isGood ? 'good' : 'bad'}">${isGood ? 'every scenario passed' : `${failed.length} scenarios failed`}</strong>,
first text p50 ${results.firstTextMs.p50} ms, p95 ${results.firstTextMs.p95} ms.</p>
<table><tr><th>topic<th>scenarios<th>waiting${rows[0]?.passHat.map((_, index) => `<th>pass^${index + 1}`).join('') ?? ''}</tr>
${rows.map((row) => `<tr><td>${row.topic}<td>${row.scenarios}<td>${row.waiting}${row.passHat.map((share) => `<td>${row.scenarios ? percent(share) : ''}`).join('')}</tr>`).join('\n')}
</table>
<h2>Failed</h2>${failed.map(failedBlock).join('\n') || '<p>None.</p>'}
<h2>Waiting</h2><ul>${waiting.map((each) => `<li><code>${escape(each.id)}</code> needs ${escape(each.needs.join(', '))}: ${escape(each.why)}`).join('\n')}</ul>
<h2>All</h2><table><tr><th>scenario<th>passed</tr>
${lines.map((line) => `<tr><td><code>${escape(line.id)}</code><td class="${line.passed === line.trials ? 'good' : 'bad'}">${line.passed} of ${line.trials}</tr>`).join('\n')}
</table></html>
`
}

function failedBlock({ id, why, trial }: Results['failed'][number]): string {
  const broken = trial.failures.map(
    ({ turn, promise, found }) =>
      `<li class="bad">${turn === null ? '' : `turn ${turn}: `}${escape(promise)}: ${escape(found)}`
  )
  const talk = trial.transcript.map(({ role, text }) => `<p><b>${role}</b></p><blockquote>${escape(text)}</blockquote>`)
  return `<details open><summary><code>${escape(id)}</code>: ${escape(why)}</summary><ul>${broken.join('')}</ul>${talk.join('')}</details>`
}
