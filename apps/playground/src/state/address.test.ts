import { assert, oneof, property, string, webFragments } from 'fast-check'
import { expect, test } from 'vitest'
import { fromHash, toHash } from './address.ts'
import { defaults, type Settings } from './settings.ts'

test('the default settings need no words', () => {
  expect(toHash('learn', defaults)).toBe('#view=learn')
  expect(fromHash('')).toEqual({ view: 'learn', settings: defaults, faults: [] })
})

test('what is written is read again', () => {
  const settings: Settings = {
    ...defaults,
    data: 'spirals',
    noise: 0.05,
    hidden: [12, 3, 1],
    speed: 20,
    seed: 2 ** 32 - 1,
    file: 'my data & more.csv',
    backend: 'cpu-js',
    formula: 11,
    derived: 3,
    term: 'dW',
    layer: 2,
    by: -20,
    mutant: 'matmul forgets the last term of each sum',
  }
  expect(fromHash(toHash('learn', settings))).toEqual({ view: 'learn', settings, faults: [] })
})

test('a network without hidden layers is written and read', () => {
  const settings = { ...defaults, hidden: [] }
  expect(fromHash(toHash('learn', settings)).settings).toEqual(settings)
})

test.each([
  ['#data=cats', 'data is "cats"; it must be one of circles,'],
  ['#seed=-1', 'seed is "-1"; it must be a whole number from 0 to 4294967295.'],
  ['#seed=1.5', 'seed is "1.5"'],
  ['#rate=NaN', 'rate is "NaN"; it must be a number from 0.000001 to 10.'],
  ['#rate=', 'rate is ""; it must be a number from 0.000001 to 10.'],
  ['#hidden=8--8', 'hidden is "8--8"; it must be a whole number from 1 to 256.'],
  ['#hidden=8-8-8-8-8-8-8', 'it must name 6 hidden layers at most'],
  ['#hidden=1000000', 'hidden is "1000000"; it must be a whole number from 1 to 256.'],
  ['#by=51', 'by is "51"; it must be a whole number from -50 to 50.'],
  ['#speed=7', 'speed is "7"; it must be one of 1, 5, 20, 100, Infinity.'],
  ['#view=nowhere', 'view is "nowhere"'],
  ['#__proto__=1', 'There is no setting "__proto__".'],
  ['#constructor=1', 'There is no setting "constructor".'],
  [`#data=${'x'.repeat(5000)}`, 'The link has 5006 characters; it may have 4000 at most.'],
])('%s is a fault in words, and the default stays', (hash, fault) => {
  const address = fromHash(hash)
  expect(address.settings).toEqual(defaults)
  expect(address.faults).toHaveLength(1)
  expect(address.faults[0]).toContain(fault)
})

test('no address makes it throw, and all that it gives is a setting', () => {
  assert(
    property(oneof(string({ unit: 'binary' }), webFragments()), (text) => {
      const { view, settings } = fromHash(`#${text}`)
      expect(fromHash(toHash(view, settings))).toEqual({ view, settings, faults: [] })
    }),
  )
})
