import type { CommunicatorCase, RankContext } from './case.ts'
import { bytesOf, expectBytes } from './values.ts'

const SIZES = [0, 1, 3, 4, 13, 1000, 4097, 65_537, 1_000_003]

/** NaN of several bits, among them such as a computation would make quiet, and −0. */
const BITS = [0x7f_c0_00_00, 0x7f_80_00_01, 0xff_c1_23_45, 0x80_00_00_00, 0x00_00_00_01, 0x7f_80_00_00]

const floatsOfBits = (shift: number): Float32Array =>
  new Float32Array(Uint32Array.from(BITS, (_, i) => BITS[(i + shift) % BITS.length]).buffer)

async function fromEveryRank({ size }: RankContext['communicator'], run: (root: number) => Promise<void>) {
  for (let root = 0; root < size; root++) await run(root)
}

/** What a broadcast is. */
export const broadcastCases: readonly CommunicatorCase[] = [
  {
    op: 'broadcast',
    title: 'copies the bytes of any rank to all, at every size',
    run: async ({ communicator }) => {
      await fromEveryRank(communicator, async (root) => {
        for (const size of SIZES) {
          const values = bytesOf(size, communicator.rank)
          await communicator.broadcast(values, root)
          expectBytes(`from rank ${root}`, values, bytesOf(size, root))
        }
      })
    },
  },
  {
    op: 'broadcast',
    title: 'keeps every bit of a number, of a NaN too',
    run: async ({ communicator }) => {
      await fromEveryRank(communicator, async (root) => {
        const values = floatsOfBits(communicator.rank)
        await communicator.broadcast(values, root)
        expectBytes(`from rank ${root}`, values, floatsOfBits(root))
      })
    },
  },
  {
    op: 'broadcast',
    title: 'leaves the bytes beside a view as they are, wherever it begins',
    run: async ({ communicator }) => {
      await fromEveryRank(communicator, async (root) => {
        for (const begin of [1, 2, 3, 8]) {
          const whole = new Uint8Array(64).fill(communicator.rank)
          const expected = whole.slice()
          expected.set(bytesOf(37, root), begin)
          const inside = whole.subarray(begin, begin + 37)
          inside.set(bytesOf(37, communicator.rank))
          await communicator.broadcast(inside, root)
          expectBytes(`from rank ${root}, at byte ${begin}`, whole, expected)
        }
      })
    },
  },
]
