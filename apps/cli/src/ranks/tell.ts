import type { Communicator, Samples } from 'bilayer'

/** Bytes that travel at once: what a communicator copies on the way stays small. */
const PIECE = 2 ** 24

/** What rank `root` says, as JSON has it, on every rank. The others need say nothing. */
export async function tellAll<T>(communicator: Communicator, root: number, value?: T): Promise<T> {
  const said = communicator.rank === root ? new TextEncoder().encode(JSON.stringify(value)) : undefined
  const bytes = await tellBytes(communicator, root, said)
  return JSON.parse(new TextDecoder().decode(bytes)) as T
}

/** The bytes of rank `root`, on every rank; only there are they needed. */
export async function tellBytes(
  communicator: Communicator,
  root: number,
  given?: Uint8Array,
): Promise<Uint8Array> {
  const length = Float64Array.of(given?.length ?? 0)
  await communicator.broadcast(new Uint8Array(length.buffer), root)
  const bytes = given ?? new Uint8Array(length[0])
  await inPieces(bytes, (piece) => communicator.broadcast(piece, root))
  return bytes
}

/** The samples of rank 0, on every rank; only there are they needed. */
export async function tellSamples(communicator: Communicator, given?: Samples): Promise<Samples> {
  const { count, size } = await tellAll(communicator, 0, { count: given?.count ?? 0, size: given?.size ?? 0 })
  const values = given?.values ?? new Float32Array(count * size)
  await inPieces(values.subarray(0, count * size), (piece) => communicator.broadcast(piece, 0))
  return { values, count, size }
}

/** What each rank says, on every rank, in the order of ranks. */
export async function hearAll<T>(communicator: Communicator, value: T): Promise<T[]> {
  const all: T[] = []
  for (let rank = 0; rank < communicator.size; rank++) all.push(await tellAll(communicator, rank, value))
  return all
}

async function inPieces<T extends Uint8Array | Float32Array>(
  values: T,
  send: (piece: T) => Promise<void>,
): Promise<void> {
  const length = PIECE / values.BYTES_PER_ELEMENT
  for (let from = 0; from < values.length; from += length)
    await send(values.subarray(from, from + length) as T)
}
