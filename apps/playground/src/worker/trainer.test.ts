import { expect, test } from 'vitest'
import { defaults } from '../state/settings.ts'
import type { TrainerEvent } from './protocol.ts'
import { createTrainer } from './trainer.ts'

test.each([
  ['is started', 'start'],
  ['is taken a step further', 'advance'],
] as const)('a race ends where training %s', async (_, call) => {
  const events: TrainerEvent[] = []
  const trainer = createTrainer('', (event) => {
    events.push(event)
  })
  await trainer.begin({ ...defaults, backend: 'cpu-js', epochs: 10_000, samples: 2000 })
  const racing = trainer.startRace(['cpu-js'])
  await (call === 'start' ? trainer.start() : trainer.advance('step'))
  await racing
  await trainer.pause()
  const [racer] = events.flatMap((event) => (event.kind === 'race' ? [event.racers] : [])).at(-1) ?? []
  expect(racer?.state).toBe('finished')
  expect(racer?.epochs.length).toBeLessThan(10_000)
})
