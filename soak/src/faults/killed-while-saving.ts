import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Random } from '@bilayer/core'
import { save } from '../../../apps/cli/src/files.ts'
import { temporaryFolder } from '../../../scripts/temporary-folder.ts'
import type { Fault, Strike } from './fault.ts'
import { modelFile } from './models.ts'
import { faultsOfSaving } from './saved-file.ts'

const NAME = 'model.safetensors'

/** Milliseconds of saving. */
const LATEST = 40

/** A process that saves is killed, so that it can do nothing more; the next that saves there finds what it left. */
export const killedWhileSaving: Fault = {
  name: 'killed-while-saving',
  description: 'SIGKILL to a process that saves models over each other, then one more is saved',
  prepare: async () => {
    const folder = temporaryFolder('bilayer-soak-')
    return {
      strike: (random) => killWhileSaving(folder.path, random),
      close: async () => folder[Symbol.dispose](),
    }
  },
}

async function killWhileSaving(folder: string, random: Random): Promise<Strike> {
  const sources = [modelFile(400_000, random), modelFile(1_200_000, random)]
  const inputs = sources.map((bytes, i) => {
    const input = join(folder, `source-${i}`)
    writeFileSync(input, bytes)
    return input
  })
  const saved = join(folder, 'saved')
  mkdirSync(saved, { recursive: true })
  const path = join(saved, NAME)

  const script = join(import.meta.dirname, 'save-loop.ts')
  const child = spawn(process.execPath, ['--conditions=@bilayer/source', script, path, ...inputs])
  await once(child.stdout, 'data')
  await pause(random.below(LATEST))
  child.kill('SIGKILL')
  await once(child, 'close')
  // What the killed process was at may lie beside the file; nobody else can have seen to it yet.
  const wrong = faultsOfSaving(saved, NAME, sources).filter((fault) => !fault.includes('temporary'))

  const next = modelFile(100_000, random)
  const since = performance.now()
  await save('model', path, next)
  const milliseconds = performance.now() - since
  return { outcome: 'whole file', milliseconds, wrong: [...wrong, ...faultsOfSaving(saved, NAME, [next])] }
}
