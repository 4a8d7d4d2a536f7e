import type { Results, ScenarioResult } from './results.ts'
import { failedOf } from './results.ts'
import { STYLE } from './style.ts'
import { reasonsOf } from './terminal.ts'

const escape = (text: string) =>
  text.replace(/[&<>"]/g, (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[char]!)
const percent = (share: number) => `${(100 * share).toFixed(1)} %`
const words = (topic: string) => topic.replaceAll('_', ' ')

/** One page, no script, nothing loaded from anywhere. Transcripts are escaped: they hold hostile text on purpose. */
export function htmlReport(results: Results): string {
  const failed = failedOf(results)
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Evals ${escape(results.brainVersion)}</title><style>${STYLE}</style></head><body><main>
${head(results, failed)}
${table(results)}
${failed.length > 0 ? `<h2>Failed</h2>${failed.map((each) => block(each, true)).join('\n')}` : ''}
<h2>Every conversation</h2>
${results.rows
  .filter((row) => row.topic !== 'all')
  .map((row) => topicOf(row.topic, results))
  .join('\n')}
</main></body></html>
`
}

function head(results: Results, failed: ScenarioResult[]): string {
  const { scenarios, trials, firstTextMs, verdict, tookMs } = results
  const isGood = failed.length === 0
  const all = results.rows.at(-1)?.passHat ?? []
  const facts: [string, string][] = [
    ['passed', `${scenarios.length - failed.length} of ${scenarios.length}`],
    [`pass^${trials}`, percent(all.at(-1) ?? 0)],
    ['first text, p95', `${firstTextMs.p95} ms`],
    ['took', `${Math.round(tookMs / 1_000)} s`],
  ]
  if (verdict) facts.push(['against the baseline', verdict.worse ? 'worse' : 'not worse'])
  const broken =
    results.brokenOnPurpose === null ? '' : `<p class="bad">Broken on purpose: ${escape(results.brokenOnPurpose)}.</p>`
  const reasons = isGood ? '' : `<p>Broken promises, most first: ${escape(reasonsOf(failed))}.</p>`
  return `<header><h1>Evals of ${escape(results.brainVersion)}
<span class="${isGood ? 'good' : 'bad'}">${isGood ? 'every scenario passed' : `${failed.length} failed`}</span></h1>
<p class="quiet">${escape(results.startedAt.slice(0, 16).replace('T', ' '))} UTC, ${escape(results.target)}, ${trials === 1 ? 'one trial' : `${trials} trials`} each</p>
<dl>${facts.map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`).join('')}</dl>${broken}${reasons}</header>`
}

function table({ rows, trials }: Results): string {
  const passes = Array.from({ length: trials }, (_, index) => `<th>pass^${index + 1}</th>`).join('')
  const line = (row: Results['rows'][number]) =>
    `<tr${row.topic === 'all' ? ' class="sum"' : ''}><td>${words(row.topic)}</td><td>${row.scenarios}</td><td>${row.withModel || ''}</td>${row.passHat
      .map((share) => `<td class="${share === 1 ? '' : 'bad'}">${percent(share)}</td>`)
      .join('')}</tr>`
  return `<div class="wide" tabindex="0" role="region" aria-label="By topic"><table><thead><tr><th>topic</th><th>scenarios</th><th>recorded model</th>${passes}</tr></thead>
<tbody>${rows.map(line).join('\n')}</tbody></table></div>`
}

function topicOf(topic: string, { scenarios }: Results): string {
  const own = scenarios.filter((each) => each.topic === topic)
  return `<h3>${words(topic)}</h3>${own.map((each) => block(each, false)).join('\n')}`
}

function block({ id, why, passed, trials, withModel, trial }: ScenarioResult, isOpen: boolean): string {
  const broken = trial.failures.map(
    ({ turn, promise, found }) =>
      `<li>${turn === null ? '' : `turn ${turn}: `}<b>${escape(promise)}</b>: ${escape(found)}</li>`
  )
  const talk = trial.transcript.map(
    ({ role, text }) => `<p class="${role}"><span>${role}</span>${escape(text) || '<i>(silent)</i>'}</p>`
  )
  const mark = `<span class="${passed === trials ? 'good' : 'bad'}">${passed} of ${trials}</span>`
  return `<details${isOpen ? ' open' : ''}><summary><code>${escape(id)}</code> ${mark}${withModel ? ' <small>recorded model</small>' : ''}<br><small>${escape(why)}</small></summary>
${broken.length > 0 ? `<ul class="bad">${broken.join('')}</ul>` : ''}<div class="talk">${talk.join('')}</div></details>`
}
