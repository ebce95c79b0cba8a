import { html, type Html, type Part } from './html.ts'

/** A part of the page. */
export const section = (title: string, lead: string | undefined, parts: Part): Html =>
  html`<section><h2>${title}</h2>${lead !== undefined && html`<p class="lead">${lead}</p>`}${parts}</section>`

/** What stands side by side where there is room. */
export const sideBySide = (cards: readonly (Html | undefined)[]): Html =>
  html`<div class="cards">${cards}</div>`

/** What stands one below the other beside something higher. */
export const stacked = (cards: readonly (Html | undefined)[]): Html => html`<div class="stack">${cards}</div>`

/** A picture, or a table, with its title and what it says in words. */
export const card = (title: string, content: Html, caption: Part, kind: 'half' | 'whole' = 'half'): Html =>
  html`<figure${kind === 'whole' && html` class="whole"`}><h3>${title}</h3>${content}<figcaption>${caption}</figcaption></figure>`

/** One of the numbers on top of the page. */
export interface Headline {
  readonly name: string
  readonly value: string
}

export const headlines = (list: readonly Headline[]): Html | undefined =>
  list.length === 0
    ? undefined
    : html`<dl class="headlines">${list.map(({ name, value }) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`
