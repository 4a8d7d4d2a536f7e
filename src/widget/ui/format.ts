/** `14:32` in the shopper's locale; with the day when it was not today. Empty for a time nobody knows. */
export function formatTime(iso: string, locale: string, nowMs: number): string {
  const ms = Date.parse(iso)
  if (Number.isNaN(ms)) return ''
  const isToday = new Date(ms).toDateString() === new Date(nowMs).toDateString()
  const day = isToday ? {} : ({ day: 'numeric', month: 'short' } as const)
  return new Intl.DateTimeFormat(locale, { ...day, hour: 'numeric', minute: '2-digit' }).format(ms)
}

export function formatDay(iso: string, locale: string): string {
  const ms = Date.parse(iso)
  return Number.isNaN(ms) ? '' : new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(ms)
}
