import { expect, test } from 'vitest'
import { html, trusted } from './html.ts'

test('text is escaped, in attributes too', () => {
  expect(html`<b title="${'"><script>'}">${"<i> & '"}</b>`.markup).toBe(
    '<b title="&quot;&gt;&lt;script&gt;">&lt;i&gt; &amp; &apos;</b>',
  )
})

test('markup is taken as it is, lists one after another, nothing for what is left out', () => {
  const items = ['a', '<'].map((item) => html`<li>${item}</li>`)
  expect(html`${items}${trusted('<hr>')}${undefined}${false}${0}`.markup).toBe('<li>a</li><li>&lt;</li><hr>0')
})

test('what a backslash stands for in a template is kept', () => {
  expect(html`\n`.markup).toBe('\n')
})
