import { existsSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Random } from '@bilayer/core'
import { runCommand } from '../../../apps/cli/src/testing/command.ts'
import { type Launched, launchCommand, processOf } from '../../../apps/cli/src/testing/on-launched.ts'
import { decodeRun } from '../../../apps/cli/src/training/checkpoint.ts'
import { isThere, type Launcher, mpich, openMpi } from '../../../packages/mpi/src/testing/launch.ts'
import { temporaryFolder } from '../../../scripts/temporary-folder.ts'
import { type Fault, type Strike, UnavailableHereError } from './fault.ts'

/** Milliseconds of training after the first checkpoint. */
const LATEST = 500

const RANKS = 2

/** Milliseconds within which the other ranks must have ended. */
const PATIENCE = 10_000

const CHECKPOINT = 'model.safetensors.checkpoint'

/** The command trains on ranks of Open MPI or of MPICH, and any of them is killed; one process then goes on from the checkpoint. */
export const rankKilled: Fault = {
  name: 'rank-killed',
  description: 'SIGKILL to one of two ranks, of Open MPI and MPICH in turn, on which the command trains',
  patience: PATIENCE,
  prepare: async () => {
    for (const launcher of [openMpi, mpich]) {
      if (!isThere(launcher))
        throw new UnavailableHereError(`It takes ${launcher.name}: ${launcher.install}.`)
    }
    const folder = temporaryFolder('bilayer-soak-')
    await writeFile(join(folder.path, 'table.csv'), tableText())
    let turn = 0
    return {
      strike: (random) => killRank(turn++ % 2 === 0 ? openMpi : mpich, folder.path, random),
      close: async () => folder[Symbol.dispose](),
    }
  },
}

async function killRank(launcher: Launcher, folder: string, random: Random): Promise<Strike> {
  const checkpoint = join(folder, CHECKPOINT)
  await rm(checkpoint, { force: true })
  const line = 'train table.csv --target y --backend wasm --epochs 5000 --patience 5000 --checkpoint-every 1'
  const training = launchCommand(launcher, RANKS, [`${line} --output model.safetensors`], { folder })
  while (!existsSync(checkpoint)) await pause(5)
  await pause(random.below(LATEST))
  const rank = random.below(RANKS)
  const victim = await processOf(training, rank)
  const since = performance.now()
  process.kill(victim, 'SIGKILL')
  await training.ended
  const milliseconds = performance.now() - since
  const wrong = [...faultsOfWords(training, rank, victim), ...(await faultsOfCheckpoint(folder, checkpoint))]
  return { outcome: 'error', milliseconds, wrong }
}

/** The ranks that are left name the one that is not; where their launcher ends them before they can, it does, or tells the process. */
function faultsOfWords({ printed }: Launched, rank: number, victim: number): string[] {
  const words = printed.out + printed.err
  const names = [`Rank ${rank} (process ${victim} `, `process rank ${rank} with PID`, `PID ${victim} RUNNING`]
  return names.some((name) => words.includes(name)) ? [] : [`nobody names rank ${rank}, process ${victim}`]
}

/** Another run goes on from the epoch that the checkpoint has come to. */
async function faultsOfCheckpoint(folder: string, path: string): Promise<string[]> {
  const { epoch } = decodeRun(await readFile(path)).checkpoint
  const line = `train table.csv --resume ${CHECKPOINT} --backend wasm --epochs ${epoch} --json`
  const { code, out, err } = await runCommand(line.split(' '), { folder })
  if (code !== 0) return [`the checkpoint is of no use: ${err}`]
  const { history } = JSON.parse(out) as { readonly history: readonly unknown[] }
  return history.length === epoch ? [] : [`the run has ${history.length} epochs, not ${epoch}`]
}

/** A thousand rows, so that an epoch takes some milliseconds. */
function tableText(): string {
  const rows = Array.from({ length: 1000 }, (_, i) => `${Math.sin(i)},${Math.cos(3 * i)},${Math.sin(i) ** 2}`)
  return ['a,b,y', ...rows, ''].join('\n')
}
