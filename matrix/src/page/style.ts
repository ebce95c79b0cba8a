/** What the page of the matrix needs beside the style of reports. */
export const STYLE = `
body { max-width: 84rem }
a { color: inherit }
header p { max-width: 70ch }
h2 { font-size: 1.3rem } h3 { margin-top: 1.25rem }
.badge { margin: 0 } .badge svg { max-width: 100%; height: auto }
.table:focus-visible { outline: 2px solid var(--ink); outline-offset: 2px }
caption { caption-side: top; text-align: left; color: var(--dim); padding: 0 0 .4rem; max-width: min(70ch, 100vw - 2.5rem) }
thead th { vertical-align: bottom } th small { display: block; font-weight: 400 }
th[scope=row] { position: sticky; left: 0; background: var(--card) }
summary.plain::before { content: none } details .list, .list { padding: .5rem 1.1rem .8rem } .list li { padding: .2rem 0; overflow-wrap: anywhere } details .list li::before { content: none }
`
