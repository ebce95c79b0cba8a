import { z } from 'zod'
import type { Classification } from '../classification.ts'
import type { Classifier, Library, Values } from '../library.ts'
import { parametersOf, type Problem } from '../problem.ts'
import type { Work } from '../work.ts'
import { nothing, type PythonProcess, startPython } from './python/process.ts'

const version = z.object({ version: z.string(), blas: z.array(z.string()) })
const milliseconds = z.object({ milliseconds: z.number() })
const share = z.object({ share: z.number() })
const encodedValues = z.object({ values: z.array(z.string()) })

/** Debian's PyTorch or NumPy, in a process of its own that takes its own time. Rejects where it is not installed. */
export async function python(name: string, library: 'torch' | 'numpy', threads: number): Promise<Library> {
  const process = await startPython(library, threads)
  const found = await process.ask(version, 'version')
  const blas = found.blas.length === 0 ? 'no BLAS' : found.blas.join(', ')
  return {
    name,
    version: found.version,
    differs:
      library === 'torch'
        ? `autograd and torch.optim, in Python, with ${blas}`
        : `the formulas, in Python, with ${blas}`,
    trainer: (problem) => createTrainer(process, problem),
    operation: async (operation) => {
      const work = await begin(process, 'calculate', {
        name: operation.name,
        operands: operation.operands.map(encodeMatrix),
      })
      return {
        ...work,
        result: async () => (await work.values())[0],
      }
    },
    ...(library === 'torch' && { classifier: (task: Classification) => createClassifier(process, task) }),
    close: process.close,
  }
}

async function createClassifier(
  process: PythonProcess,
  { start, batchSize, learningRate, folder }: Classification,
): Promise<Classifier> {
  const { work, dispose } = await begin(process, 'classify', {
    parameters: start.map(encodeMatrix),
    batch_size: batchSize,
    learning_rate: learningRate,
    folder,
  })
  return {
    epoch: async (count) => (await process.ask(milliseconds, 'epoch', { work, count })).milliseconds,
    accuracy: async () => (await process.ask(share, 'accuracy', { work })).share,
    dispose,
  }
}

async function createTrainer(process: PythonProcess, { size, learningRate, W1, b1, W2, b2, X, Y }: Problem) {
  const arrays = {
    W1: encode(W1),
    b1: encode(b1),
    W2: encode(W2),
    b2: encode(b2),
    X: encode(X),
    Y: encode(Y),
  }
  const { work, ...trainer } = await begin(process, 'train', { size, learning_rate: learningRate, ...arrays })
  return {
    ...trainer,
    load: async (nextX: Float32Array, nextY: Float32Array) => {
      const answer = await process.ask(milliseconds, 'load', { work, X: encode(nextX), Y: encode(nextY) })
      return answer.milliseconds
    },
    parameters: async () => parametersOf(await trainer.values()),
  }
}

let works = 0

/** Work of that process, and its number there. */
async function begin(
  process: PythonProcess,
  command: string,
  rest: object,
): Promise<Work & { readonly work: number; readonly values: () => Promise<Float32Array[]> }> {
  const work = works++
  await process.ask(nothing, command, { work, ...rest })
  return {
    work,
    time: async (count) => (await process.ask(milliseconds, 'time', { work, count })).milliseconds,
    values: async () => (await process.ask(encodedValues, 'values', { work })).values.map(decode),
    dispose: async () => {
      await process.ask(nothing, 'drop', { work })
    },
  }
}

const encodeMatrix = ({ rows, cols, values }: Values) => ({ rows, cols, values: encode(values) })

const encode = ({ buffer, byteOffset, byteLength }: Float32Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('base64')

function decode(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64')
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
}
