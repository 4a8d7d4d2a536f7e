/**
 * What the plugin costs: `npm run bench:plugin [-- --json]`. Pages with and without it, interleaved in one run; CPU time
 * where PHP can tell it. Uses the WordPress of COUNTERHAND_TEST_URL, or starts one of its own.
 */
export {}

const running = process.env['COUNTERHAND_TEST_URL']
const { startPlayground } = await import('./tests/rig/playground.ts')
const site = running ? null : await startPlayground({ workers: 1 })
process.env['COUNTERHAND_TEST_URL'] = running ?? site?.url
const { openShop, rig, siteUrl } = await import('./tests/rig/shop.ts')

const ROUNDS = Number(process.env['ROUNDS'] ?? (running ? 60 : 15))
type Cost = { queries: number; ms: number; own: number; bytes: number }

async function load(url: string, headers: Record<string, string> = {}): Promise<Cost> {
  const html = await (await fetch(url, { headers: { 'x-rig-measure': '1', ...headers } })).text()
  const cost = JSON.parse(/<!--rig (.*?)-->/.exec(html)?.[1] ?? 'null') as { queries: number; ms: number; own: number }
  return { ...cost, bytes: Buffer.byteLength(html.replace(/<!--rig .*?-->/, '')) }
}
const median = (list: number[]) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? Number.NaN

/** Medians of pages with the plugin minus without it, one after the other so that noise falls on both. */
async function compare(url: string) {
  const [on, off]: [Cost[], Cost[]] = [[], []]
  for (let round = 0; round < ROUNDS; round++) {
    on.push(await load(url))
    off.push(await load(url, { 'x-rig-without': '1' }))
  }
  const difference = (field: keyof Cost) => median(on.map((cost, index) => cost[field] - off[index]![field]))
  const own = on.map((cost) => cost.own)
  return {
    ownMs: median(own),
    ownP95Ms: own.toSorted((a, b) => a - b)[Math.floor(own.length * 0.95)],
    addedQueries: difference('queries'),
    addedCpuMs: difference('ms'),
    addedBytes: difference('bytes'),
    pageMs: median(off.map((cost) => cost.ms)),
  }
}

async function token() {
  const costs: { ms: number; queries: number }[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const response = await fetch(`${siteUrl}/wp-json/counterhand/v1/session`, {
      method: 'POST',
      headers: { 'x-rig-measure': '1', 'content-type': 'application/json' },
      body: '{}',
    })
    costs.push({ ms: Number(response.headers.get('x-rig-ms')), queries: Number(response.headers.get('x-rig-queries')) })
  }
  const sorted = costs.map((cost) => cost.ms).toSorted((a, b) => a - b)
  return {
    medianMs: median(sorted),
    p95Ms: sorted[Math.floor(sorted.length * 0.95)],
    queries: median(costs.map((cost) => cost.queries)),
  }
}

try {
  for (const plugin of ['woocommerce/woocommerce.php', 'counterhand/counterhand.php']) await rig('activate', plugin)
  await openShop()
  const id = await rig<number>('call', 'wp_insert_post', {
    post_type: 'page',
    post_status: 'publish',
    post_title: 'Bench',
    post_content: 'Text.',
  })
  const url = await rig<string>('call', 'get_permalink', id)
  await rig('settings', { placement: 'off', contact_email: 'help@example.com', greeting: 'Hello! How can we help?' })
  await load(url)
  const without = await compare(url)
  await rig('settings', { placement: 'everywhere', placement_hide: '@checkout' })
  await load(url)
  const withWidget = await compare(url)
  const figures = { rounds: ROUNDS, pageWithoutWidget: without, pageWithWidget: withWidget, tokenRoute: await token() }
  process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`)
} finally {
  await site?.stop()
}
