import { behaviourMutants } from './behaviour.ts'
import { edgeMutants } from './edges.ts'
import { extendedMutants } from './extended.ts'
import { type Mutant, mutantProvider } from './mutant.ts'
import { optimiserMutants } from './optimiser.ts'
import { precisionMutants } from './precision.ts'
import { storageMutants } from './storage.ts'
import { valueMutants } from './values.ts'
import { viewMutants } from './views.ts'

export { type Mutant, mutantProvider }

/** Every backend that is wrong on purpose; the suite catches each. */
export const mutants: readonly Mutant[] = [
  ...viewMutants,
  ...edgeMutants,
  ...valueMutants,
  ...precisionMutants,
  ...extendedMutants,
  ...optimiserMutants,
  ...storageMutants,
  ...behaviourMutants,
]
