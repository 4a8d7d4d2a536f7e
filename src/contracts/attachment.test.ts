import { describe, expect, it } from 'vitest'
import { cleanFileName, typeOfBytes } from './attachment.ts'

const bytes = (text: string) => Uint8Array.from(text, (each) => each.charCodeAt(0))

describe('the type of an attachment', () => {
  it.each([
    ['a photo', '\xff\xd8\xff\xe0..JFIF', 'image/jpeg'],
    ['a screenshot', '\x89PNG\r\n\x1a\n....', 'image/png'],
    ['a web picture', 'RIFF\x10\x00\x00\x00WEBPVP8 ', 'image/webp'],
    ['a document', '%PDF-1.7\n', 'application/pdf'],
    ['a page that calls itself a photo', '<html><script>', null],
    ['a drawing that can run scripts', '<svg xmlns=', null],
    ['a sound in the same wrapper as a picture', 'RIFF\x10\x00\x00\x00WAVEfmt ', null],
    ['nothing', '', null],
  ])('of %s is read from its bytes', (_, start, type) => {
    expect(typeOfBytes(bytes(start))).toBe(type)
  })
})

describe('the name of an attachment', () => {
  it.each([
    ['lamp.jpg', 'lamp.jpg'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\me\\lamp (1).png', 'lamp (1).png'],
    ['a"\r\nset-cookie: x.pdf', 'aset-cookie x.pdf'],
    ['größe 写真.webp', 'größe 写真.webp'],
    ['...', 'file'],
    ['', 'file'],
    [`${'a'.repeat(200)}.jpg`, `${'a'.repeat(76)}.jpg`],
  ])('%j is kept as %j', (name, kept) => {
    expect(cleanFileName(name)).toBe(kept)
  })
})
