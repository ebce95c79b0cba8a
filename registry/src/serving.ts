import { stripVTControlCharacters } from 'node:util'
import type { Served } from '../../scripts/until-interrupted.ts'
import { type ProgramOptions, runProgram } from './program.ts'

/** Starts a program that serves pages until it is ended. Resolves with the first address that it prints; rejects where it ends before. */
export async function startServing(
  command: string,
  args: readonly string[],
  options: ProgramOptions,
): Promise<Served> {
  const stop = new AbortController()
  const { promise: address, resolve, reject } = Promise.withResolvers<string>()
  const ended = runProgram(command, args, {
    ...options,
    signal: AbortSignal.any([options.signal, stop.signal]),
    onPrint: (printed) => {
      // Some print the address in colours where CI is set.
      const [url] = /http:\/\/\S+(?=\s)/u.exec(stripVTControlCharacters(printed)) ?? []
      if (url !== undefined) resolve(url)
    },
  }).then((printed) => reject(new Error(`${command} ended, and printed no address:\n${printed}`)), reject)
  const url = await address
  const close = async (): Promise<void> => {
    stop.abort(new Error('It is not needed any more.'))
    await ended
  }
  return { url, [Symbol.asyncDispose]: close }
}
