import { CommunicatorError } from '@bilayer/core'
import { expect, test } from 'vitest'
import { reasonMissing } from './missing.ts'
import { createMpi, probeMpi } from './mpi.ts'

test('a library of MPI that is not there is named', async () => {
  const probed = await probeMpi({ library: 'libnowhere.so' })
  expect(probed.available ? '' : probed.reason).toMatch(/^libnowhere\.so does not load: /u)
  const made = createMpi({ library: 'libnowhere.so' })
  await expect(made).rejects.toThrow(CommunicatorError)
  await expect(made).rejects.toThrow('libnowhere.so does not load')
})

test('a package that is missing is told with what installs it, and one that fails with why', () => {
  expect(reasonMissing('@bilayer/mpi', new Error("Cannot find package '@bilayer/mpi'"))).toBe(
    'The package is not installed: npm install @bilayer/mpi',
  )
  expect(reasonMissing('@bilayer/mpi', new Error('no koffi'))).toBe(
    'The package @bilayer/mpi does not load: no koffi',
  )
})
