import { strToU8, zipSync } from 'fflate'

/** A real PDF of one page and one font; every line with its type size. */
export function pdfFile(lines: { text: string; size: number }[], title?: string): Uint8Array<ArrayBuffer> {
  let y = 780
  const shown = lines.map(({ text, size }) => {
    y -= size * 2
    return `BT /F1 ${size} Tf 50 ${y} Td (${text.replace(/[\\()]/g, '\\$&')}) Tj ET`
  })
  const content = shown.join('\n')
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    `<< /Title (${title ?? ''}) >>`,
  ]
  let text = '%PDF-1.4\n'
  const offsets = objects.map((object, at) => {
    const offset = text.length
    text += `${at + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const size = objects.length + 1
  text += `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R /Info 6 0 R >>\nstartxref\n${text.length}\n%%EOF`
  return strToU8(text) as Uint8Array<ArrayBuffer>
}

/** A real Word file around the given body markup. */
export function docxFile(body: string): Uint8Array<ArrayBuffer> {
  const document = `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`
  return zipSync({
    '[Content_Types].xml': strToU8('<Types/>'),
    'word/document.xml': strToU8(document),
  }) as Uint8Array<ArrayBuffer>
}

export const paragraph = (text: string, properties = '', run = ''): string =>
  `<w:p><w:pPr>${properties}</w:pPr><w:r><w:rPr>${run}</w:rPr><w:t>${text}</w:t></w:r></w:p>`
export const DOCX_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
