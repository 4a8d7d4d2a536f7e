import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Writes languages/counterhand.pot from the sources: `node wp-plugin/scripts/make-pot.ts [--check]`. Reads the calls of
 * `__`, `esc_html__` and `esc_attr__` with literal texts, which are all this plugin uses, and the translators' comments.
 */
const root = join(import.meta.dirname, '../counterhand')
const CALL = /\b(?:esc_html__|esc_attr__|__)\(\s*'((?:[^'\\]|\\.)*)',\s*'counterhand'\s*\)/g
const COMMENT = /\/\*\s*(translators:[^*]*)\*\//

type Entry = { places: string[]; comment: string | null }

function collect(): Map<string, Entry> {
  const entries = new Map<string, Entry>()
  for (const file of globSync('**/*.{php,js}', { cwd: root }).toSorted()) {
    const text = readFileSync(join(root, file), 'utf8')
    for (const match of text.matchAll(CALL)) {
      const before = text.slice(0, match.index)
      const lines = before.split('\n')
      const words = match[1]!.replaceAll(/\\(.)/g, '$1')
      const entry = entries.get(words) ?? { places: [], comment: null }
      entry.places.push(`${file}:${lines.length}`)
      entry.comment ??= COMMENT.exec(lines.slice(-2).join('\n'))?.[1]?.trim() ?? null
      entries.set(words, entry)
    }
  }
  return entries
}

const quote = (text: string) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`

function render(entries: Map<string, Entry>): string {
  const head = [
    '# Texts of the Counterhand plugin. GPL-2.0-or-later.',
    'msgid ""',
    'msgstr ""',
    '"Project-Id-Version: Counterhand\\n"',
    '"MIME-Version: 1.0\\n"',
    '"Content-Type: text/plain; charset=UTF-8\\n"',
    '"Content-Transfer-Encoding: 8bit\\n"',
    '"X-Domain: counterhand\\n"',
  ]
  const body = [...entries].map(([words, { places, comment }]) =>
    [
      ...(comment ? [`#. ${comment}`] : []),
      `#: ${places.join(' ')}`,
      ...(/%(\d+\$)?[sd]/.test(words) ? ['#, php-format'] : []),
      `msgid ${quote(words)}`,
      'msgstr ""',
    ].join('\n')
  )
  return `${head.join('\n')}\n\n${body.join('\n\n')}\n`
}

const file = join(root, 'languages/counterhand.pot')
const text = render(collect())
if (process.argv.includes('--check')) {
  if (readFileSync(file, 'utf8') !== text)
    throw new Error('languages/counterhand.pot is not up to date: run make-pot.ts')
} else {
  writeFileSync(file, text)
}
