import { ArgumentError, CommunicatorError } from '@bilayer/core'
import type { Notice } from './notices.ts'

/** What notices tell that ranks must have in common and have not: why training ends, or nothing. */
export const differenceAmong = (notices: readonly Required<Notice>[]): Error | undefined =>
  differentEnds(notices) ?? differentSamples(notices) ?? differentParameters(notices)

function differentEnds(notices: readonly Notice[]): Error | undefined {
  const ended = notices.findIndex(({ word }) => word === 'ended')
  const others = notices.findIndex(({ word }) => word === 'go')
  if (ended < 0 || others < 0) return undefined
  return new ArgumentError(
    `batches has no more for this epoch on rank ${ended}, and more on rank ${others}; every rank must be given the same batches.`,
  )
}

function differentSamples(notices: readonly Required<Notice>[]): Error | undefined {
  const [first] = notices
  const other = notices.findIndex(({ samples }) => samples !== first.samples)
  if (other < 0) return undefined
  return new ArgumentError(
    `batches gave a batch of ${notices[other].samples} samples on rank ${other}, and of ${first.samples} on rank 0; every rank must be given the same batches, and takes its part itself.`,
  )
}

function differentParameters(notices: readonly Required<Notice>[]): Error | undefined {
  const others = notices.flatMap(({ hash }, rank) => (hash === notices[0].hash ? [] : [rank]))
  if (others.length === 0) return undefined
  const ranks = others.length === 1 ? `rank ${others[0]} are` : `ranks ${others.join(', ')} are`
  return new CommunicatorError(
    `The parameters of ${ranks} no longer those of rank 0. Give every rank the same options, optimiser and schedule, run one version of Node.js on one kind of processor, and set no parameters meanwhile; then resume from the last checkpoint of rank 0.`,
    others[0],
  )
}
