/** What a BLAS is looked for by, on one kind of system. */
export interface Search {
  /** As the system's loader takes them, the first that is found is taken. */
  readonly names: readonly string[]
  /** How one is installed. */
  readonly install: string
}

/** OpenBLAS first: small products lose the least on it. A `p` stands for threads, in Fedora's names. */
const linux: Search = {
  names: [
    'libopenblasp.so.0',
    'libopenblas.so.0',
    'libopenblas64.so.0',
    'libopenblas.so',
    'libmkl_rt.so.2',
    'libmkl_rt.so.1',
    'libmkl_rt.so',
    'libblis.so.4',
    'libblis64.so.4',
    'libblis-mt.so.4',
    'libblis.so',
  ],
  install:
    'apt-get install libopenblas0-pthread (Debian, Ubuntu), dnf install openblas-threads (Fedora), pacman -S openblas (Arch), ' +
    'apk add openblas (Alpine)',
}

const windows: Search = {
  names: [
    'libopenblas.dll',
    'openblas.dll',
    'mkl_rt.2.dll',
    'mkl_rt.1.dll',
    'mkl_rt.dll',
    'libblis.dll',
    'blis.dll',
  ],
  install:
    'put the libopenblas.dll of a release of OpenBLAS into a folder of PATH, or: conda install openblas',
}

const macos: Search = {
  names: ['/System/Library/Frameworks/Accelerate.framework/Accelerate'],
  install: 'Accelerate is part of macOS',
}

/** Where to look on a platform, by its name in Node.js. */
export function searchOn(platform: string): Search {
  if (platform === 'darwin') return macos
  return platform === 'win32' ? windows : linux
}
