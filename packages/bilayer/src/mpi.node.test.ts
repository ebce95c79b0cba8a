import { CommunicatorError } from '@bilayer/core'
import { expect, test } from 'vitest'
import { createMpi, probeMpi } from './mpi.ts'

test('a library of MPI that is not there is named', async () => {
  const probed = await probeMpi({ library: 'libnowhere.so' })
  expect(probed.available ? '' : probed.reason).toMatch(/^libnowhere\.so does not load: /u)
  const made = createMpi({ library: 'libnowhere.so' })
  await expect(made).rejects.toThrow(CommunicatorError)
  await expect(made).rejects.toThrow('libnowhere.so does not load')
})
