import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Parameters, parametersOf, type Problem } from '../problem.ts'

const inputs = ['W1', 'b1', 'W2', 'b2', 'X', 'Y'] as const

/** Writes the numbers of a problem into a new folder, for other processes, each array in a file: float32, little-endian. */
export async function writeProblem(folder: string, problem: Problem): Promise<void> {
  const { size, learningRate } = problem
  await mkdir(folder)
  await Promise.all(inputs.map((name) => writeFile(join(folder, name), problem[name])))
  await writeFile(join(folder, 'problem.json'), JSON.stringify({ size, learningRate }))
}

export async function readProblem(folder: string): Promise<Problem> {
  const text = await readFile(join(folder, 'problem.json'), 'utf8')
  const { size, learningRate } = JSON.parse(text) as Pick<Problem, 'size' | 'learningRate'>
  const arrays = await Promise.all(inputs.map((name) => readFloats(join(folder, name))))
  const [W1, b1, W2, b2, X, Y] = arrays
  return { size, learningRate, W1, b1, W2, b2, X, Y }
}

const results = ['W1', 'b1', 'W2', 'b2'].map((name) => `${name}.after`)

/** Writes the network as it is after one step. */
export async function writeStepped(folder: string, values: readonly Float32Array[]): Promise<void> {
  await Promise.all(results.map((name, i) => writeFile(join(folder, name), values[i])))
}

export const readStepped = async (folder: string): Promise<Parameters> =>
  parametersOf(await Promise.all(results.map((name) => readFloats(join(folder, name)))))

async function readFloats(path: string): Promise<Float32Array> {
  const { buffer, byteOffset, byteLength } = await readFile(path)
  return new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength))
}
