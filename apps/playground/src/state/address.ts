import * as v from 'valibot'
import { defaults, schemas, type Settings } from './settings.ts'
import { type ViewName, viewNames } from './view-names.ts'

/** What the address of the page says. */
export interface Address {
  readonly view: ViewName
  readonly settings: Settings
  /** What in it could not be used, in words; the default stands in its place. */
  readonly faults: readonly string[]
}

/** Longer addresses are none of ours. */
const MOST_CHARACTERS = 4000

/** The part of an address behind `#`, which says everything that is not as it is by default. */
export function toHash(view: ViewName, settings: Settings): string {
  const fields = new URLSearchParams({ view })
  for (const name of settingNames) {
    const text = toText(settings[name])
    if (text !== toText(defaults[name])) fields.set(name, text)
  }
  return `#${fields}`
}

/** What the part of an address behind `#` says. It may hold anything: whatever is not a setting is a fault in words. */
export function fromHash(hash: string): Address {
  if (hash.length > MOST_CHARACTERS) {
    const fault = `The link has ${hash.length} characters; it may have ${MOST_CHARACTERS} at most.`
    return { view: 'learn', settings: defaults, faults: [fault] }
  }
  const fields = new URLSearchParams(hash.replace(/^#/u, ''))
  const faults: string[] = []
  const settings: Record<string, unknown> = { ...defaults }
  let view: ViewName = 'learn'
  for (const [name, text] of fields) {
    if (name === 'view') {
      const found = viewNames.find((each) => each === text)
      if (found) view = found
      else faults.push(`view is ${quoted(text)}; it must be one of ${viewNames.join(', ')}.`)
    } else if (isSetting(name)) {
      const result = v.safeParse(schemas[name], fromText(name, text))
      if (result.success) settings[name] = result.output
      else faults.push(`${name} is ${quoted(text)}; ${result.issues[0].message}.`)
    } else {
      faults.push(`There is no setting ${quoted(name)}.`)
    }
  }
  return { view, settings: settings as Settings, faults }
}

/** The settings that are not the same in both. */
export const differing = (before: Settings, after: Settings): readonly (keyof Settings)[] =>
  settingNames.filter((name) => toText(before[name]) !== toText(after[name]))

const settingNames = Object.keys(schemas) as (keyof Settings)[]

const isSetting = (name: string): name is keyof Settings => Object.hasOwn(schemas, name)

const toText = (value: Settings[keyof Settings]): string =>
  Array.isArray(value) ? value.join('-') : String(value)

/** The value that a text of an address stands for, before it is checked. */
function fromText(name: keyof Settings, text: string): unknown {
  const byDefault = defaults[name]
  if (typeof byDefault === 'string') return text
  if (Array.isArray(byDefault)) return text === '' ? [] : text.split('-').map(toNumber)
  return toNumber(text)
}

const toNumber = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text))

const quoted = (text: string): string => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text)
