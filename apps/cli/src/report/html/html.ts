import { escapeUTF8 } from 'entities'

/** Markup, as opposed to text that must be escaped. */
export interface Html {
  readonly markup: string
}

/** What a template takes: markup as it is, text and numbers escaped, lists one after another, nothing for what is left out. */
export type Part = Html | string | number | false | undefined | readonly Part[]

/** A template in which every value is escaped that is not markup: `` html`<td>${label}</td>` ``. Attributes must be in quotes. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { markup: String.raw({ raw: strings }, ...parts.map(markupOf)) }
}

/** Markup that others made and escaped. */
export const trusted = (markup: string): Html => ({ markup })

function markupOf(part: Part): string {
  if (part === undefined || part === false) return ''
  if (typeof part === 'string' || typeof part === 'number') return escapeUTF8(String(part))
  return isList(part) ? part.map(markupOf).join('') : part.markup
}

const isList = (part: Html | readonly Part[]): part is readonly Part[] => Array.isArray(part)
