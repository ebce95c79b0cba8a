import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Random } from '@bilayer/core'
import { save } from '../../../apps/cli/src/files.ts'
import { type Elsewhere, watchElsewhere } from './elsewhere.ts'
import type { Fault, Strike } from './fault.ts'
import { goOnElsewhere } from './go-on.ts'
import { modelFile } from './models.ts'
import { faultsOfSaving } from './saved-file.ts'
import { errorStrike } from './settle.ts'
import { FILLER, MAY_MOUNT, mountSmallDisk, type SmallDisk } from './small-disk.ts'

const NAME = 'model.safetensors'

/** A model is saved over another, on a disk that has room for it or has not. */
export const savingOnFullDisk: Fault = {
  name: 'saving-on-full-disk',
  description: 'a model is saved over another on a disk that is full, or nearly',
  under: MAY_MOUNT,
  prepare: async () => {
    const disk = mountSmallDisk()
    const elsewhere = watchElsewhere()
    return {
      strike: (random) => saveWithLittleRoom(disk, elsewhere, random),
      close: async () => {
        elsewhere[Symbol.dispose]()
        disk[Symbol.dispose]()
      },
    }
  },
}

async function saveWithLittleRoom(disk: SmallDisk, elsewhere: Elsewhere, random: Random): Promise<Strike> {
  const path = join(disk.path, NAME)
  rmSync(path, { force: true })
  disk.leave(2 ** 18)
  const before = modelFile(1 + random.below(2 ** 17), random)
  await save('model', path, before)
  const after = modelFile(1 + random.below(2 ** 17), random)
  disk.leave(random.below(2 * after.length))

  const since = performance.now()
  const error = await save('model', path, after).catch((thrown: unknown) => thrown)
  const milliseconds = performance.now() - since
  const wrong = await goOnElsewhere()
  const kept = elsewhere.take()
  if (error === undefined) {
    return {
      outcome: 'whole file',
      milliseconds,
      wrong: [...wrong, ...faultsOfSaving(disk.path, NAME, [after], [FILLER])],
    }
  }
  wrong.push(...faultsOfSaving(disk.path, NAME, [before], [FILLER]))
  if (kept.length !== 1 || !kept[0].equals(after)) wrong.push('the model is not kept elsewhere')
  return errorStrike({ error, milliseconds }, wrong)
}
