import type { Target } from 'bilayer'
import type { Settings } from '../state/settings.ts'
import { dataLines } from './data-lines.ts'
import { trainingLines } from './training-lines.ts'

/** What a program needs to know of a run beside its settings. */
export interface ProgramFacts {
  readonly settings: Settings
  readonly target: Target
  readonly layers: readonly number[]
  readonly stepsPerEpoch: number
}

/** A part of a program, and what it takes from elsewhere. */
export interface ProgramPart {
  readonly lines: readonly string[]
  /** What it imports of `bilayer`. */
  readonly uses: readonly string[]
  /** Whether it reads a file. */
  readonly readsFile?: boolean
}

/** A program of JavaScript that makes the same run: pasted into an empty project with `bilayer`, it ends with the same loss. */
export function programOf(facts: ProgramFacts): string {
  const parts = [dataLines(facts), trainingLines(facts)]
  const uses = [...new Set(parts.flatMap((part) => part.uses))].toSorted((a, b) => a.localeCompare(b))
  return [
    `// npm install ${packagesFor(facts.settings.backend).join(' ')}`,
    '// node train.mjs',
    ...(parts.some(({ readsFile = false }) => readsFile)
      ? ["import { readFile } from 'node:fs/promises'"]
      : []),
    'import {',
    ...uses.map((name) => `  ${name},`),
    "} from 'bilayer'",
    '',
    ...parts.flatMap(({ lines }) => lines),
    '',
  ].join('\n')
}

/** What a backend needs to be installed in Node.js. */
function packagesFor(backend: Settings['backend']): readonly string[] {
  if (backend === 'webgpu') return ['bilayer', 'webgpu']
  if (backend === 'gpu-js' || backend === 'blas') return ['bilayer', `@bilayer/backend-${backend}`]
  return ['bilayer']
}
