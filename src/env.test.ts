import { expect, it } from 'vitest'
import { readSettings } from './env.ts'

const local = { ENVIRONMENT: 'local', DEMO: 'on', SHOP_NAME: 'Lumen & Leaf', SHOP_URL: 'http://localhost:8787' }
const complaint = (vars: Record<string, string>): string => {
  try {
    readSettings({ ...local, ...vars })
    return 'none'
  } catch (error) {
    return (error as { detail?: string }).detail ?? ''
  }
}

it.each<[string, Record<string, string>]>([
  ['GITHUB_TOKEN', { TICKET_DESK: 'github', GITHUB_REPO: 'a/b' }],
  ['GITHUB_REPO', { TICKET_DESK: 'github', GITHUB_TOKEN: 't' }],
  ['LINEAR_TEAM_ID', { TICKET_DESK: 'linear', LINEAR_API_KEY: 'k' }],
  ['HELP_SCOUT_MAILBOX_ID', { TICKET_DESK: 'help_scout', HELP_SCOUT_APP_ID: 'a', HELP_SCOUT_APP_SECRET: 's' }],
  ['SLACK_CHANNEL', { SLACK_BOT_TOKEN: 'xoxb' }],
  ['NOTICE_WEBHOOK_SECRETS', { NOTICE_WEBHOOK_URL: 'https://hooks.example.com' }],
  ['MAIL_FROM', { MAIL_API_URL: 'https://mail.example.com', MAIL_API_TOKEN: 't' }],
  ['TICKET_DESK', { TICKET_DESK: 'jira' }],
  ['GITHUB_REPO', { GITHUB_REPO: 'a/b/../../c' }],
])('names %s when a way out is half set up', (name, vars) => {
  expect(complaint(vars)).toContain(name)
})

it('never quotes a value', () => {
  expect(complaint({ TICKET_DESK: 'github', GITHUB_TOKEN: 'ghp_secret', NOTICE_WEBHOOK_SECRETS: 'short' })).not.toMatch(
    /ghp_secret|short/
  )
})

it('asks for nothing where nothing is connected', () => {
  expect(complaint({})).toBe('none')
  expect(readSettings(local)).toMatchObject({ TICKET_DESK: 'none' })
})
