import { parameter, type Parameter } from '../entry.ts'
import { exactly, flag, type Legality, optional, whole } from '../legal.ts'

const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Types of columns by name: an object without members is right too. */
const types: Legality = (value) => value === undefined || (isObject(value) ? 'either' : false)

const texts: Legality = (value) =>
  value === undefined || (Array.isArray(value) && Array.from(value).every((item) => typeof item === 'string'))

const separator: Legality = (value) =>
  typeof value === 'string' && value.length === 1 ? 'either' : value === undefined

/** How any file is read: the second argument. */
export const readOptions: readonly Parameter[] = [
  parameter([1], optional(isObject), 'options'),
  parameter([1, 'types'], types),
  parameter([1, 'missing'], texts),
]

/** How a CSV file is read. */
export const csvOptions: readonly Parameter[] = [
  ...readOptions,
  parameter([1, 'separator'], separator, 'separator', 'separated'),
  parameter([1, 'header'], optional(flag)),
  parameter([1, 'encoding'], optional(exactly('utf-8', 'utf-16le', 'latin1'))),
  parameter([1, 'decimal'], optional(exactly('.', ','))),
]

/** How a file is read in parts, beside how it is read. */
export const partOptions: readonly Parameter[] = [parameter([1, 'rows'], optional(whole(1, 2 ** 24)))]
