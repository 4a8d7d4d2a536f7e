import fc from 'fast-check'
import type { ComponentChild, VNode } from 'preact'
import { describe, expect, it } from 'vitest'
import { RichText } from '../ui/rich-text.tsx'
import { parseMarkdown, tidyTail } from './markdown.ts'

const HOSTS = new Set(['shop.example'])

type Shape = string | { tag: string; props: Record<string, unknown>; children: Shape[] }

/** The elements a tree of vnodes would make, with components run. */
function shape(node: ComponentChild): Shape[] {
  if (Array.isArray(node)) return node.flatMap((each: ComponentChild) => shape(each))
  if (node === null || node === undefined || typeof node === 'boolean') return []
  if (typeof node !== 'object') return [String(node)]
  const { type, props } = node as VNode<{ children?: ComponentChild }>
  if (typeof type === 'function') {
    const children = (type as (props: unknown) => ComponentChild)(props)
    return shape(children)
  }
  const { children, ...rest } = props
  return [{ tag: String(type), props: rest, children: shape(children) }]
}

const toHtml = (shapes: Shape[]): string =>
  shapes
    .map((each) => {
      if (typeof each === 'string') return each
      const href = typeof each.props.href === 'string' ? ` ${each.props.href}` : ''
      const start = each.tag === 'ol' && each.props.start !== 1 ? ` ${String(each.props.start)}` : ''
      return `<${each.tag}${href}${start}>${toHtml(each.children)}</${each.tag}>`
    })
    .join('')

const draw = (text: string) => shape(RichText({ blocks: parseMarkdown(text, HOSTS) }))
const html = (text: string) => toHtml(draw(text))

describe('the subset', () => {
  it.each([
    ['one line', 'one line', '<p>one line</p>'],
    ['two paragraphs', 'a\n\nb', '<p>a</p><p>b</p>'],
    ['a line break', 'a\nb', '<p>a\nb</p>'],
    ['bold', 'a **b** c', '<p>a <strong>b</strong> c</p>'],
    ['stars that are not bold', '2 ** 3 and ** x', '<p>2 ** 3 and ** x</p>'],
    ['an unclosed bold', '**a', '<p>**a</p>'],
    ['a bullet list', '- a\n- b', '<ul><li>a</li><li>b</li></ul>'],
    ['other bullets', '* a\n+ b\n• c', '<ul><li>a</li><li>b</li><li>c</li></ul>'],
    ['a numbered list', '1. a\n2) b', '<ol><li>a</li><li>b</li></ol>'],
    ['a list that begins at three', '3. a', '<ol 3><li>a</li></ol>'],
    ['a list after a sentence', 'So:\n- a', '<p>So:</p><ul><li>a</li></ul>'],
    ['a loose list', '1. a\n\n2. b', '<ol><li>a</li><li>b</li></ol>'],
    ['an item that goes on', '- a\n  b', '<ul><li>a\nb</li></ul>'],
    ['two kinds of list', '- a\n1. b', '<ul><li>a</li></ul><ol><li>b</li></ol>'],
    ['a heading as bold', '## Steps', '<p><strong>Steps</strong></p>'],
    ['a dash in a sentence', 'well - yes', '<p>well - yes</p>'],
    ['a year at the start', '2026. A year', '<ol 2026><li>A year</li></ol>'],
    ['an escaped star', '\\*\\*a', '<p>**a</p>'],
    ['bold in a list', '- **a** b', '<ul><li><strong>a</strong> b</li></ul>'],
    ['code as text', '`a` and ```b```', '<p>`a` and ```b```</p>'],
    ['a table as text', '| a | b |', '<p>| a | b |</p>'],
    ['a quote as text', '> a', '<p>&gt; a</p>'.replace('&gt;', '>')],
    ['nothing', '', ''],
    ['blank lines', '\n \n', ''],
  ])('draws %s', (_name, text, expected) => {
    expect(html(text)).toBe(expected)
  })

  it.each([
    ['a link', '[here](https://shop.example/a)', '<p><a https://shop.example/a>here</a></p>'],
    ['a link with a title', '[a](https://shop.example/a "t")', '<p><a https://shop.example/a>a</a></p>'],
    [
      'an address in brackets',
      '<https://shop.example/a>',
      '<p><a https://shop.example/a>https://shop.example/a</a></p>',
    ],
    [
      'a bare address at the end of a sentence',
      'See https://shop.example/a.',
      '<p>See <a https://shop.example/a>https://shop.example/a</a>.</p>',
    ],
    ['a link in bold', '**[a](https://shop.example/a)**', '<p><strong><a https://shop.example/a>a</a></strong></p>'],
  ])('draws %s', (_name, text, expected) => {
    expect(html(text)).toBe(expected)
  })

  it.each([
    ['another host', '[win](https://evil.example/a)'],
    ['another host, bare', 'https://evil.example/a'],
    ['a script', '[a](javascript:alert(1))'],
    ['a script in capitals', '[a](JaVaScRiPt:alert`1`)'],
    ['a data address', '[a](data:text/html,x)'],
    ['a file', '[a](file:///etc/passwd)'],
    ['a path', '[a](/admin)'],
    ['a host without a scheme', '[a](//shop.example/a)'],
    ['a user name that looks like the shop', '[a](https://shop.example@evil.example/)'],
    ['a user name on the shop', '[a](https://u:p@shop.example/)'],
    ['a host that begins like the shop', '[a](https://shop.example.evil.example/)'],
    ['a backslash', '[a](https://evil.example\\@shop.example/)'],
    ['another port', '[a](https://shop.example:8443/)'],
    ['words that name another place', '[https://bank.example](https://shop.example/a)'],
    ['an image', '![a](https://shop.example/a.png)'],
    ['a reference', '[a][1]\n\n[1]: https://evil.example'],
  ])('makes no link of %s', (_name, text) => {
    expect(html(text)).not.toMatch(/<a |<img|<script/)
  })

  it('draws an element as the text it is', () => {
    const written = '<b onclick="x()">a</b><img src=x onerror=alert(1)>'
    expect(draw(written)).toEqual([{ tag: 'p', props: {}, children: [written] }])
  })

  it('hides marks that turn the writing around', () => {
    expect(html('a\u202Egnp.exe\u200B \u2066b\u0000')).toBe('<p>agnp.exe b</p>')
  })

  it('replaces half a character', () => {
    expect(html('a\uD83D b \uDE00')).toBe('<p>a\uFFFD b \uFFFD</p>')
    expect(html('\u{1F600}')).toBe('<p>\u{1F600}</p>')
  })
})

describe('whatever is written', () => {
  const ALLOWED: Record<string, string[]> = {
    p: [],
    ul: [],
    ol: ['start'],
    li: [],
    strong: [],
    a: ['href', 'target', 'rel'],
  }
  const marks = '** [ ]( ) < > ! \\ ` # | & \' "'.split(' ')
  const lines = ['\n', '\n\n', '- ', '1. ', '# ']
  const bait = ['https://shop.example/', 'https://evil.example/', 'javascript:alert(1)', '<img src=x onerror=x>']
  const piece = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...marks, ...lines, ...bait))
  const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''))

  /** Every element, attribute or address that has no business there. */
  const strays = (shapes: Shape[]): string[] =>
    shapes.flatMap((each) => {
      if (typeof each === 'string') return []
      const names = Object.keys(each.props).filter((name) => !ALLOWED[each.tag]?.includes(name))
      const isLink = each.tag === 'a'
      const isGood = !isLink || (/^https?:\/\/shop\.example\//.test(String(each.props.href)) && isSafe(each.props))
      const own = each.tag in ALLOWED && names.length === 0 && isGood ? [] : [`${each.tag} ${names.join()}`]
      return [...own, ...strays(each.children)]
    })
  const isSafe = (props: Record<string, unknown>) =>
    props.target === '_blank' && props.rel === 'noopener noreferrer nofollow'

  it('only ever becomes paragraphs, lists, bold and links to the shop', () => {
    fc.assert(
      fc.property(text, (written) => {
        expect(strays(draw(written))).toEqual([])
      }),
      { numRuns: 2_000 }
    )
  })

  it('does so in linear time', () => {
    for (const hostile of ['[', '**', '![', '](', '<https://', '- ', '**[a](', '\\', ' ', '[a]('].map((bit) =>
      bit.repeat(20_000)
    )) {
      const before = performance.now()
      draw(hostile)
      tidyTail(hostile)
      expect(performance.now() - before).toBeLessThan(1_000)
    }
  })
})

it.each([
  ['an open bold', 'a **b', 'a **b**'],
  ['half a mark', 'a **b*', 'a **b**'],
  ['a mark with nothing after it', 'a **', 'a'],
  ['the words of a link', 'see [the pol', 'see the pol'],
  ['a link being written', 'see [the policy](https://sh', 'see the policy'],
  ['a whole link', 'see [a](https://shop.example/a)', 'see [a](https://shop.example/a)'],
  ['a bullet with nothing after it', 'a\n-', 'a\n'],
  ['a number with nothing after it', 'a\n2.', 'a\n'],
  ['finished text', 'a **b** c', 'a **b** c'],
])('tidies %s', (_name, text, expected) => {
  expect(tidyTail(text).trimEnd()).toBe(expected.trimEnd())
})
