import type { Backend } from 'bilayer'
import { makeProblem } from '../data-sets/make-problem.ts'
import type { DataFile } from '../data-sets/table.ts'
import type { BackendName } from '../state/settings.ts'
import { sharesOf } from './answers.ts'
import { BackendPool, factsOf, listBackends, timeBackends } from './backend-pool.ts'
import { failureOf, type Served } from './channel.ts'
import { inSettings } from './diverged.ts'
import { evaluate } from './evaluate.ts'
import { axesOf } from './pictures/axes.ts'
import { frameOf } from './pictures/frame.ts'
import { pointsOf, windowOf } from './pictures/plane-window.ts'
import type { RunFacts, TrainerCalls, TrainerEvent } from './protocol.ts'
import { Race } from './race.ts'
import { Run } from './run.ts'

/**
 * All that the page can ask of the training worker. One run at a time; `send` is told of what nobody asked for. `digits` is the
 * address of the folder that has the digits.
 */
export function createTrainer(digits: string, send: (event: TrainerEvent) => void): Served<TrainerCalls> {
  const pool = new BackendPool()
  let file: DataFile | undefined
  let run: Run | undefined
  let backend: Backend | undefined
  let race: Race | undefined

  /** The run, or an error where none was begun. */
  const current = (): Run => {
    if (run) return run
    throw new Error('There is no network yet.')
  }

  const open = async (name: BackendName): Promise<Backend> => {
    backend = await pool.open(name)
    return backend
  }

  return {
    takeFile: async (name, bytes) => {
      const { readDataFile } = await import('../data-sets/table.ts')
      file = await readDataFile(name, bytes)
      return { name, rows: file.table.count, columns: file.columns }
    },

    begin: async (settings) => {
      race?.stop()
      race = undefined
      run?.dispose()
      run = undefined
      const [problem, opened] = await Promise.all([
        makeProblem(settings, { digits, file }),
        open(settings.backend),
      ])
      const next: Run = new Run(settings, problem, opened, {
        phaseChanged: (phase) => {
          if (run === next) send({ kind: 'phase', phase })
        },
        failed: (error) => {
          if (run !== next) return
          const failure = failureOf(inSettings(error, settings))
          send({ kind: 'failed', failure: { ...failure, isRecoverable: next.isRecoverable } })
        },
      })
      run = next
      await next.begin()
      return factsOfRun(next, opened)
    },

    start: () => {
      // Steps of a training would be timed as the race's.
      race?.stop()
      current().go(Infinity)
    },
    pause: () => current().pause(),
    advance: (by) => {
      race?.stop()
      if (by === 'step') current().go(1)
      else current().goToEpochEnd()
    },
    setSpeed: (stepsPerSecond) => run?.setSpeed(stepsPerSecond),

    switchTo: async (name) => {
      const moved = current()
      const opened = await pool.open(name)
      await moved.switchTo(opened)
      // It may be given up meanwhile, and the next one be on another.
      if (run === moved) backend = opened
      return factsOf(opened)
    },

    recover: async (name) => {
      const lost = backend
      if (lost) await pool.drop(factsOf(lost).name)
      const opened = await open(name)
      current().recover(opened)
      return factsOfRun(current(), opened)
    },

    frame: (wanted) => frameOf(current(), wanted),
    backends: listBackends,

    fastest: timeBackends,

    derive: async (samples) => (await import('./derivation/derive.ts')).derive(current(), samples),
    checkGradients: async (samples, broken) =>
      (await import('./derivation/derive.ts')).checkRun(current(), samples, broken),
    modelFile: async (format) => (await import('./model-file.ts')).modelFileOf(current(), format),

    readPicture: (pixels) => {
      const { problem, settings, loss } = current()
      const { target, test } = problem
      if (target.kind !== 'classes') throw new Error('This network reads no pictures.')
      return current().look(async (model) => {
        const X = { values: pixels, count: 1, size: pixels.length }
        const Y = { ...test.Y, values: new Float32Array(test.Y.size), count: 1 }
        const { outputs } = await evaluate(model, loss, { X, Y })
        return sharesOf(outputs, target, settings.loss).values
      })
    },

    startRace: async (backends) => {
      const { settings, problem } = current()
      current().pause()
      race?.stop()
      const next: Race = new Race({
        settings,
        problem,
        backends,
        open: (name) => pool.open(name),
        onTurn: (racers) => {
          if (race === next) send({ kind: 'race', racers })
        },
      })
      race = next
      await next.run()
    },
    stopRace: () => race?.stop(),
  }
}

function factsOfRun({ problem, layers, stepsPerEpoch }: Run, backend: Backend): RunFacts {
  const isDrawn = problem.kind === 'plane' || problem.kind === 'curve'
  return {
    kind: problem.kind,
    backend: factsOf(backend),
    layers,
    target: problem.target,
    inputs: problem.inputs.length <= 20 ? problem.inputs : [],
    trainCount: problem.train.X.count,
    testCount: problem.test.X.count,
    stepsPerEpoch,
    ...(isDrawn && { window: windowOf(problem), axes: axesOf(problem), points: pointsOf(problem) }),
  }
}
