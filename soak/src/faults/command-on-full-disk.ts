import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Random } from '@bilayer/core'
import { decodeSafetensors } from '@bilayer/formats'
import { type Elsewhere, watchElsewhere } from './elsewhere.ts'
import type { Fault, Strike } from './fault.ts'
import { faultsOfSaving } from './saved-file.ts'
import { FILLER, MAY_MOUNT, mountSmallDisk, type SmallDisk } from './small-disk.ts'

const NAME = 'model.safetensors'

const command = join(import.meta.dirname, '../../../apps/cli/src/main.ts')

/** The command trains and saves over a file, on a disk that has room for its model or has not. */
export const commandOnFullDisk: Fault = {
  name: 'command-on-full-disk',
  description: 'the command `demo digits` saves its model on a disk that is full, or nearly',
  under: MAY_MOUNT,
  prepare: async () => {
    const disk = mountSmallDisk()
    const elsewhere = watchElsewhere()
    return {
      strike: async (random) => runDemo(disk, elsewhere, random),
      close: async () => {
        elsewhere[Symbol.dispose]()
        disk[Symbol.dispose]()
      },
    }
  },
}

function runDemo(disk: SmallDisk, elsewhere: Elsewhere, random: Random): Strike {
  const path = join(disk.path, NAME)
  rmSync(path, { force: true })
  disk.leave(2 ** 18)
  const before = new TextEncoder().encode('what was there before')
  writeFileSync(path, before)
  const hidden = 8 + random.below(72)
  disk.leave(random.below(2 * bytesOfModel(hidden)))

  const options = ['--samples', '50', '--epochs', '1', '--hidden', String(hidden), '--backend', 'cpu-js']
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--conditions=@bilayer/source', command, 'demo', 'digits', ...options, '--output', path],
    { encoding: 'utf8' },
  )
  const kept = elsewhere.take()
  if (status === 0) {
    const saved = readFileSync(path)
    const wrong = [...faultsOfModel(saved, hidden), ...faultsOfSaving(disk.path, NAME, [saved], [FILLER])]
    return { outcome: 'whole file', wrong }
  }
  const wrong = faultsOfSaving(disk.path, NAME, [before], [FILLER])
  // Where not even an empty file has room, the command says so before it trains.
  wrong.push(...kept.flatMap((model) => faultsOfModel(model, hidden)))
  if (/^\s+at /mu.test(stderr)) wrong.push(`it ended with ${status} and a stack trace`)
  if (!stderr.includes(path))
    wrong.push(`it does not say which file could not be written: ${stderr.slice(0, 200)}`)
  return { outcome: 'error', wrong }
}

/** Bytes of the parameters of 784-hidden-10. */
const bytesOfModel = (hidden: number): number => 4 * (hidden * (784 + 1) + 10 * (hidden + 1))

/** What is wrong with a model that the command saved. */
function faultsOfModel(file: Uint8Array, hidden: number): string[] {
  try {
    const [{ rows }] = decodeSafetensors(file).tensors
    return rows === hidden ? [] : [`the model has ${rows} hidden neurons; ${hidden} were asked for`]
  } catch (error) {
    return [`what it saved is no model: ${String(error)}`]
  }
}
