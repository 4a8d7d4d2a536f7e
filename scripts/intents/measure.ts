import { INTENTS, type Intent } from '../../src/contracts/intent.ts'
import type { Row } from './rows.ts'

/** One row read: what was said, how surely, how long it took. */
export type Reading = { row: Row; intent: Intent; confidence: number; micros: number }
export type Report = {
  rows: number
  macroRecall: number
  realUsers: number | null
  outOfScopeFalseAccepts: number | null
  calibrationError: number
  microsP50: number
  microsP95: number
  byLabel: Record<string, { recall: number; rows: number }>
  bySource: Record<string, { hits: number; rows: number }>
}

export const isHit = ({ row, intent }: Pick<Reading, 'row' | 'intent'>): boolean =>
  row.accept.includes(INTENTS.indexOf(intent))

const share = (readings: readonly Reading[]): number | null =>
  readings.length === 0 ? null : readings.filter(isHit).length / readings.length

/** Expected calibration error: ten equal-width bins, the gap between what was said and what was right, by rows. */
export function calibrationError(readings: readonly Reading[]): number {
  const bins = Array.from({ length: 10 }, () => ({ rows: 0, said: 0, right: 0 }))
  for (const reading of readings) {
    const bin = bins[Math.min(9, Math.floor(reading.confidence * 10))]!
    bin.rows++
    bin.said += reading.confidence
    bin.right += isHit(reading) ? 1 : 0
  }
  return bins.reduce((sum, { said, right }) => sum + Math.abs(said - right), 0) / Math.max(1, readings.length)
}

function quantile(sorted: readonly number[], at: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? 0
}

/** A row counts as hit when the intent is among its accepted ones. Macro recall is the mean over the labels present. */
export function measure(readings: readonly Reading[]): Report {
  const byLabel = Object.groupBy(readings, ({ row }) => INTENTS[row.label]!)
  const bySource = Object.groupBy(readings, ({ row }) => row.source)
  const recalls = Object.entries(byLabel).map(([label, group]) => [label, share(group!)!, group!.length] as const)
  const strangers = share(readings.filter(({ row }) => INTENTS[row.label] === 'out_of_scope'))
  const micros = readings.map((reading) => reading.micros).toSorted((a, b) => a - b)
  return {
    rows: readings.length,
    macroRecall: recalls.reduce((sum, [, recall]) => sum + recall, 0) / Math.max(1, recalls.length),
    realUsers: share(readings.filter(({ row }) => row.realUser)),
    outOfScopeFalseAccepts: strangers === null ? null : 1 - strangers,
    calibrationError: calibrationError(readings),
    microsP50: quantile(micros, 0.5),
    microsP95: quantile(micros, 0.95),
    byLabel: Object.fromEntries(recalls.map(([label, recall, rows]) => [label, { recall, rows }])),
    bySource: Object.fromEntries(
      Object.entries(bySource).map(([source, group]) => [source, { hits: share(group!)!, rows: group!.length }])
    ),
  }
}

const shown = (value: number | null): string => (value === null ? '   –  ' : value.toFixed(4))

export function formatReport(title: string, report: Report): string {
  return [
    `${title} (${report.rows} rows)`,
    `  macro recall ${shown(report.macroRecall)}   real users ${shown(report.realUsers)}   out-of-scope false accepts ${shown(report.outOfScopeFalseAccepts)}`,
    `  calibration error ${shown(report.calibrationError)}   µs per message p50 ${report.microsP50.toFixed(0)} p95 ${report.microsP95.toFixed(0)}`,
    ...Object.entries(report.byLabel).map(
      ([label, { recall, rows }]) => `    ${label.padEnd(20)} ${shown(recall)}  ${rows}`
    ),
    ...Object.entries(report.bySource).map(
      ([source, { hits, rows }]) => `    source ${source.padEnd(17)} ${shown(hits)}  ${rows}`
    ),
  ].join('\n')
}
