import { globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { zipSync, type Zippable } from 'fflate'

/** `npm run plugin:zip`: dist/counterhand.zip, as wp-admin's "Upload plugin" wants it. Same sources, same bytes. */
const root = join(import.meta.dirname, '../counterhand')
const target = join(import.meta.dirname, '../../dist/counterhand.zip')
const mtime = new Date('2026-01-01T00:00:00')

const files: Zippable = {}
for (const file of globSync('**/*', { cwd: root }).toSorted()) {
  if (statSync(join(root, file)).isFile())
    files[`counterhand/${file}`] = [readFileSync(join(root, file)), { level: 9, mtime }]
}
const bytes = zipSync(files)
mkdirSync(join(target, '..'), { recursive: true })
writeFileSync(target, bytes)
process.stdout.write(`dist/counterhand.zip: ${Object.keys(files).length} files, ${bytes.length} bytes\n`)
