export { createMpi, type MpiCommunicator, type MpiOptions, probeMpi } from './create-mpi.ts'
export { launchedRanks, type LaunchedRanks } from './launched-ranks.ts'
export { watchRanks } from './watch-ranks.ts'
