import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { INTENTS } from '../../src/contracts/intent.ts'
import type { Row } from './rows.ts'

const folder = join(import.meta.dirname, 'seeds')
const SLOT = /\{([^{}]*)\}/g

/** `{a|b}` slots turn together: a line becomes as many sentences as its longest slot has choices. */
export function spellOut(line: string): string[] {
  const counts = Array.from(line.matchAll(SLOT), ([, body]) => body!.split('|').length)
  return Array.from({ length: Math.max(1, ...counts) }, (_, turn) =>
    line
      .replace(SLOT, (_whole, body: string) => {
        const choices = body.split('|')
        return choices[turn % choices.length]!
      })
      .replace(/\s+/g, ' ')
      .trim()
  )
}

/** People wrap any wish in these; without them a model takes the wrapping for the wish. */
const WRAPPINGS = [
  'please',
  'can you tell me',
  'i need to know',
  'hi,',
  'i want to know',
  'could you please help me',
  'i have a question,',
  'pls tell me',
]
const isEnglish = (text: string): boolean =>
  /^[\x20-\x7e]+$/.test(text) && /\b(the|my|is|i|you|to|a|do|what|how|me|of|it)\b/.test(text)

/** Every second English sentence gets a wrapping too, in turn. */
const wrapped = (texts: string[]): string[] =>
  texts
    .filter(isEnglish)
    .filter((_text, index) => index % 2 === 0)
    .map((text, index) => `${WRAPPINGS[index % WRAPPINGS.length]} ${text}`)

function withWrappings(intent: string): string[] {
  const lines = readFileSync(join(folder, `${intent}.txt`), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
  const texts = lines.flatMap(spellOut)
  return [...texts, ...wrapped(texts)]
}

/** Sentences written for this project, in many languages: one file per intent, one line each. Never scored, only trained on. */
export function seedRows(): Row[] {
  return INTENTS.flatMap((intent, label) =>
    withWrappings(intent).map((text) => ({ text, label, accept: [label], source: 'seed', realUser: false }))
  )
}
