import { Parser } from 'htmlparser2'
import type { Block } from './blocks.ts'
import { oneLine } from './clean-text.ts'
import { isoOf } from './html-head.ts'

export type JsonLd = { types: string[]; blocks: Block[]; name: string | null; updatedAt: string | null }

const SCRIPT_MAX = 200_000
const NODES_MAX = 500

type Node = Record<string, unknown>

/**
 * Questions, steps and descriptions a page states for machines. Offers are not read: price and stock are live facts.
 * Broken JSON is nobody's answer and is passed over.
 */
export function readJsonLd(scripts: string[]): JsonLd {
  const found: JsonLd = { types: [], blocks: [], name: null, updatedAt: null }
  for (const script of scripts) {
    if (script.length > SCRIPT_MAX) continue
    for (const node of nodesOf(parse(script))) readNode(node, found)
  }
  return found
}

function parse(script: string): unknown {
  try {
    return JSON.parse(script)
  } catch {
    // Half of the web's JSON-LD is hand-made; a broken one says nothing rather than failing the page.
    return null
  }
}

/** The graph, flattened breadth first with a cap, so a page cannot make us walk for ever. */
function nodesOf(root: unknown): Node[] {
  const queue: unknown[] = [root]
  const nodes: Node[] = []
  for (let at = 0; at < queue.length && nodes.length < NODES_MAX; at++) {
    const value = queue[at]
    if (Array.isArray(value)) queue.push(...value.slice(0, NODES_MAX))
    else if (isNode(value)) {
      nodes.push(value)
      if ('@graph' in value) queue.push(value['@graph'])
      if ('mainEntity' in value && !typesOf(value).includes('FAQPage')) queue.push(value['mainEntity'])
    }
  }
  return nodes
}

function readNode(node: Node, found: JsonLd) {
  const types = typesOf(node)
  found.types.push(...types)
  found.updatedAt ??= typeof node['dateModified'] === 'string' ? isoOf(node['dateModified']) : null
  if (types.includes('FAQPage')) for (const each of listOf(node['mainEntity'])) readQuestion(each, found.blocks)
  if (types.includes('HowTo')) readHowTo(node, found.blocks)
  if (types.includes('Product') || types.includes('ProductGroup')) {
    found.name ??= wordsOf(node['name']) || null
    const description = wordsOf(node['description'])
    if (description) found.blocks.push({ kind: 'text', text: description })
  }
}

function readQuestion(value: unknown, blocks: Block[]) {
  if (!isNode(value)) return
  const question = wordsOf(value['name'])
  const answer = listOf(value['acceptedAnswer'] ?? value['suggestedAnswer']).find(isNode)
  const lines = linesOf(answer?.['text'])
  if (!question || lines.length === 0) return
  blocks.push({ kind: 'heading', level: 3, text: question, fragment: '' }, ...lines)
}

function readHowTo(node: Node, blocks: Block[]) {
  const steps = listOf(node['step']).flatMap((step) =>
    isNode(step) && step['itemListElement'] ? listOf(step['itemListElement']) : [step]
  )
  const lines = steps
    .map((step) =>
      typeof step === 'string' ? oneLine(step) : isNode(step) ? wordsOf(step['text'] ?? step['name']) : ''
    )
    .filter(Boolean)
    .map((text, at) => `${at + 1}. ${text}`)
  if (lines.length === 0) return
  const name = wordsOf(node['name'])
  if (name) blocks.push({ kind: 'heading', level: 2, text: name, fragment: '' })
  blocks.push({ kind: 'list', lines })
}

/** Answers are allowed to hold markup; only its words and its list lines are kept. */
function linesOf(value: unknown): Block[] {
  if (typeof value !== 'string') return []
  const lines: { text: string; item: boolean }[] = [{ text: '', item: false }]
  const parser = new Parser({
    onopentag: (name) => {
      if (/^(p|div|br|li|ul|ol|h[1-6])$/.test(name)) lines.push({ text: '', item: name === 'li' })
    },
    ontext: (text) => void (lines.at(-1)!.text += text),
    onclosetag: (name) => {
      if (/^(p|div|li|ul|ol)$/.test(name)) lines.push({ text: '', item: false })
    },
  })
  parser.end(value)
  const blocks: Block[] = []
  for (const { text, item } of lines) {
    const line = oneLine(text)
    const last = blocks.at(-1)
    if (!line) continue
    if (item && last?.kind === 'list') last.lines.push(`- ${line}`)
    else blocks.push(item ? { kind: 'list', lines: [`- ${line}`] } : { kind: 'text', text: line })
  }
  return blocks
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value])
const typesOf = (node: Node): string[] =>
  listOf(node['@type'])
    .filter((each) => typeof each === 'string')
    .map((each) => each.replace(/^https?:\/\/schema\.org\//, ''))

function wordsOf(value: unknown): string {
  return linesOf(value)
    .map((block) => (block.kind === 'list' ? block.lines.join(' ') : 'text' in block ? block.text : ''))
    .join(' ')
}
