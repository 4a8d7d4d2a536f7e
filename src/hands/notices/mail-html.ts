const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => ENTITIES[char]!)

/** The same words as the plain-text part, made readable. No image, no link, no tracking: there is nothing to click. */
export function mailHtml(text: string, { locale, shopName }: { locale: string; shopName: string }): string {
  const language = /^[a-z]{2,3}/i.exec(locale)?.[0].toLowerCase() ?? 'en'
  const direction = language === 'ar' || language === 'he' ? 'rtl' : 'ltr'
  const paragraphs = text
    .split(/\n{2,}/)
    .map((part) => `<p style="margin:0 0 1em">${escapeHtml(part).replaceAll('\n', '<br>')}</p>`)
  return (
    `<!doctype html><html lang="${language}" dir="${direction}"><head><meta charset="utf-8"></head>` +
    '<body style="font:16px/1.5 system-ui,sans-serif;color:#1a1a1a;max-width:36em;margin:1.5em auto;padding:0 1em">' +
    `${paragraphs.join('')}<p style="color:#666">${escapeHtml(shopName)}</p></body></html>`
  )
}
