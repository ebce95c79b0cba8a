import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { type PythonProcess, startPython } from '../libraries/python/process.ts'
import type { Dataset } from './datasets.ts'
import type { Outcome } from './ours.ts'
import type { Problem, Split } from './problems.ts'

const script = fileURLToPath(new URL('peer.py', import.meta.url))

const outcome = z.object({ score: z.number(), seconds: z.number(), iterations: z.number() })

/** scikit-learn in a process of its own, on one thread. Rejects where it is not installed. */
export const startTheirs = (): Promise<PythonProcess> => startPython('sklearn', 1, script)

export const versionOf = async (python: PythonProcess): Promise<string> =>
  (await python.ask(z.object({ version: z.string() }), 'version')).version

/** Trains and scores scikit-learn's counterpart of an estimator. */
export const runTheirs = (
  python: PythonProcess,
  { kind, settings }: Problem,
  { train, test }: Split,
  seed: number,
): Promise<Outcome> =>
  python.ask(outcome, 'run', { kind, settings, seed, train: encoded(train), test: encoded(test) })

const encoded = ({ X, y }: Dataset) => ({ X: base64(X.values), y: base64(y) })

const base64 = (values: Float32Array): string =>
  Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64')
