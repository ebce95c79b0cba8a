import { describe, expect, test } from 'vitest'
import { ArgumentError, DisposedError } from './errors.ts'
import type { Matrix } from './matrix.ts'
import { plainBackend } from './testing/plain-backend.ts'

const NOTHING = { matrices: 0, bytes: 0 }

describe('scope', () => {
  test('frees all that it does not return', async () => {
    const backend = plainBackend()
    const before = backend.matrix(1, 2, [1, 2])
    const temporary: Matrix[] = []
    const kept = backend.scope(() => {
      temporary.push(backend.relu(before), backend.scale(2, before))
      return backend.hadamard(before, before)
    })
    expect(temporary.map(({ disposed }) => disposed)).toEqual([true, true])
    expect([...(await kept.read())]).toEqual([1, 4])
    expect(backend.memory()).toEqual({ matrices: 2, bytes: 16 })
  })

  test('keeps what it returns in maps, sets, arrays and objects of any depth, and looks at each once', () => {
    const backend = plainBackend()
    const kept = backend.scope(() => {
      const ring: Record<string, unknown> = {
        map: new Map([['a', backend.zeros(1, 1)]]),
        set: new Set([backend.zeros(1, 1).T]),
        layers: [{ W: backend.zeros(1, 1), b: null }, 7, new Float32Array(3)],
      }
      ring['self'] = ring
      backend.zeros(5, 5)
      return ring
    })
    expect(backend.memory().matrices).toBe(3)
    expect(kept['self']).toBe(kept)
  })

  test('keeps a matrix that stands behind more values than a call takes arguments', () => {
    const backend = plainBackend()
    const kept = backend.scope(() => [...Array.from({ length: 200_000 }, () => 0), backend.zeros(1, 1)])
    expect(kept).toHaveLength(200_001)
    expect(backend.memory().matrices).toBe(1)
  })

  test.each([null, undefined, 7, {}])('refuses %j for fn', (fn) => {
    expect(() => plainBackend().scope(fn as never)).toThrow(ArgumentError)
    expect(() => plainBackend().scope(fn as never)).toThrow('scope: fn is ')
  })

  test('gives back whatever fn returns', () => {
    const backend = plainBackend()
    expect(backend.scope(() => 7)).toBe(7)
    expect(backend.scope(() => null)).toBeNull()
    const parsed: unknown = JSON.parse('{ "then": "no function" }')
    expect(backend.scope(() => parsed)).toBe(parsed)
  })

  test('inside another hands what it returns to it', () => {
    const backend = plainBackend()
    const [inner, outer] = backend.scope(() => {
      const made = backend.scope(() => [backend.zeros(1, 1), backend.zeros(2, 2)] as const)
      expect(made[1].disposed).toBe(false)
      return [made[0], backend.zeros(3, 3)] as const
    })
    expect([inner.disposed, outer.disposed]).toEqual([false, false])
    expect(backend.memory()).toEqual({ matrices: 2, bytes: 40 })
  })

  test('frees what it does not return though a scope of another backend returned it', () => {
    const [backend, other] = [plainBackend(), plainBackend()]
    backend.scope(() => {
      const matrix = backend.zeros(1, 1)
      other.scope(() => matrix)
    })
    expect(backend.memory()).toEqual(NOTHING)
  })

  test('that returns what was made before it leaves it alone', () => {
    const backend = plainBackend()
    const before = backend.zeros(1, 1)
    expect(backend.scope(() => before).disposed).toBe(false)
  })

  test('that throws frees all, and the scope around goes on', () => {
    const backend = plainBackend()
    backend.scope(() => {
      const outer = backend.zeros(1, 1)
      expect(() =>
        backend.scope(() => {
          backend.zeros(2, 2)
          throw new RangeError('stop')
        }),
      ).toThrow(new RangeError('stop'))
      expect(backend.memory().matrices).toBe(1)
      expect(outer.disposed).toBe(false)
      backend.zeros(4, 4)
    })
    expect(backend.memory()).toEqual(NOTHING)
  })

  test('refuses a promise, frees all, and the promise may fail unseen', async () => {
    const backend = plainBackend()
    const resumed = Promise.withResolvers<string>()
    let late: unknown
    expect(() =>
      backend.scope(async () => {
        const z = backend.zeros(2, 2)
        await resumed.promise
        try {
          return backend.relu(z)
        } catch (error) {
          late = error
          throw error
        }
      }),
    ).toThrow(
      new ArgumentError(
        'scope: fn returned a promise; it must be synchronous. Await outside the scope, and return the matrices to keep.',
      ),
    )
    expect(backend.memory()).toEqual(NOTHING)
    // A rejection that nobody handles would fail this test run.
    resumed.resolve('go on')
    await new Promise((resolve) => {
      setTimeout(resolve, 0)
    })
    expect(late).toBeInstanceOf(DisposedError)
  })

  test('does not free twice what was disposed inside it', () => {
    const backend = plainBackend()
    backend.scope(() => {
      backend.zeros(2, 2).dispose()
    })
    expect(backend.memory()).toEqual(NOTHING)
  })

  test('counts for its own backend alone', () => {
    const [one, other] = [plainBackend('one'), plainBackend('other')]
    const made = one.scope(() => [other.zeros(1, 1), one.zeros(1, 1)].slice(2).length)
    expect(made).toBe(0)
    expect([one.memory().matrices, other.memory().matrices]).toEqual([0, 1])
  })
})

describe('memory', () => {
  test('counts a matrix and its view once, and an empty one too', () => {
    const backend = plainBackend()
    const matrices = [backend.zeros(2, 3), backend.zeros(0, 3)]
    expect(matrices.map(({ T }) => T.rows)).toEqual([3, 3])
    expect(backend.memory()).toEqual({ matrices: 2, bytes: 24 })
    for (const { T } of matrices) T.dispose()
    expect(backend.memory()).toEqual(NOTHING)
  })

  test('is nothing after everything is disposed, twice', () => {
    const backend = plainBackend()
    const made = [backend.zeros(2, 2), backend.matrix(1, 1, [1])]
    made.push(backend.matmul(made[0], made[0]))
    for (const matrix of [...made, ...made]) matrix.dispose()
    expect(backend.memory()).toEqual(NOTHING)
  })
})
