/** Readable on a phone and on paper; light and dark. */
export const STYLE = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; --line: #8884; --good: #1e7a45; --bad: #b3261e; --soft: #8881 }
@media (prefers-color-scheme: dark) { :root { --good: #6fcf97; --bad: #ff8a80 } }
* { box-sizing: border-box }
body { margin: 0 } main { max-width: 64rem; margin: 0 auto; padding: 1.5rem 1rem 4rem }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 } h2 { margin: 2rem 0 .5rem } h3 { margin: 1.5rem 0 .25rem; text-transform: capitalize }
h1 span { font-size: 1rem; font-weight: 600; white-space: nowrap }
.quiet, small, dt { color: color-mix(in srgb, currentColor 65%, transparent) }
.good { color: var(--good) } .bad { color: var(--bad) }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .5rem; margin: 1rem 0 }
dl div { background: var(--soft); border-radius: .5rem; padding: .5rem .75rem } dt { font-size: .8rem } dd { margin: 0; font-size: 1.15rem; font-weight: 600 }
.wide { overflow-x: auto }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
th, td { text-align: right; padding: .3rem .6rem; border-bottom: 1px solid var(--line); white-space: nowrap }
th { font-size: .8rem; font-weight: 600 } th:first-child, td:first-child { text-align: left } .sum td { font-weight: 600; border-top: 2px solid var(--line) }
details { border: 1px solid var(--line); border-radius: .5rem; margin: .4rem 0 } summary { padding: .5rem .75rem; cursor: pointer; overflow-wrap: anywhere }
details > ul { margin: 0; padding: .25rem .75rem .5rem 2rem; overflow-wrap: anywhere }
.talk { padding: .25rem .75rem .75rem; display: grid; gap: .4rem }
.talk p { margin: 0; padding: .45rem .7rem; border-radius: .7rem; white-space: pre-wrap; overflow-wrap: anywhere; max-width: 46rem; background: var(--soft) }
.talk p.shopper { justify-self: end; background: color-mix(in srgb, #2f6fde 18%, transparent) }
summary span { white-space: nowrap }
@media (max-width: 30rem) { th, td { padding: .3rem .25rem; font-size: .85rem } th { white-space: normal; font-size: .75rem } }
.talk span { display: block; font-size: .7rem; opacity: .65 }
`
