import { expect, test } from 'vitest'
import { style } from './style.ts'

const [light, dark] = [...style.markup.matchAll(/:root \{([^}]*)\}/gu)].map(([, rule]) =>
  Object.fromEntries(
    [...rule.matchAll(/--([\w-]+): (#[\da-f]+)/gu)].map(([, name, colour]) => [name, colour]),
  ),
)

/** The relative luminance of WCAG 2.2. */
function luminance(colour: string): number {
  const [r, g, b] = (colour.match(/[\da-f]{2}/gu) ?? []).map((two) => {
    const value = Number.parseInt(two, 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [darker, lighter] = [luminance(a), luminance(b)].toSorted((x, y) => x - y)
  return (lighter + 0.05) / (darker + 0.05)
}

const pairs = [
  ['ink', 'page'],
  ['ink', 'card'],
  ['ink', 'heat'],
  ['dim', 'page'],
  ['dim', 'card'],
  ['accent', 'page'],
  ['accent', 'card'],
] as const

test.each(pairs)('%s on %s is readable, in light and in dark', (text, ground) => {
  for (const colours of [light, dark]) {
    expect(contrast(colours[text], colours[ground])).toBeGreaterThanOrEqual(4.5)
  }
})
