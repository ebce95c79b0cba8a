import { backendEntries } from './backends.ts'
import { bilayerEntries } from './bilayer.ts'
import { conformanceEntries } from './conformance.ts'
import { coreEntries } from './core.ts'
import { dataImagesEntries, dataNodeEntries, dataParquetEntries } from './data-files.ts'
import { dataEntries } from './data.ts'
import { estimatorsEntries } from './estimators.ts'
import { formatsEntries, moduleEntries, onnxEntries } from './formats.ts'
import { mlpEntries } from './mlp.ts'
import { mpiEntries } from './mpi.ts'
import type { PackageEntries } from './package-entries.ts'

/** Every public function of every package. */
export const packages: readonly PackageEntries[] = [
  coreEntries,
  mlpEntries,
  dataEntries,
  dataNodeEntries,
  dataImagesEntries,
  dataParquetEntries,
  formatsEntries,
  onnxEntries,
  moduleEntries,
  estimatorsEntries,
  conformanceEntries,
  bilayerEntries,
  mpiEntries,
  ...backendEntries,
]
