import { expect, test } from 'vitest'
import {
  ArgumentError,
  BackendFailedError,
  BackendMismatchError,
  BackendUnavailableError,
  BilayerError,
  DisposedError,
  FormatError,
  ShapeError,
} from './errors.ts'

/** What a caller may compare: neither changes with the words of a message. */
test.each([
  [new ArgumentError('no'), 'ArgumentError', 'BILAYER_ARGUMENT'],
  [new ShapeError('no'), 'ShapeError', 'BILAYER_SHAPE'],
  [new FormatError('no'), 'FormatError', 'BILAYER_FORMAT'],
  [new DisposedError('no'), 'DisposedError', 'BILAYER_DISPOSED'],
  [new BackendMismatchError('no'), 'BackendMismatchError', 'BILAYER_BACKEND_MISMATCH'],
  [new BackendUnavailableError('no'), 'BackendUnavailableError', 'BILAYER_BACKEND_UNAVAILABLE'],
  [new BackendFailedError('plain', 'relu', 'no'), 'BackendFailedError', 'BILAYER_BACKEND_FAILED'],
])('%s goes by a name and a code that are stable', (error, name, code) => {
  expect(error).toBeInstanceOf(BilayerError)
  expect(error).toMatchObject({ name, code })
})
