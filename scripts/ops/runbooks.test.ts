import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const folder = join(import.meta.dirname, '../../docs/runbooks')
const { scripts } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
  scripts: Record<string, string>
}
const pages = readdirSync(folder).filter((name) => name.endsWith('.md') && name !== 'README.md')
const textOf = (page: string) => readFileSync(join(folder, page), 'utf8')

it('every page is in the index', () => {
  const listed = [...textOf('README.md').matchAll(/\]\(([a-z0-9-]+\.md)\)/g)].map(([, name]) => name!)
  expect(pages.filter((page) => !listed.includes(page))).toEqual([])
})

it.each(pages)('%s says what one sees, what to run and when it is over', (page) => {
  const text = textOf(page)
  const parts = [/^(?:## |\*\*)what one sees/im, /^(?:## |\*\*)what to (?:run|do)/im, /is over/i]
  expect(parts.filter((part) => !part.test(text))).toEqual([])
  const commands = [...text.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name!)
  expect(commands.filter((name) => !Object.hasOwn(scripts, name))).toEqual([])
})
