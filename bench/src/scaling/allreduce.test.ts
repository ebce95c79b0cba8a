import { expect, test } from 'vitest'
import { type AlgorithmName, algorithms } from './allreduce.ts'

const names = Object.keys(algorithms) as AlgorithmName[]
const sizes = [1, 2, 3, 4, 5, 6, 7, 8, 12, 16, 17]

/** Every message of an allreduce, as who sends it and as who expects it. */
function messagesOf(name: AlgorithmName, size: number) {
  const ranks = Array.from({ length: size }, (_, rank) => algorithms[name](rank, size, 64))
  const sent = ranks.flatMap((exchanges, from) =>
    exchanges.flatMap(({ send }) => (send ? [`${from} to ${send.to}: ${send.bytes}`] : [])),
  )
  const expected = ranks.flatMap((exchanges, to) =>
    exchanges.flatMap(({ receive }) => (receive ? [`${receive.from} to ${to}: ${receive.bytes}`] : [])),
  )
  return { sent, expected }
}

test.each(names)('%s › every message is sent once and expected once', (name) => {
  for (const size of sizes) {
    const { sent, expected } = messagesOf(name, size)
    expect(sent.toSorted(), `${size} ranks`).toEqual(expected.toSorted())
  }
})

test('the number of messages is that of the literature', () => {
  const count = (name: AlgorithmName, size: number) => messagesOf(name, size).sent.length
  expect(count('binomial', 8)).toBe(2 * 7)
  expect(count('binomial', 5)).toBe(2 * 4)
  expect(count('recursive doubling', 8)).toBe(8 * 3)
  expect(count('rabenseifner', 8)).toBe(2 * 8 * 3)
  expect(count('ring', 5)).toBe(2 * 5 * 4)
  // Four ranks double; two of the six first give theirs to a neighbour, and hear from it at the end.
  expect(count('recursive doubling', 6)).toBe(4 * 2 + 2 * 2)
})

/** Does as the exchanges say, with the set of ranks whose numbers a rank has summed. */
function summedBy(name: 'binomial' | 'recursive doubling', size: number): Set<number>[] {
  const ranks = Array.from({ length: size }, (_, rank) => ({
    have: new Set([rank]),
    left: [...algorithms[name](rank, size, 4)],
    isSent: false,
  }))
  const mail = new Map<string, Set<number>[]>()
  const box = (from: number, to: number) => {
    const letters = mail.get(`${from} ${to}`) ?? []
    mail.set(`${from} ${to}`, letters)
    return letters
  }
  for (let pass = 0; pass < 8 * size; pass++) {
    for (const [rank, state] of ranks.entries()) {
      if (state.left.length === 0) continue
      const [exchange] = state.left
      const { send, receive } = exchange
      if (send && !state.isSent) box(rank, send.to).push(new Set(state.have))
      state.isSent = true
      const letter = receive && box(receive.from, rank).shift()
      if (receive && !letter) continue
      if (letter && receive.isAdded) {
        // Nobody's numbers may be added twice.
        expect([...letter].filter((other) => state.have.has(other))).toEqual([])
        state.have = new Set([...state.have, ...letter])
      } else if (letter) {
        state.have = letter
      }
      state.left.shift()
      state.isSent = false
    }
  }
  expect(ranks.every(({ left }) => left.length === 0)).toBe(true)
  return ranks.map(({ have }) => have)
}

test.each(['binomial', 'recursive doubling'] as const)('%s › every rank has the sum of all', (name) => {
  for (const size of sizes) {
    for (const have of summedBy(name, size)) expect(have.size, `${size} ranks`).toBe(size)
  }
})
