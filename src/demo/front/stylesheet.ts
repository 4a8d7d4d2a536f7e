/** The whole look, in one file: warm paper, quiet ink, one green. Dark mode repaints the variables and nothing else. */
export const stylesheet = `:root {
  color-scheme: light dark;
  --paper: #faf6ee; --raised: #fffdf8; --sunk: #f1eadc; --line: #e2d8c5;
  --ink: #26221b; --soft: #675e50; --green: #2c6a4b; --green-ink: #fffdf8; --amber: #9a5b13;
  --shade: #e8bf74; --wood: #a9713f; --metal: #87929a; --clay: #c8764f; --leafy: #7fa07c; --stone: #a49e92;
  --stroke: #4a4335; --glow: #ffca5f; --glint: #fffdf8; --card: #fffdf8;
  --serif: "Iowan Old Style", "Palatino Linotype", Palatino, "URW Palladio L", "Book Antiqua", Georgia, serif;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  --round: 14px; --wide: 1160px;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #1a1814; --raised: #24211b; --sunk: #2a261f; --line: #3b362c;
    --ink: #f0e9db; --soft: #b8ad99; --green: #8fcaa6; --green-ink: #12241a; --amber: #e9b36a;
    --shade: #edc884; --wood: #b98553; --metal: #8f979a; --clay: #bd6f4b; --leafy: #6f9470; --stone: #87827a;
    --stroke: #cdc2ad; --glow: #ffbf4d; --glint: #fff6e0; --card: #d9cfbb;
  }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; -webkit-text-size-adjust: 100%; }
@media (prefers-reduced-motion: reduce) { * { transition: none !important; scroll-behavior: auto !important; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 17px/1.6 var(--sans); }
h1, h2, h3 { font-family: var(--serif); font-weight: 600; line-height: 1.18; text-wrap: balance; margin: 0; }
h1 { font-size: clamp(2rem, 1.4rem + 2.4vw, 3.1rem); letter-spacing: -.015em; }
h2 { font-size: 1.5rem; }
h3 { font-size: 1.12rem; }
p { margin: .8em 0; text-wrap: pretty; }
a { color: var(--green); text-underline-offset: .18em; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--green); outline-offset: 3px; border-radius: 6px; }
small, .small { font-size: .875rem; color: var(--soft); }
code { font-size: .88em; background: var(--sunk); padding: .1em .35em; border-radius: 5px; overflow-wrap: anywhere; }
.skip { position: absolute; left: -999px; padding: .6em 1em; background: var(--raised); z-index: 9; }
.skip:focus { left: 12px; top: 12px; }
.lead { font-size: 1.16rem; color: var(--soft); max-width: 58ch; margin-top: .7em; }

.top { display: flex; align-items: center; gap: 1.5rem; max-width: var(--wide); margin: 0 auto; padding: 1.1rem 24px; }
.brand { display: inline-flex; align-items: center; gap: .5rem; color: var(--ink); text-decoration: none;
  font: 600 1.3rem/1 var(--serif); white-space: nowrap; }
.brand svg { color: var(--green); }
.top > nav { display: flex; gap: .35rem; margin-left: auto; }
.top > nav a { color: var(--ink); text-decoration: none; padding: .55rem .8rem; border-radius: 99px; }
.top > nav a:hover, .top > nav a[aria-current] { background: var(--sunk); }
.account { position: relative; }
.account summary { list-style: none; cursor: pointer; display: flex; align-items: center; gap: .5rem; min-height: 44px;
  padding: 0 1rem; border: 1px solid var(--line); border-radius: 99px; background: var(--raised); white-space: nowrap; }
.account summary::-webkit-details-marker { display: none; }
.account[open] summary svg { transform: rotate(180deg); }
.menu { position: absolute; right: 0; top: calc(100% + 8px); width: 270px; padding: .6rem; z-index: 5; background: var(--raised);
  border: 1px solid var(--line); border-radius: var(--round); box-shadow: 0 18px 50px rgb(40 30 10 / .18); }
.menu p { margin: .3rem .7rem; font-size: .82rem; color: var(--soft); }
.menu a, .menu button { display: flex; justify-content: space-between; align-items: baseline; width: 100%; min-height: 40px;
  padding: .5rem .7rem; border: 0; border-radius: 9px; background: none; color: var(--ink); font: inherit; font-size: 1rem;
  text-align: start; text-decoration: none; cursor: pointer; }
.menu a:hover, .menu button:hover { background: var(--sunk); }
.menu button[aria-current] { background: var(--sunk); font-weight: 600; }
.menu .out { color: var(--amber); border-top: 1px solid var(--line); border-radius: 0 0 9px 9px; margin-top: .4rem; }

main { min-height: 60vh; }
.wide { max-width: var(--wide); margin: 0 auto; padding: 2.2rem 24px; }
.narrow { max-width: 780px; }
.row { display: flex; justify-content: space-between; align-items: baseline; gap: 1rem; flex-wrap: wrap; }
.crumbs { max-width: var(--wide); margin: 0 auto; padding: .8rem 24px 0; font-size: .9rem; display: flex; gap: .5rem; color: var(--soft); }
.crumbs a { color: var(--soft); }
.button { display: inline-flex; align-items: center; min-height: 48px; padding: 0 1.5rem; border: 0; border-radius: 99px;
  background: var(--green); color: var(--green-ink); font: 600 1rem/1 var(--sans); text-decoration: none; cursor: pointer; }
.button:hover { filter: brightness(1.08); }
.button[disabled] { cursor: default; filter: none; }
.quiet { color: var(--ink); }

.hero { max-width: var(--wide); margin: 0 auto; padding: 3rem 24px 2.5rem; display: grid; gap: 2rem;
  grid-template-columns: minmax(0, 1.15fr) minmax(0, 1fr); align-items: center; }
.eyebrow { margin: 0 0 1rem; font-size: .9rem; color: var(--amber); letter-spacing: .02em; }
.actions { display: flex; gap: 1.4rem; align-items: center; flex-wrap: wrap; margin-top: 1.6rem; }
.hero-art { position: relative; display: flex; align-items: flex-end; justify-content: center; min-height: 340px; padding: 1.5rem 1rem 2.6rem;
  border-radius: 28px; background: linear-gradient(var(--sunk), var(--sunk) 82%, var(--line) 82%); overflow: hidden; }
.hero-art .art { width: 33%; margin: 0 -1%; }
.hero-art .art:first-child { width: 46%; }

.grid, .cards, .orders, .mails, .tries { list-style: none; margin: 1.4rem 0 0; padding: 0; }
.grid { display: grid; gap: 1.6rem 1.3rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 225px), 1fr)); }
.wide h2 + .grid { margin-bottom: 2.4rem; } .wide .lead + h2 { margin-top: 1.8rem; }
.card { display: block; color: inherit; text-decoration: none; border-radius: var(--round); }
.card h3 { margin-top: .8rem; }
.card p { margin: .15rem 0 0; color: var(--soft); font-variant-numeric: tabular-nums; }
.frame { aspect-ratio: 1; display: grid; place-items: center; background: var(--sunk); border-radius: 20px; overflow: hidden; }
.frame .art { width: 74%; transition: transform .25s ease; }
.card:hover .art { transform: translateY(-4px) scale(1.03); }
.card:hover h3 { text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: .18em; }
.soon { color: var(--amber); margin-inline-start: .5em; font-size: .9rem; }
.promises { max-width: calc(var(--wide) - 48px); padding-inline: 0; display: grid; gap: 2rem; grid-template-columns: repeat(auto-fit, minmax(240px, 1fr)); border-top: 1px solid var(--line); }
.promises h2 { font-size: 1.2rem; }

.art { display: block; overflow: visible; }
.glow { fill: var(--glow); opacity: .34; filter: blur(7px); }
.shade { fill: var(--shade); } .wood { fill: var(--wood); } .metal { fill: var(--metal); } .clay { fill: var(--clay); }
.leafy { fill: var(--leafy); } .stone { fill: var(--stone); } .paper { fill: var(--card); } .flame { fill: #f2a12e; }
.glint { fill: var(--glint); } .dot { fill: var(--wood); }
.line, .glint-line, .metal-line, .wood-line, .leafy-line, .steam { fill: none; stroke-linecap: round; stroke-linejoin: round; stroke-width: 4; }
.line { stroke: var(--stroke); } .line.thin { stroke-width: 2; opacity: .7; }
.glint-line { stroke: var(--glint); stroke-width: 2.5; opacity: .65; }
.wood-line { stroke: var(--wood); stroke-width: 6; } .metal-line { stroke: var(--metal); stroke-width: 6; } .leafy-line { stroke: var(--leafy); stroke-width: 7; }
.steam { stroke: var(--soft); stroke-width: 2.5; opacity: .45; }

.product { max-width: var(--wide); margin: 0 auto; padding: 1.4rem 24px 2rem; display: grid; gap: 3rem;
  grid-template-columns: minmax(0, 1fr) minmax(0, 1.1fr); align-items: start; }
.frame.large { position: sticky; top: 24px; border-radius: 28px; }
.product .about > h2 { margin: 2.4rem 0 .8rem; }
.buy { margin: 1.4rem 0; padding: 1.2rem 1.4rem; background: var(--raised); border: 1px solid var(--line); border-radius: var(--round); }
.buy p { margin: .3rem 0; } .buy .button { margin: .6rem 0; }
.price { font: 600 1.7rem/1.2 var(--serif); } .price small { font-family: var(--sans); font-weight: 400; }
.stock { color: var(--green); } .stock.none { color: var(--amber); }
dl { margin: 0; } dl > div { display: grid; grid-template-columns: 9rem 1fr; gap: 1rem; padding: .6rem 0; border-top: 1px solid var(--line); }
dt { color: var(--soft); } dd { margin: 0; }
.question { padding: 1rem 0; border-top: 1px solid var(--line); } .question p { margin: .4rem 0; }

.prose { max-width: 720px; margin: 0 auto; padding: 2.4rem 24px 3rem; }
.prose h2 { margin: 2.2rem 0 .4rem; } .prose .question h3 { margin-top: .2rem; }
.prose li { margin: .35rem 0; } .prose ul, .prose ol { padding-inline-start: 1.3rem; }
.steps { list-style: none; counter-reset: step; padding: 0 !important; margin: 1rem 0; }
.steps li { counter-increment: step; position: relative; padding: .15rem 0 1rem 3rem; margin: 0; }
.steps li::before { content: counter(step); position: absolute; left: 0; top: 0; width: 2rem; height: 2rem; border-radius: 50%;
  display: grid; place-items: center; background: var(--sunk); color: var(--green); font: 600 1rem/1 var(--serif); }
.facts { display: flex; gap: .6rem; flex-wrap: wrap; }
.facts span { padding: .3rem .9rem; background: var(--sunk); border-radius: 99px; font-size: .92rem; }
.table { overflow-x: auto; margin: 1.2rem 0; }
table { width: 100%; border-collapse: collapse; font-size: .96rem; }
th, td { text-align: start; padding: .65rem .9rem .65rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
thead th { color: var(--soft); font-weight: 500; font-size: .88rem; } tbody th { font-weight: 600; }
.cards { display: grid; gap: 1.1rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 300px), 1fr)); }
.cards a { display: block; height: 100%; padding: 1.4rem; background: var(--raised); border: 1px solid var(--line); border-radius: var(--round);
  color: inherit; text-decoration: none; }
.cards a:hover { border-color: var(--green); } .cards h2 { font-size: 1.25rem; } .cards p { color: var(--soft); margin: .5rem 0; }

.order { padding: 1.4rem; margin-bottom: 1.2rem; background: var(--raised); border: 1px solid var(--line); border-radius: var(--round); }
.order h2 { font-size: 1.25rem; } .order p { margin: .35rem 0; } .order p.row { border-top: 1px solid var(--line); padding-top: .7rem; }
.order ul { list-style: none; padding: 0; margin: .9rem 0; }
.order li { display: grid; grid-template-columns: 52px 1fr auto; gap: 1rem; align-items: center; padding: .3rem 0; }
.order .art { width: 52px; height: 52px; padding: 5px; background: var(--sunk); border-radius: 10px; overflow: hidden; }
.status { padding: .2rem .8rem; border-radius: 99px; background: var(--sunk); font-size: .9rem; white-space: nowrap; }
.status.completed, .status.processing { color: var(--green); }
.status.on-hold, .status.pending, .status.failed { color: var(--amber); }
.mails li { border-top: 1px solid var(--line); }
.mails summary { display: grid; grid-template-columns: 1fr auto; gap: 0 1rem; padding: .9rem 0; cursor: pointer; overflow-wrap: anywhere; }
.mails summary span { color: var(--soft); grid-row: 2; } .mails time { color: var(--soft); font-size: .88rem; }
.mails pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; background: var(--raised); padding: 1.2rem; border-radius: var(--round);
  border: 1px solid var(--line); margin: 0 0 1rem; }
.tries { padding: 0 !important; } .tries li { display: grid; grid-template-columns: 5.5rem 1fr; padding: .8rem 0; margin: 0; border-top: 1px solid var(--line); }
.tries small { grid-row: 1 / 3; padding-top: .15rem; } .tries span { color: var(--soft); }
.handles > div { grid-template-columns: 1fr; gap: .2rem; }
.lost { text-align: center; } .lost .art { width: 190px; margin: 1rem auto; } .lost .lead { margin-inline: auto; }

.foot { margin-top: 3rem; background: var(--sunk); padding: 2.6rem 24px 6rem; }
.foot-columns { max-width: calc(var(--wide) - 48px); margin: 0 auto; display: grid; gap: 2rem; grid-template-columns: 1.6fr repeat(3, 1fr); }
.foot h2 { font: 600 .9rem/1.4 var(--sans); margin-bottom: .4rem; }
.foot nav a { display: block; padding: .3rem 0; color: var(--soft); text-decoration: none; }
.foot nav a:hover { color: var(--ink); text-decoration: underline; }
.foot-brand svg { color: var(--green); } .foot-brand p { max-width: 30ch; color: var(--soft); margin-top: .4rem; }
.foot > p { max-width: calc(var(--wide) - 48px); margin: 2.2rem auto 0; }
.cookies { position: fixed; left: 16px; bottom: 16px; z-index: 4; max-width: min(430px, calc(100vw - 110px)); display: flex; gap: 1rem;
  align-items: center; padding: .8rem 1rem .8rem 1.2rem; background: var(--raised); border: 1px solid var(--line); border-radius: var(--round);
  box-shadow: 0 10px 34px rgb(40 30 10 / .14); font-size: .9rem; }
.cookies p { margin: 0; }
.cookies button { min-height: 44px; padding: 0 1.1rem; border: 0; border-radius: 99px; background: var(--sunk); color: var(--ink);
  font: 600 1em/1 var(--sans); cursor: pointer; }

@media (max-width: 860px) {
  .top { flex-wrap: wrap; gap: .4rem 1rem; padding: .9rem 18px .5rem; }
  .top > nav { order: 3; width: calc(100% + 36px); margin: 0 -18px; padding: 0 10px; overflow-x: auto; scrollbar-width: none; }
  .top > nav a { padding-inline: .68rem; }
  .account { margin-inline-start: auto; }
  .hero, .product { grid-template-columns: minmax(0, 1fr); gap: 1.6rem; }
  .hero { padding-top: 1.6rem; } .hero-art { min-height: 250px; }
  .wide, .prose, .hero, .product, .crumbs { padding-inline: 18px; }
  .grid { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1.3rem .9rem; }
  .frame.large { position: static; aspect-ratio: 4 / 3; } .frame.large .art { width: 56%; }
  .wide.promises { margin-inline: 18px; padding-inline: 0; }
  .foot-columns { grid-template-columns: repeat(2, 1fr); } .foot-brand { grid-column: 1 / -1; }
  dl > div { grid-template-columns: 7rem 1fr; }
}
@media (max-width: 520px) {
  body { font-size: 16px; } .card h3 { font-size: 1rem; } .frame { border-radius: 16px; }
  .mails summary { grid-template-columns: 1fr; } .mails summary span { grid-row: auto; }
  .tries li { grid-template-columns: 1fr; } .tries small { grid-row: auto; }
  .cookies { left: 10px; bottom: 10px; max-width: calc(100vw - 100px); padding: .5rem .7rem .5rem .9rem; gap: .6rem; font-size: .82rem; }
}
`
