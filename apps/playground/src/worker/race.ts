import type { Backend, Mlp } from 'bilayer'
import type { Problem } from '../data-sets/problem.ts'
import type { BackendName, Settings } from '../state/settings.ts'
import { failureOf } from './channel.ts'
import { Lock, type Release } from './lock.ts'
import type { Racer } from './protocol.ts'
import { createModel, fitOptionsOf } from './training-options.ts'

/** Milliseconds of a turn: the networks take turns, so that none slows another down. */
const TURN = 60

/** What a race is about. */
export interface RaceOptions {
  readonly settings: Settings
  readonly problem: Problem
  readonly backends: readonly BackendName[]
  readonly open: (name: BackendName) => Promise<Backend>
  /** Told of all racers after each turn. */
  readonly onTurn: (racers: readonly Racer[]) => void
}

/** The same network, from the same seed, trained on several backends in turns. Each is timed in its own turns alone. */
export class Race {
  readonly #options: RaceOptions
  readonly #lock = new Lock()
  readonly #ending = new AbortController()
  readonly #racers: Map<BackendName, Racer>

  constructor(options: RaceOptions) {
    this.#options = options
    this.#racers = new Map(
      options.backends.map((backend) => [
        backend,
        { backend, state: 'starting', samples: 0, milliseconds: 0, epochs: [], losses: [] },
      ]),
    )
  }

  /** Resolves once every network is trained, has failed, or is stopped. */
  async run(): Promise<void> {
    await Promise.all(this.#options.backends.map((name) => this.#train(name)))
  }

  stop(): void {
    this.#ending.abort()
  }

  async #train(name: BackendName): Promise<void> {
    let release: Release = await this.#lock.acquire()
    try {
      const { open, settings, problem } = this.#options
      using model = createModel(await open(name), settings, problem)
      this.#change(name, { state: 'racing' })
      release()
      release = await this.#lock.acquire()
      await this.#fit(name, model, async () => {
        release()
        release = await this.#lock.acquire()
      })
      this.#change(name, { state: 'finished' })
    } catch (error) {
      const note = failureOf(error).message
      this.#change(name, { state: 'failed', note })
    } finally {
      release()
    }
  }

  async #fit(name: BackendName, model: Mlp, passTurn: () => Promise<void>): Promise<void> {
    const { settings, problem } = this.#options
    let began = performance.now()
    let before = 0
    const endTurn = async (samples: number): Promise<void> => {
      if (performance.now() - began < TURN) return
      await model.backend.sync()
      before += performance.now() - began
      this.#change(name, { samples, milliseconds: before })
      await passTurn()
      began = performance.now()
    }
    await model.fit(problem.train.X, problem.train.Y, {
      ...fitOptionsOf(settings, problem),
      signal: this.#ending.signal,
      onBatch: ({ samples }) => endTurn(samples),
      onEpoch: ({ epoch, loss, samples }) => {
        const { epochs, losses } = this.#racerOf(name)
        const milliseconds = before + performance.now() - began
        this.#racers.set(name, {
          ...this.#racerOf(name),
          samples,
          milliseconds,
          epochs: [...epochs, epoch],
          losses: [...losses, loss],
        })
      },
    })
  }

  #racerOf(name: BackendName): Racer {
    const racer = this.#racers.get(name)
    if (!racer) throw new Error(`${name} is not in this race.`)
    return racer
  }

  #change(name: BackendName, changed: Partial<Racer>): void {
    this.#racers.set(name, { ...this.#racerOf(name), ...changed })
    this.#options.onTurn([...this.#racers.values()])
  }
}
