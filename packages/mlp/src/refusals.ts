import { ArgumentError } from '@bilayer/core'
import { BusyError } from './busy.ts'

/** For a call of `fit` while another runs. */
export const trainedAlready = (): Error =>
  new BusyError('fit: the model is being trained. Await that call, or abort its signal, before the next.')

/** For a call of `to` while the model is trained with other ranks. */
export const trainedWithOthers = (): Error =>
  new BusyError(
    'to: the model is being trained with other ranks, which have agreed on where each computes. Await fit, move the model, and resume from its checkpoint.',
  )

/** For a call of `checkpoint` before the first of `fit`. */
export const notTrained = (): Error =>
  new ArgumentError('checkpoint: the model was not trained; parameters() has all there is of it.')
