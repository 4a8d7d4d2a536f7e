import { spawn } from 'node:child_process'
import { join } from 'node:path'

/**
 * `npm run eval:live`: the same scenarios with a real model behind the Worker, and shoppers played by a model. Whatever
 * follows `--` is passed on to `npm run eval`. Costs money, so it runs only when it is given keys by name.
 */
const NEEDED: [name: string, what: string][] = [
  ['OPENAI_BASE_URL', 'an OpenAI-compatible endpoint the assistant uses, such as https://api.openai.com/v1'],
  ['OPENAI_API_KEY', 'its key'],
  ['OPENAI_MODEL', 'the small model, such as gpt-5-mini'],
]
const OPTIONAL: [name: string, what: string][] = [
  ['OPENAI_MODEL_LARGE', 'the large model, where it is another one'],
  ['EVAL_BASE_URL, EVAL_API_KEY, EVAL_MODEL', 'a model that plays shoppers; without it their written turns are used'],
]
const missing = NEEDED.filter(([name]) => !process.env[name])
if (missing.length > 0) {
  const row = ([name, what]: [string, string]) => `  ${name.padEnd(40)} ${what}`
  console.error('eval:live asks a real model and costs money. Set these in the environment first:\n')
  console.error(missing.map(row).join('\n'))
  console.error(`\nOptional:\n${OPTIONAL.map(row).join('\n')}\n\nWithout a model: npm run eval`)
  process.exit(2)
}
const simulate = ['EVAL_BASE_URL', 'EVAL_API_KEY', 'EVAL_MODEL'].every((name) => process.env[name])
  ? ['--simulate']
  : []
const args = [join(import.meta.dirname, 'run.ts'), '--live', ...simulate, ...process.argv.slice(2)]
spawn(process.execPath, args, { stdio: 'inherit' }).on('close', (code) => process.exit(code ?? 1))
