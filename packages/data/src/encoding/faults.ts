import { ArgumentError, describeValue } from '@bilayer/core'

/** A value that a column may not hold; `why` ends the sentence. */
export const wrongValue = (name: string, value: unknown, row: number, why: string): ArgumentError =>
  new ArgumentError(`The column ${name} holds ${describeValue(value)} in row ${row}, counted from 0${why}.`)

/** A value that is missing from a column of inputs. */
export const missingValue = (name: string, row: number): ArgumentError =>
  new ArgumentError(
    `The column ${name} has no value in row ${row}, counted from 0. Leave the row out, or learn the encoding with { missing: "impute" }.`,
  )

/** A value that is missing from the column that is to be learnt. */
export const missingTarget = (name: string, row: number): ArgumentError =>
  new ArgumentError(
    `The column ${name} has no value in row ${row}, counted from 0, and is what is to be learnt. Leave the row out.`,
  )
