import { ArgumentError, CommunicatorError } from '@bilayer/core'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createMpi, launchedRanks, probeMpi } from './index.ts'
import { isThere, launch, mpich, openMpi } from './testing/launch.ts'

afterEach(() => vi.unstubAllEnvs())

/** The variables of all launchers, unset. */
const alone = {
  OMPI_COMM_WORLD_RANK: '',
  OMPI_COMM_WORLD_SIZE: '',
  PMI_RANK: '',
  PMI_SIZE: '',
  SLURM_PROCID: '',
  SLURM_STEP_NUM_TASKS: '',
}

function stub(environment: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries({ ...alone, ...environment })) vi.stubEnv(name, value)
}

describe('launchedRanks', () => {
  test.each([
    [{}, undefined],
    [
      { OMPI_COMM_WORLD_RANK: '1', OMPI_COMM_WORLD_SIZE: '4' },
      { rank: 1, size: 4, startedBy: 'Open MPI' },
    ],
    [
      { PMI_RANK: '0', PMI_SIZE: '2' },
      { rank: 0, size: 2, startedBy: 'MPICH' },
    ],
    [
      { SLURM_PROCID: '7', SLURM_STEP_NUM_TASKS: '8' },
      { rank: 7, size: 8, startedBy: undefined },
    ],
    [{ PMI_RANK: '0', PMI_SIZE: '1' }, undefined],
    [{ PMI_RANK: '0', PMI_SIZE: 'two' }, undefined],
  ])('of %o are %o', (environment, ranks) => {
    stub(environment)
    expect(launchedRanks()).toEqual(ranks)
  })
})

describe.each([
  [openMpi, 'libmpi.so.40', /^Open MPI \d+\.\d+\.\d+ \(libmpi\.so\.40\)$/u],
  [mpich, 'libmpich.so.12', /^MPICH \d+\.\d+\S* \(libmpich\.so\.12\)$/u],
] as const)('$name ($install)', (launcher, library, device) => {
  test.skipIf(!isThere(launcher))('is found, by its name and by the environment', async () => {
    const found = { available: true, device: expect.stringMatching(device) as string }
    expect(await probeMpi({ library })).toEqual(found)
    vi.stubEnv('BILAYER_MPI', library)
    expect(await probeMpi()).toEqual(found)
  })

  test.skipIf(!isThere(launcher))('is looked for first where it started this process', async () => {
    const variable = launcher === mpich ? 'PMI' : 'OMPI_COMM_WORLD'
    stub({ [`${variable}_RANK`]: '0', [`${variable}_SIZE`]: '2' })
    expect(await probeMpi()).toMatchObject({ device: expect.stringMatching(device) as string })
  })
})

describe('a library', () => {
  test.each([
    ['libnowhere.so.9', 'BILAYER_MPI: libnowhere.so.9 does not load: '],
    ['libc.so.6', 'BILAYER_MPI: libc.so.6 is no MPI: it has no function MPI_Get_library_version.'],
  ])('named wrong by the environment, %s, is told so, and no other is taken', async (path, reason) => {
    vi.stubEnv('BILAYER_MPI', path)
    const found = await probeMpi()
    expect(found.available ? '' : found.reason).toContain(reason)
    await expect(createMpi()).rejects.toThrow(CommunicatorError)
  })

  test('that is not there is told with what was looked for, and how one is installed', async () => {
    vi.stubGlobal('process', { ...process, platform: 'darwin', env: {} })
    const found = await probeMpi()
    vi.unstubAllGlobals()
    expect(found.available ? '' : found.reason).toMatch(
      /^No MPI was found: the system has none of libmpi\.40\.dylib, .* To install one: brew install .* BILAYER_MPI\.$/u,
    )
  })
})

test.each([
  ['library is 7; it must be', { library: 7 }],
  ['library is empty; it must be', { library: '' }],
  ['options is null; it must be', null],
])('%s', async (told, options) => {
  const refused = createMpi(options as never)
  await expect(refused).rejects.toThrow(ArgumentError)
  await expect(refused).rejects.toThrow(told)
})

test.skipIf(!isThere(openMpi) || !isThere(mpich))(
  `the library of another command than the one that started the ranks is refused (${openMpi.install}, ${mpich.install})`,
  async () => {
    vi.stubEnv('BILAYER_MPI', 'libmpi.so.40')
    const { code, output } = await launch(mpich, 2, 'fails.ts')
    expect(output).toContain('2 ranks were started, but Open MPI')
    expect(code).not.toBe(0)
  },
)
