import type { WidgetConfig } from '../../src/contracts/session-token.ts'

const escape = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

/**
 * A page such as a theme makes: loud rules of its own for every element, which must not reach the widget, and a policy
 * that allows scripts from the edge and no inline style.
 */
export const shopPage = (config: WidgetConfig & { pageLang?: string }): string => `<!doctype html>
<html lang="${config.pageLang ?? 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="script-src ${config.edge}; style-src 'self' 'sha256-none'; connect-src 'self' ${config.edge}; img-src 'self'">
<title>Brass desk lamp</title>
<link rel="icon" href="data:,">
</head>
<body>
<header><h1>Lumen &amp; Leaf</h1><nav><a href="/">Home</a> <a href="/lamps">Lamps</a></nav></header>
<main>
<h2>Brass desk lamp</h2>
<p>A warm lamp for a calm desk. The shade turns, the arm folds, the bulb is included.</p>
<p><a href="/cart">Add to basket</a></p>
</main>
<script src="${config.edge}/widget/loader.js" defer data-config='${escape(JSON.stringify(config))}'></script>
</body>
</html>
`
