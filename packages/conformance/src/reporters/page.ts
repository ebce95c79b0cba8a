/** A page that needs nothing from elsewhere, in the reader's own colour scheme. `title` and `body` are HTML, `style` is CSS beside ours. */
export const page = (title: string, body: string, style = ''): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${STYLE}${style}</style>
${body}
</html>
`

/** The class of a status in the style sheet. */
export const classOf = (status: string): string => status.replaceAll(' ', '-')

const STYLE = `
:root { color-scheme: light dark; --ink: light-dark(#1b2330, #e6eaf0); --dim: light-dark(#5c6778, #97a3b4); --line: light-dark(#dfe4ea, #2c3543);
  --page: light-dark(#f6f7f9, #10151c); --card: light-dark(#fff, #171e28); --passed: light-dark(#1a7f37, #3fb950); --failed: light-dark(#c0271c, #ff7b72); --skipped: light-dark(#946800, #d4a72c); --not-run: light-dark(#6b7686, #8b96a6) }
* { box-sizing: border-box }
body { font: 16px/1.55 system-ui, sans-serif; color: var(--ink); background: var(--page); max-width: 60rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem }
header { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 1.5rem 1.75rem; border-top: 5px solid var(--passed) }
header.failed { border-top-color: var(--failed) } header.not-run { border-top-color: var(--not-run) }
.kicker { margin: 0; color: var(--dim); font-size: .8rem; letter-spacing: .08em; text-transform: uppercase }
h1 { margin: .1rem 0 1rem; font-size: 1.9rem; line-height: 1.2; overflow-wrap: anywhere } h1 em { font-style: normal; color: var(--passed) } header.failed h1 em { color: var(--failed) } header.not-run h1 em { color: var(--not-run) }
h2 { font-size: 1.1rem; margin: 2.25rem 0 .75rem } h3 { font-size: 1rem; margin: 0 0 .5rem; font-weight: 600 }
.bar { display: flex; gap: 3px; height: 10px } .bar i { border-radius: 3px; min-width: 4px; background: var(--passed) } .bar .failed { background: var(--failed) } .bar .skipped { background: var(--skipped) } .bar .not-run { background: var(--not-run) }
ul { list-style: none; margin: 0; padding: 0 } .counts { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; margin: .6rem 0 0; color: var(--dim) }
.counts .passed b { color: var(--passed) } .counts .failed b { color: var(--failed) } .counts .skipped b { color: var(--skipped) } .counts .not-run b { color: var(--not-run) }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: .75rem 1.5rem; margin: 1.25rem 0 0 }
dt { color: var(--dim); font-size: .8rem } dd { margin: 0; overflow-wrap: anywhere }
code { font: .95em ui-monospace, monospace }
details, section { background: var(--card); border: 1px solid var(--line); border-radius: 10px; margin: .5rem 0 } section { padding: 1rem 1.25rem; border-left: 4px solid var(--failed) } section.not-run { border-left-color: var(--not-run) }
summary { display: flex; gap: .6rem; padding: .55rem 1.1rem; cursor: pointer; list-style: none } summary::-webkit-details-marker { display: none } summary span { margin-left: auto; color: var(--dim) }
details ul { padding: .25rem 1.1rem .8rem; border-top: 1px solid var(--line) } details li { padding: .1rem 0 } small { color: var(--dim) }
summary::before, details li::before { content: "✓"; color: var(--passed); display: inline-block; width: 1.3em }
summary.failed::before, details li.failed::before { content: "✗"; color: var(--failed) } summary.skipped::before, details li.skipped::before { content: "–"; color: var(--skipped) }
summary.not-run::before, details li.not-run::before { content: "·"; color: var(--not-run) } details li.not-run { color: var(--dim) }
table { border-collapse: collapse; background: var(--card) } .table { overflow-x: auto; margin: 1rem 0 2rem } th, td { border: 1px solid var(--line); padding: .35rem .8rem; text-align: left; white-space: nowrap }
td.passed::before, td.failed::before, td.skipped::before, td.not-run::before { display: inline-block; width: 1.3em }
td.passed::before { content: "✓"; color: var(--passed) } td.failed::before { content: "✗"; color: var(--failed) } td.skipped::before { content: "–"; color: var(--skipped) } td.not-run::before { content: "·"; color: var(--not-run) }
main + header { margin-top: 3rem }
pre { font: .9rem/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; color: var(--dim) }
`
