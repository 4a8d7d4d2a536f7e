import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin'
import { buildSync } from 'esbuild'
import { defineConfig } from 'vitest/config'

const migrationsPath = join(import.meta.dirname, 'migrations/d1')

/** Vectorize and Workers AI have no local form: a Worker of ours stands in for both, over service bindings. */
function fakeBindings() {
  const built = buildSync({
    entryPoints: [join(import.meta.dirname, 'src/kb/testing/fake-bindings.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    external: ['cloudflare:workers'],
  })
  const name = 'counterhand-fakes'
  return {
    workers: [{ name, modules: true, script: built.outputFiles[0]!.text, compatibilityDate: '2026-11-01' }],
    serviceBindings: {
      FAKE_VECTORIZE: { name, entrypoint: 'FakeVectorize' },
      FAKE_AI: { name, entrypoint: 'FakeAi' },
    },
  }
}

/**
 * Four layers, each a project: `unit` in Node, `workers` in workerd, `door` from outside a real local Worker,
 * `browser` in Chromium. No automatic retries: a flake is a bug with a name.
 */
export default defineConfig(async () => {
  const migrations = existsSync(migrationsPath) ? await readD1Migrations(migrationsPath) : []
  return {
    test: {
      projects: [
        {
          test: {
            name: 'unit',
            include: ['{src,evals,scripts}/**/*.test.ts'],
            exclude: ['**/*.{workers,door}.test.ts', '**/node_modules/**'],
            // No file mocks another or keeps a global, so they share their modules: 25 s where it was 59.
            isolate: false,
            maxWorkers: 2,
            testTimeout: 20_000,
          },
        },
        {
          plugins: [
            cloudflareTest({
              remoteBindings: false,
              wrangler: { configPath: './wrangler.toml' },
              miniflare: { bindings: { TEST_MIGRATIONS: migrations }, ...fakeBindings() },
            }),
          ],
          test: {
            name: 'workers',
            include: ['src/**/*.workers.test.ts'],
            setupFiles: ['./src/wiring/testing/migrate.ts'],
            globalSetup: ['./src/store/testing/postgres-rig.ts'],
          },
        },
        {
          test: {
            name: 'door',
            include: ['src/**/*.door.test.ts'],
            // They mostly wait for timers of the product, so two at a time keep two cores busy.
            maxWorkers: 2,
            // A Worker starts in 5 s on two quiet cores and in 40 on two starved ones.
            testTimeout: 60_000,
            hookTimeout: 120_000,
            // What a queue or a cron does comes a moment later, and more than vitest's one second on a busy machine.
            expect: { poll: { timeout: 15_000 } },
          },
        },
        {
          test: {
            name: 'browser',
            include: ['e2e/**/*.browser.test.ts'],
            // One Chromium beside two Workers is what two cores carry; a second one gains no second.
            fileParallelism: false,
            testTimeout: 60_000,
            hookTimeout: 120_000,
            // What a queue or a cron does comes a moment later, and more than vitest's one second on a busy machine.
            expect: { poll: { timeout: 15_000 } },
          },
        },
      ],
    },
  }
})
