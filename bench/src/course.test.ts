import { expect, test } from 'vitest'
import { Course } from './course.ts'

test('a course takes an epoch when it is asked for one, and ends when it is told to', async () => {
  const seen: string[] = []
  const course = new Course(async (onEpoch) => {
    for (let epoch = 1; ; epoch++) {
      seen.push(`epoch ${epoch}`)
      if ((await onEpoch()) === 'stop') break
    }
    seen.push('over')
  })
  expect(seen).toEqual([])
  await course.epoch()
  await course.epoch()
  expect(seen).toEqual(['epoch 1', 'epoch 2'])
  await course.end()
  expect(seen).toEqual(['epoch 1', 'epoch 2', 'over'])
})

test('what ends a training ends the epoch at hand', async () => {
  const course = new Course(() => Promise.reject(new Error('the loss is NaN')))
  await expect(course.epoch()).rejects.toThrow('the loss is NaN')
})
