/** The libraries of a maker, by the names that the system's loader knows. */
interface Names {
  readonly openMpi: readonly string[]
  /** MPICH, and those that are called as it is: Intel MPI, MVAPICH, Cray MPICH. */
  readonly mpich: readonly string[]
  /** How one is installed. */
  readonly install: string
}

const linux: Names = {
  openMpi: ['libmpi.so.40', 'libmpi.so.80'],
  mpich: ['libmpich.so.12', 'libmpi.so.12'],
  install:
    'apt-get install openmpi-bin or mpich (Debian, Ubuntu), dnf install openmpi or mpich (Fedora), pacman -S openmpi (Arch)',
}

const macos: Names = {
  openMpi: ['libmpi.40.dylib', 'libmpi.80.dylib', '/opt/homebrew/lib/libmpi.dylib'],
  mpich: ['libmpi.12.dylib'],
  install: 'brew install open-mpi, or mpich',
}

/** The names to look for on a platform, by its name in Node.js: first those of the maker by whose command the process was started. */
export function namesOn(platform: string, startedBy: 'Open MPI' | 'MPICH' | undefined): readonly string[] {
  const { openMpi, mpich } = platform === 'darwin' ? macos : linux
  return startedBy === 'MPICH' ? [...mpich, ...openMpi] : [...openMpi, ...mpich]
}

export const installOn = (platform: string): string => (platform === 'darwin' ? macos : linux).install
