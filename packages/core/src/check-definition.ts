import { checkFunction, checkObject, checkString } from './arguments.ts'
import { checkNumerics } from './check-backend.ts'
import type { BackendDefinition } from './define-backend.ts'
import { ArgumentError } from './errors.ts'
import type { CoreKernels, ExtendedKernels, StorageKernels } from './kernels.ts'

/** The kernels that a group must have: the compiler holds the list complete. */
type Required<Kernels> = { readonly [Name in keyof Kernels]: true }

const storageKernels: Required<StorageKernels<unknown>> = {
  upload: true,
  read: true,
  free: true,
  bytes: true,
  sync: true,
  close: true,
}

const coreKernels: Required<CoreKernels<unknown>> = {
  matmul: true,
  transpose: true,
  relu: true,
  mask: true,
  hadamard: true,
  colsum: true,
  addColumn: true,
  axpy: true,
  scale: true,
}

const extendedKernels: Required<ExtendedKernels<unknown>> = {
  softmax: true,
  tanh: true,
  sigmoid: true,
  log: true,
  sqrt: true,
  divide: true,
  gatherRows: true,
}

/** Throws `ArgumentError` unless a definition has all that a backend is made of. */
export function checkDefinition<S>(definition: BackendDefinition<S>): void {
  checkObject('defineBackend: definition', definition, '{ name, info, storage, core }')
  const { name, info, numerics, storage, core, fused = {}, extended } = definition
  checkString('defineBackend: name', name, 'cpu-js')
  if (name === '') throw new ArgumentError('defineBackend: name is empty; users pick a backend by its name.')
  checkObject('defineBackend: info', info, '{ device: "one thread" }')
  checkString('defineBackend: info.device', info.device, 'one thread')
  if (numerics !== undefined) checkNumerics('defineBackend: numerics', numerics)
  checkKernels('storage', storage, storageKernels)
  checkKernels('core', core, coreKernels)
  checkObject('defineBackend: fused', fused, '{ affineRelu }')
  for (const [kernel, value] of Object.entries(fused)) checkFunction(`defineBackend: fused.${kernel}`, value)
  if (extended !== undefined) checkKernels('extended', extended, extendedKernels)
}

function checkKernels<Kernels extends object>(
  group: string,
  kernels: Kernels,
  required: Required<Kernels>,
): void {
  checkObject(`defineBackend: ${group}`, kernels, `{ ${Object.keys(required)[0]}, … }`)
  for (const kernel of Object.keys(required) as (keyof Kernels & string)[]) {
    checkFunction(`defineBackend: ${group}.${kernel}`, kernels[kernel])
  }
}
