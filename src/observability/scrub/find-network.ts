import type { Find } from './hits.ts'

const V4 = /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?!\d|\.\d)(?:\/\d{1,2}\b)?/g
const V6 =
  /(?<![\w:.])(?:[0-9a-f]{0,4}:){2,7}(?:[0-9a-f]{1,4}|(?:\d{1,3}\.){3}\d{1,3})?(?:%\w+)?(?:\/\d{1,3}\b)?(?![\w:])/gi
const MAC =
  /(?<![\w:-])(?:[0-9a-f]{2}([:-]))(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}(?![\w:-])|(?<![\w.])(?:[0-9a-f]{4}\.){2}[0-9a-f]{4}(?![\w.])/gi

export const findIpV4: Find = (text, hits) => {
  for (const match of text.matchAll(V4)) {
    const isAddress = match[0]
      .split('/')[0]!
      .split('.')
      .every((octet) => Number(octet) <= 255)
    if (isAddress) hits.push({ start: match.index, end: match.index + match[0].length, sort: 'ip' })
  }
}

/** Only for texts with at least two colons. A clock (`12:30:45`) has neither eight groups nor `::`. */
export const findIpV6: Find = (text, hits) => {
  for (const match of text.matchAll(V6)) {
    const address = match[0].replace(/[%/].*$/, '')
    const groups = address.split(':').length + (address.includes('.') ? 1 : 0)
    if (!address.includes('::') && groups !== 8) continue
    if (address === '::' && match[0] === '::') continue
    hits.push({ start: match.index, end: match.index + match[0].length, sort: 'ip' })
  }
}

export const findMacs: Find = (text, hits) => {
  for (const match of text.matchAll(MAC)) {
    hits.push({ start: match.index, end: match.index + match[0].length, sort: 'ip' })
  }
}
