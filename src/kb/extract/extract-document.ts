import type { Extracted } from './blocks.ts'
import { extractDocx } from './docx.ts'
import { extractHtml } from './html.ts'
import { extractMarkdown } from './markdown.ts'
import { extractPdf } from './pdf.ts'
import { extractPlain } from './plain.ts'

export type Document = { url: string; contentType: string; bytes: Uint8Array; text(): string }

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** By content type, and by name where the type says nothing. null: a kind of file we do not read, or a broken one. */
export async function extractDocument(document: Document): Promise<Extracted | null> {
  const type = document.contentType.toLowerCase().split(';')[0]!.trim()
  const path = new URL(document.url).pathname.toLowerCase()
  const vague = type === '' || type === 'application/octet-stream'
  if (type === 'text/html' || type === 'application/xhtml+xml') return extractHtml(document.text(), document.url)
  if (type === 'text/markdown' || (/\.mdx?$/.test(path) && (vague || type === 'text/plain'))) {
    return extractMarkdown(document.text(), document.url)
  }
  if (type === 'text/plain') return extractPlain(document.text(), document.url)
  if (type === 'application/pdf' || (vague && path.endsWith('.pdf'))) return extractPdf(document.bytes, document.url)
  if (type === DOCX || (vague && path.endsWith('.docx'))) return extractDocx(document.bytes, document.url)
  return vague && /^\s*<(!doctype|html)/i.test(document.text().slice(0, 200))
    ? extractHtml(document.text(), document.url)
    : null
}
