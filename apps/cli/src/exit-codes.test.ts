import * as formats from '@bilayer/formats'
import * as umbrella from 'bilayer'
import { CommanderError } from 'commander'
import { expect, test } from 'vitest'
import * as ours from './exit-codes.ts'

const { exitCodeOf, firstError } = ours

type ErrorClass = new (...args: string[]) => umbrella.BilayerError

const isErrorClass = (value: unknown): value is ErrorClass =>
  typeof value === 'function' && value.prototype instanceof umbrella.BilayerError

/** What tells of another rank has the exit code of that one. */
const carriers = new Set<unknown>([ours.RankFailedError, ours.SilentError])

const errorClasses = [umbrella, formats, ours]
  .flatMap((exports) => Object.values<unknown>({ ...exports }).filter(isErrorClass))
  .filter((ErrorClass) => !carriers.has(ErrorClass))

test('every error of the project has its exit code', () => {
  const codes = errorClasses.map((ErrorClass) => [ErrorClass.name, exitCodeOf(new ErrorClass('it'))])
  expect(Object.fromEntries(codes)).toEqual({
    ArgumentError: 2,
    BackendFailedError: 1,
    BackendMismatchError: 70,
    BackendUnavailableError: 1,
    BusyError: 70,
    CommunicatorError: 1,
    DisposedError: 70,
    DivergedError: 2,
    FormatError: 2,
    ShapeError: 2,
    UnwrittenError: 74,
    UsageError: 2,
  })
})

test('what another rank failed by has its exit code, and is told by one rank alone', () => {
  const told = new ours.RankFailedError(2, 'no room', 74)
  expect([exitCodeOf(told), ours.explanationOf(told)]).toEqual([74, 'Rank 2: no room'])
  const silent = new ours.SilentError(74)
  expect([exitCodeOf(silent), ours.explanationOf(silent)]).toEqual([74, ''])
})

test('what the command line does not understand is a mistake in the call, and help is none', () => {
  expect(exitCodeOf(new CommanderError(1, 'commander.unknownOption', ''))).toBe(2)
  expect(exitCodeOf(new CommanderError(0, 'commander.helpDisplayed', ''))).toBe(0)
})

test.each([new TypeError('it'), 'it', undefined])('%j is a fault of this program', (error) => {
  expect(exitCodeOf(error)).toBe(70)
})

test('a failure to close does not hide what went wrong before it', () => {
  const first = new umbrella.BackendFailedError('abacus', 'matmul', 'a bead is lost')
  const fail = () => {
    using _ = {
      [Symbol.dispose]: () => {
        throw new Error('it does not close')
      },
    }
    throw first
  }
  let caught: unknown
  try {
    fail()
  } catch (error) {
    caught = error
  }
  expect(caught).not.toBe(first)
  expect(firstError(caught)).toBe(first)
})
