/** A bar on one line of a terminal; a line every tenth part where there is none. Ends the line when it is full. */
export function bar(label: string, done: number, total: number): void {
  const share = total === 0 ? 1 : Math.min(1, done / total)
  if (!process.stdout.isTTY) return
  const filled = Math.round(share * 24)
  const line = `  ${label}  ${'█'.repeat(filled)}${'░'.repeat(24 - filled)}  ${done}/${total}`
  process.stdout.write(`\r${line.slice(0, process.stdout.columns ?? 80)}${share === 1 ? '\n' : ''}`)
}
