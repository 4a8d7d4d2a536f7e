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

/** Sentences written for this project, in many languages: one file per intent, one line each. Never scored, only trained on. */
export function seedRows(): Row[] {
  return INTENTS.flatMap((intent, label) =>
    readFileSync(join(folder, `${intent}.txt`), 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .flatMap(spellOut)
      .map((text) => ({ text, label, accept: [label], source: 'seed', realUser: false }))
  )
}
