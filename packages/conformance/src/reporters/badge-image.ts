import { escapeUTF8 as text } from 'entities'
import type { CaseResult } from '../result.ts'

/** White is legible on each of them. */
const COLOURS: Readonly<Record<CaseResult['status'], string>> = {
  passed: '#1a7f37',
  failed: '#b3261e',
  skipped: '#5c6778',
  'not run': '#5c6778',
}

/** A badge as an SVG image that needs nothing from elsewhere: what it is about, and what is to be said of it. */
export function badgeImage(label: string, words: string, status: CaseResult['status']): string {
  const [left, right] = [widthOf(label), widthOf(words)]
  const title = text(`${label}: ${words}`)
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="20" viewBox="0 0 ${left + right} 20" role="img" aria-label="${title}">
<title>${title}</title>
<rect width="${left}" height="20" fill="#474e57"/>
<rect x="${left}" width="${right}" height="20" fill="${COLOURS[status]}"/>
<g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">
<text x="${left / 2}" y="14" textLength="${left - 2 * MARGIN}">${text(label)}</text>
<text x="${left + right / 2}" y="14" textLength="${right - 2 * MARGIN}">${text(words)}</text>
</g>
</svg>
`
}

const MARGIN = 6

/** Pixels that a text and its margins take: about, since the image fits the text to them. */
const widthOf = (words: string): number => Math.round(6.6 * words.length) + 2 * MARGIN
