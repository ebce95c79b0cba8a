import { receiveMessageOnPort, workerData } from 'node:worker_threads'
import { CommunicatorError } from '@bilayer/core'
import type { Handle } from '../library/constants.ts'
import { findLibrary } from '../library/find-library.ts'
import { failureOf, Group } from './group.ts'
import type { Order, Place, Report, Setup } from './messages.ts'
import { Mpi } from './mpi.ts'

/** Milliseconds without progress, after which the thread sleeps between two looks. */
const EAGER = 1

/** The most milliseconds that it sleeps while ranks are waited for. */
const LONGEST_SLEEP = 1

/** Makes all calls of MPI: the thread of a process that the library knows. It ends when it is told to finalise. */
export function serve(): void {
  const setup = workerData as Setup
  const tell = (report: Report): void => setup.port.postMessage(report)
  const mpi = new Mpi(findLibrary(setup.path))
  mpi.initialise()
  const base = mpi.duplicate(mpi.library.constants.world)
  const place = placeOf(mpi, base)
  checkSize(mpi, place.size, setup.launched)
  const groups = new Map<number, Group>()
  /** On which communicators are opened, and all ranks come together before the end. */
  const common = new Group(mpi, base)
  let isOver = false

  const orders: { readonly [Kind in Order['kind']]: (order: Order & { kind: Kind }) => void } = {
    open: ({ group }) => {
      // That all are there comes first, since a thread that waits in the library serves nobody.
      common.add({
        call: { kind: 'barrier', length: 0, root: 0 },
        address: 0,
        done: () => {
          groups.set(group, new Group(mpi, mpi.duplicate(base)))
          tell({ kind: 'opened', group, ...place })
        },
        failed: (error) => tell({ kind: 'failed', group, ...failureOf(error) }),
      })
    },
    call: ({ group, call, address }) => {
      groups.get(group)?.add({
        call,
        address,
        done: () => tell({ kind: 'done', group }),
        failed: (error) => tell({ kind: 'failed', group, ...failureOf(error) }),
      })
    },
    finalize: () => {
      const end = (): void => {
        isOver = true
      }
      common.add({ call: { kind: 'close', length: 0, root: 0 }, address: 0, done: end, failed: end })
    },
  }

  work(
    setup,
    () => [common, ...groups.values()],
    (order) => orders[order.kind](order as never),
    () => isOver,
  )
  mpi.finalise()
  tell({ kind: 'finalized' })
}

/** Takes orders and gets on with the groups, until it is over. It sleeps where nothing can be done, and never within the library. */
function work(
  { port, signal }: Setup,
  groups: () => Group[],
  accept: (order: Order) => void,
  isOver: () => boolean,
): void {
  let finished = 0
  let since = performance.now()
  while (!isOver()) {
    const seen = Atomics.load(signal, 0)
    for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port)) {
      accept(next.message as Order)
      since = performance.now()
    }
    const active = groups()
    for (const group of active) group.advance()
    const now = performance.now()
    const progress = active.reduce((sum, group) => sum + group.finished, 0)
    if (progress !== finished) [finished, since] = [progress, now]
    const sleep = active.every(({ isIdle }) => isIdle) ? Infinity : sleepAfter(now - since)
    if (sleep > 0 && !isOver()) Atomics.wait(signal, 0, seen, sleep)
  }
}

/** An eighth of what was waited, so that a rank which is late costs little of the processor and little time. */
const sleepAfter = (waited: number): number => (waited < EAGER ? 0 : Math.min(waited / 8, LONGEST_SLEEP))

function placeOf(mpi: Mpi, all: Handle): Place {
  const local = mpi.onThisMachine(all)
  const place = {
    rank: mpi.rankIn(all),
    size: mpi.sizeOf(all),
    localRank: mpi.rankIn(local),
    localSize: mpi.sizeOf(local),
  }
  mpi.free(local)
  return place
}

/** A library that another's command started knows of one rank alone, and would say nothing. */
function checkSize({ library }: Mpi, size: number, launched: number | undefined): void {
  if (launched === undefined || launched === size) return
  throw new CommunicatorError(
    `${launched} ranks were started, but ${library.name} (${library.path}) knows of ${size}: it is not the library of the command ` +
      'that started them. Name that library in BILAYER_MPI, or start the ranks by the mpirun of this one.',
  )
}
