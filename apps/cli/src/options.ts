import { InvalidArgumentError, Option } from 'commander'
import { didYouMean } from './did-you-mean.ts'

/** A whole number from `least` to `most`, from the command line. */
export const wholeNumber =
  (least: number, most = Number.MAX_SAFE_INTEGER) =>
  (text: string): number => {
    const value = Number(text)
    if (/^\d+$/u.test(text) && value >= least && value <= most) return value
    const upTo = most === Number.MAX_SAFE_INTEGER ? 'or more' : `to ${most}`
    throw new InvalidArgumentError(`It must be a whole number, ${least} ${upTo}.`)
  }

/** A number above 0. */
export function positiveNumber(text: string): number {
  const value = Number(text)
  if (text.trim() !== '' && value > 0 && value < Infinity) return value
  throw new InvalidArgumentError('It must be a number above 0.')
}

/** Layer sizes such as `128` or `256,64`. */
export function layerSizes(text: string): number[] {
  return text.split(',').map(wholeNumber(1, 65_536))
}

/** The largest seed. */
export const LARGEST_SEED = 2 ** 32 - 1

/** A number from `least` to `most`. */
export const number =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text)
    if (text.trim() !== '' && value >= least && value <= most) return value
    throw new InvalidArgumentError(`It must be a number from ${least} to ${most}.`)
  }

/** A share of rows. */
export const share = number(0, 0.9)

/** Names of columns, with commas between them. */
export const columnNames = (text: string): string[] => text.split(',').map((name) => name.trim())

/** An option that takes one of some words. */
export const choice = (flags: string, description: string, words: readonly string[]): Option =>
  new Option(flags, description).choices(words).argParser((text: string) => {
    if (words.includes(text)) return text
    throw new InvalidArgumentError(`Allowed choices are ${words.join(', ')}.${didYouMean(text, words)}`)
  })
