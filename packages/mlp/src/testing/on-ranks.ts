import { type Communicator, connectRanks, portCommunicator } from '@bilayer/core'

/** What each of several ranks in this thread does with its communicator. All are closed at the end. */
async function settledOnRanks<T>(
  size: number,
  work: (communicator: Communicator) => Promise<T>,
): Promise<PromiseSettledResult<T>[]> {
  const communicators = connectRanks(size).map((ports) => portCommunicator(ports))
  const settled = await Promise.allSettled(communicators.map(work))
  await Promise.all(communicators.map((communicator) => communicator.close()))
  return settled
}

/** As `settledOnRanks`, where none may fail. */
export async function onRanks<T>(
  size: number,
  work: (communicator: Communicator) => Promise<T>,
): Promise<T[]> {
  const settled = await settledOnRanks(size, work)
  return settled.map((result) => {
    if (result.status === 'rejected') throw result.reason
    return result.value
  })
}

/** How each rank ended: the name and the words of what it rejects with. */
export async function endsOnRanks(
  size: number,
  work: (communicator: Communicator) => Promise<unknown>,
): Promise<string[]> {
  const settled = await settledOnRanks(size, work)
  return settled.map((result) => {
    if (result.status === 'fulfilled') return 'resolved'
    const { name, message } = result.reason as Error
    return `${name}: ${message}`
  })
}
