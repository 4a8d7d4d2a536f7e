import { join } from 'node:path'
import { neon, neonConfig } from '@neondatabase/serverless'
import { drizzle } from 'drizzle-orm/neon-http'
import { migrate } from 'drizzle-orm/neon-http/migrator'

/**
 * `npm run db:migrate:neon`: brings the database of NEON_DATABASE_URL to today's form, forward only. What was done is
 * remembered there, so it may be run before every deployment.
 */
export async function migrateNeon(url: string, fetchEndpoint?: string): Promise<void> {
  if (fetchEndpoint !== undefined) neonConfig.fetchEndpoint = fetchEndpoint
  await migrate(drizzle(neon(url)), { migrationsFolder: join(import.meta.dirname, '../../migrations/neon') })
}

if (import.meta.main) {
  const { NEON_DATABASE_URL: url, NEON_FETCH_ENDPOINT: endpoint } = process.env
  if (!url) {
    console.error('Set NEON_DATABASE_URL (postgresql://user:password@host/database) in the environment first.')
    process.exit(2)
  }
  await migrateNeon(url, endpoint)
  console.log('PostgreSQL is in its newest form.')
}
