import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, transform, type BuildOptions, type Plugin } from 'esbuild'

/** Bytes on the wire, gzip. What a shopper's phone pays before and after opening the chat. */
const LOADER_MAX_BYTES = 3 * 1024
const OPENED_MAX_BYTES = 25 * 1024

/** Each is a file of its own, loaded beside the panel: nobody pays for words they do not read. */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'ja', 'ar']

const root = join(import.meta.dirname, '..')
const source = join(root, 'src/widget')

/** A stylesheet becomes its minified text: it goes into a constructed sheet, not into a file of its own. */
const cssAsText: Plugin = {
  name: 'css-as-text',
  setup(builder) {
    builder.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(readFileSync(path, 'utf8'), { loader: 'css', minify: true, target: 'es2022' })
      return { contents: code.trim(), loader: 'text' }
    })
  },
}

const shared: BuildOptions = {
  bundle: true,
  minify: true,
  write: false,
  target: ['es2022'],
  charset: 'utf8',
  legalComments: 'none',
  // Types are checked with the automatic runtime; `h` called directly is 200 bytes lighter than it.
  tsconfigRaw: { compilerOptions: { jsx: 'react', jsxFactory: 'h', jsxFragmentFactory: 'Fragment' } },
  plugins: [cssAsText],
  logLevel: 'warning',
}

async function bundle(options: BuildOptions): Promise<Buffer> {
  const { outputFiles } = await build({ ...shared, ...options, write: false })
  return Buffer.from(outputFiles[0]!.contents)
}

/** Any shop's page may import the modules; their names change with their content. The loader's name never changes. */
const headers = (panelName: string) => `/widget/${panelName}*
  Access-Control-Allow-Origin: *
  Cache-Control: public, max-age=31536000, immutable
  X-Content-Type-Options: nosniff
/widget/panel.js
  Access-Control-Allow-Origin: *
  Cache-Control: public, max-age=60
  X-Content-Type-Options: nosniff
${LANGUAGES.map(
  (language) => `/widget/panel-${language}.js
  Access-Control-Allow-Origin: *
  Cache-Control: public, max-age=60
  X-Content-Type-Options: nosniff
`
).join('')}/widget/loader.js
  Access-Control-Allow-Origin: *
  Cross-Origin-Resource-Policy: cross-origin
  Cache-Control: public, max-age=300, stale-while-revalidate=86400
  X-Content-Type-Options: nosniff
`

export type WidgetBuild = {
  /** File name to content, as written. */
  files: Map<string, Buffer>
  panelName: string
  folder: string
  /** Gzip bytes: what every page pays, and what opening the chat adds in the heaviest language. */
  loaderBytes: number
  openedBytes: number
}

/** Builds into `<assets>/widget` and writes `<assets>/_headers`. Throws when a size budget is passed. */
export async function buildWidget(assets = join(root, 'dist/assets')): Promise<WidgetBuild> {
  const panel = await bundle({
    entryPoints: [join(source, 'panel/panel.tsx')],
    format: 'esm',
    inject: [join(source, 'panel/jsx.ts')],
  })
  const languages = await Promise.all(
    LANGUAGES.map((name) => bundle({ entryPoints: [join(source, `strings/${name}.ts`)], format: 'esm' }))
  )
  const hash = createHash('sha256')
  for (const bytes of [panel, ...languages]) hash.update(bytes)
  const panelName = `panel-${hash.digest('hex').slice(0, 10)}`
  const define = { PANEL_NAME: JSON.stringify(panelName) }
  const loader = await bundle({ entryPoints: [join(source, 'loader/loader.ts')], format: 'iife', define })

  const files = new Map([['loader.js', loader]])
  for (const name of [panelName, 'panel']) {
    files.set(`${name}.js`, panel)
    LANGUAGES.forEach((language, index) => files.set(`${name}-${language}.js`, languages[index]!))
  }
  const loaderBytes = gzipBytes(loader)
  const openedBytes = gzipBytes(panel) + Math.max(...languages.map(gzipBytes))
  refuseHeavy('the loader', loaderBytes, LOADER_MAX_BYTES)
  refuseHeavy('the panel with its heaviest language', openedBytes, OPENED_MAX_BYTES)
  return { files, panelName, folder: writeAll(assets, files, headers(panelName)), loaderBytes, openedBytes }
}

function writeAll(assets: string, files: Map<string, Buffer>, headersText: string): string {
  const folder = join(assets, 'widget')
  mkdirSync(folder, { recursive: true })
  // Only our own old files: other builds may put theirs beside them.
  for (const name of readdirSync(folder)) if (/^panel.*\.js$/.test(name)) rmSync(join(folder, name))
  for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes)
  writeFileSync(join(assets, '_headers'), headersText)
  return folder
}

const gzipBytes = (bytes: Buffer): number => gzipSync(bytes, { level: 9 }).length

function refuseHeavy(name: string, bytes: number, max: number): void {
  if (bytes > max) throw new Error(`${name} is ${bytes} bytes gzip; the budget is ${max}`)
}

if (import.meta.main) {
  const { files, loaderBytes, openedBytes } = await buildWidget()
  for (const [name, bytes] of files) console.log(`${name}: ${bytes.length} bytes, ${gzipBytes(bytes)} gzip`)
  console.log(`before opening: ${loaderBytes} bytes gzip (budget ${LOADER_MAX_BYTES})`)
  console.log(`opening adds at most: ${openedBytes} bytes gzip (budget ${OPENED_MAX_BYTES})`)
}
