import type { LibraryHandle } from 'koffi'

/** A communicator, a type, an operation or a request: a number in MPICH, an address in Open MPI. */
export type Handle = number | bigint

/** What differs between libraries beside their names: the standard leaves it to them what a handle is. */
export interface Constants {
  /** The type of a handle in C. */
  readonly handleType: 'int' | 'void *'
  readonly world: Handle
  readonly float: Handle
  readonly double: Handle
  readonly byte: Handle
  readonly sum: Handle
  readonly max: Handle
  readonly noInfo: Handle
  readonly errorsReturn: Handle
  /** `MPI_IN_PLACE`, in place of an address. */
  readonly inPlace: number
  /** Whether sums in place are slow: Open MPI has but one way to them, by a tree, and from one memory into another a better one. */
  readonly isSlowInPlace: boolean
  /** `MPI_COMM_TYPE_SHARED` */
  readonly sharedMemory: number
  /** `MPI_STATUS_IGNORE`, in place of an address. */
  readonly noStatus: number
}

/** As in the header of MPICH, which Intel MPI, MVAPICH and Cray MPICH keep to (MPICH ABI Compatibility Initiative). */
export const mpichConstants: Constants = {
  handleType: 'int',
  world: 0x44_00_00_00,
  float: 0x4c_00_04_0a,
  double: 0x4c_00_08_0b,
  byte: 0x4c_00_01_0d,
  sum: 0x58_00_00_03,
  max: 0x58_00_00_01,
  noInfo: 0x1c_00_00_00,
  errorsReturn: 0x54_00_00_01,
  inPlace: -1,
  isSlowInPlace: false,
  sharedMemory: 1,
  noStatus: 1,
}

/** In Open MPI a handle is where a variable of the library is. */
export function openMpiConstants(library: LibraryHandle): Constants {
  const addressOf = (name: string): bigint => library.symbol(name) as bigint
  return {
    handleType: 'void *',
    world: addressOf('ompi_mpi_comm_world'),
    float: addressOf('ompi_mpi_float'),
    double: addressOf('ompi_mpi_double'),
    byte: addressOf('ompi_mpi_byte'),
    sum: addressOf('ompi_mpi_op_sum'),
    max: addressOf('ompi_mpi_op_max'),
    noInfo: addressOf('ompi_mpi_info_null'),
    errorsReturn: addressOf('ompi_mpi_errors_return'),
    inPlace: 1,
    isSlowInPlace: true,
    sharedMemory: 0,
    noStatus: 0,
  }
}
