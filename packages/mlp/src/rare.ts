/*
 * What few trainings need. A page loads it for the first that does, all at once: in pieces, bundlers would cut what all share into pieces too.
 */
export { restoreRandom } from '@bilayer/core'
export { divergedError, noLargest } from './divergence.ts'
export { givenBatches } from './given-batches.ts'
export { ranksOf } from './ranks/ranks.ts'
export { notTrained, trainedAlready, trainedWithOthers } from './refusals.ts'
export { regularised } from './regularise.ts'
export { residentBatches } from './resident-batches.ts'
export { checkContinued, move, trainedOf } from './restore.ts'
export { checkWeights, weightedBatches } from './weighted-batches.ts'
