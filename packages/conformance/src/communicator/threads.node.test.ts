import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { CommunicatorError, connectRanks, portCommunicator } from '@bilayer/core'
import { expect, test } from 'vitest'
import type { Report } from '../result.ts'

/** More than the cases that end a communicator. */
const GROUPS = 16

test('communicators of ports conform with three ranks in threads of Node.js', async () => {
  const controls = connectRanks(3)
  const groups = Array.from({ length: GROUPS }, () => connectRanks(3))
  const workers = controls.map((control, rank) => {
    const tested = groups.map((group) => group[rank])
    const transferList = [control, ...tested].flatMap(({ ports }) => ports)
    return new Worker(new URL('testing/rank.ts', import.meta.url), {
      workerData: { control, tested },
      // The types of Node.js and of pages name one class twice.
      transferList: transferList as never,
    })
  })
  const reports = await Promise.all(
    workers.map(async (worker) => {
      const [report] = (await once(worker, 'message')) as [Report]
      await worker.terminate()
      return report
    }),
  )
  for (const { results, skipped } of reports) {
    expect(results.filter(({ status }) => status === 'failed')).toEqual([])
    expect(skipped).toBe(0)
  }
})

test('a thread that ends rejects what its rank is waited for in, and is named', async () => {
  const [first, second] = connectRanks(2)
  const worker = new Worker('setInterval(() => {}, 1000)', {
    eval: true,
    workerData: second,
    transferList: second.ports as never,
  })
  const communicator = portCommunicator(first)
  const sum = communicator.allReduceSum(new Float32Array(4))
  await Promise.all([
    expect(sum).rejects.toThrow(new CommunicatorError('Rank 1 has ended.', 1)),
    once(worker, 'online').then(() => worker.terminate()),
  ])
  await expect(communicator.barrier()).rejects.toThrow('Rank 1 has ended.')
  await communicator.close()
})
