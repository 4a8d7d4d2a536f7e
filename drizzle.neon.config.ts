import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'postgresql',
  schema: './src/store/neon/schema.ts',
  out: './migrations/neon',
})
