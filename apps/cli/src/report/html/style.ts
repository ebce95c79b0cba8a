import { type Html, trusted } from './html.ts'

/** The one style of the page: light or dark as the reader has it, in columns where there is room, and fit to be printed. */
export const style: Html = trusted(`<style>
:root { color-scheme: light dark; --ink: #17202b; --dim: #566273; --line: #e1e6ec; --page: #f7f8fa; --card: #ffffff; --accent: #0b6e8f; --heat: #5fadc8 }
@media screen and (prefers-color-scheme: dark) {
  :root { --ink: #e8ecf1; --dim: #9aa7b7; --line: #2a3441; --page: #0f141a; --card: #171e27; --accent: #5bbfdd; --heat: #1c6b87 }
}
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 66rem; padding: 3.5rem 1.5rem 5rem; font: 16px/1.6 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; color: var(--ink); background: var(--page); -webkit-text-size-adjust: 100% }
header { border-bottom: 1px solid var(--line); padding-bottom: 2.25rem }
.kicker { margin: 0; color: var(--accent); font-size: .8rem; font-weight: 600; letter-spacing: .09em; text-transform: uppercase }
h1 { margin: .35rem 0 .5rem; font-size: clamp(1.7rem, 5vw, 2.4rem); line-height: 1.15; letter-spacing: -.02em; overflow-wrap: anywhere }
h2 { margin: 0 0 .25rem; font-size: 1.35rem; line-height: 1.3; letter-spacing: -.01em }
h3 { margin: 0 0 1rem; font-size: 1rem; font-weight: 600 }
section { margin-top: 3.25rem }
.lead { margin: 0; color: var(--dim); overflow-wrap: anywhere }
.headlines { display: flex; flex-wrap: wrap; gap: 1.25rem 3rem; margin: 2rem 0 0 }
.headlines dt { color: var(--dim); font-size: .85rem }
.headlines dd { margin: 0; font-size: 2rem; font-weight: 600; line-height: 1.2; letter-spacing: -.02em; font-variant-numeric: tabular-nums }
.cards { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1.25rem }
section > .cards, section > figure, section > .card { margin-top: 1.25rem }
figure, .card { display: flex; flex-direction: column; margin: 0; padding: 1.5rem; background: var(--card); border: 1px solid var(--line); border-radius: 14px }
.cards > .whole { grid-column: 1 / -1 }
.stack { display: flex; flex-direction: column; gap: 1.25rem; min-width: 0 } .stack > :last-child { flex: 1 }
.cards > figure:only-child { grid-column: 1 / -1; display: grid; grid-template-columns: 3fr 2fr; gap: 0 2.5rem } .cards > figure:only-child h3 { grid-column: 1 / -1 }
figcaption { padding-top: 1rem; color: var(--dim); font-size: .875rem; line-height: 1.55; overflow-wrap: anywhere }
.plot { color: var(--dim) }
.plot svg { display: block; width: 100%; height: auto; overflow: visible }
.plot text { white-space: pre; font-variant-numeric: tabular-nums }
.legend { display: flex; gap: 1.5rem; margin: 0 0 .75rem; padding: 0; list-style: none; color: var(--dim); font-size: .875rem }
.legend li::before { content: ""; display: inline-block; width: 1.75rem; margin-right: .5rem; vertical-align: middle; border-top: 2px solid var(--accent) }
.legend .other::before { border-top: 2px dashed var(--dim) }
.scroll { overflow-x: auto }
.scroll:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 4px }
table { width: 100%; border-collapse: collapse; font-size: .9rem; line-height: 1.4; font-variant-numeric: tabular-nums }
caption, .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
th, td { padding: .45rem .75rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); font-weight: 400; overflow-wrap: break-word }
tbody th, td { max-width: 22rem } tbody th { min-width: 7ch; overflow-wrap: anywhere }
th:first-child, td:first-child { padding-left: 0 } th:last-child, td:last-child { padding-right: 0 }
thead th { color: var(--dim); font-size: .8rem; white-space: nowrap }
tbody tr:last-child > * { border-bottom: 0 }
.number { text-align: right; white-space: nowrap }
td.number { padding-left: 1rem }
.confusion { width: auto; border-collapse: separate; border-spacing: 3px; margin: 0 auto; font-size: .85rem }
.confusion th, .confusion td { border: 0; padding: .3rem .5rem; text-align: center; vertical-align: middle; white-space: nowrap; overflow-wrap: normal; color: var(--dim) }
.confusion tbody th { position: sticky; left: 0; text-align: right; background: var(--card) }
.confusion .corner { text-align: right; vertical-align: bottom }
.confusion .axis { font-size: .75rem; letter-spacing: .04em }
.confusion tbody td { min-width: 3.25rem; height: 2.75rem; border-radius: 5px; color: var(--ink); background: color-mix(in srgb, var(--heat) calc(8% + 92% * var(--share)), var(--card)); print-color-adjust: exact; -webkit-print-color-adjust: exact }
.confusion tbody td.none { color: var(--dim); background: var(--page) }
.confusion tbody td.strong { font-weight: 600 }
.confusion tbody td.right { box-shadow: inset 0 0 0 1.5px var(--accent) }
.upright thead tr + tr th { vertical-align: bottom; padding: .3rem 0 } .upright thead span { writing-mode: vertical-rl; transform: rotate(180deg) }
.dense { border-spacing: 2px; font-size: .75rem } .dense tbody td { min-width: 1.7rem; height: 1.7rem; padding: .1rem .2rem; border-radius: 3px } .dense tbody th { padding: 0 .4rem 0 0 }
dl { margin: 0 } dd { margin: 0; overflow-wrap: anywhere }
.card dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: 1.1rem 2rem }
.card dt { color: var(--dim); font-size: .8rem }
.command { margin: 0 0 1.5rem; padding: .9rem 1.1rem; border-radius: 8px; background: var(--page); font: .875rem/1.5 ui-monospace, SFMono-Regular, Menlo, monospace; white-space: pre-wrap; overflow-wrap: anywhere }
code { font: inherit }
details { margin-top: .75rem; font-size: .9rem } summary { color: var(--accent); cursor: pointer }
details table { margin-top: .5rem }
@media (max-width: 48rem) {
  body { padding: 2rem 1rem 3rem }
  table { font-size: .85rem } th, td { padding: .45rem .5rem }
  .cards { grid-template-columns: minmax(0, 1fr) } .cards > figure:only-child { display: flex }
  figure, .card { padding: 1.1rem }
  section { margin-top: 2.5rem }
  .headlines { display: grid; grid-template-columns: 1fr 1fr; gap: 1.25rem } .headlines dd { font-size: 1.6rem }
}
@media print {
  body { max-width: none; padding: 0; background: none; font-size: 11pt }
  section, figure, .card { break-inside: avoid } section:has(.cards), figure:has(tbody tr:nth-child(20)) { break-inside: auto }
  h2, h3 { break-after: avoid }
}
</style>`)
