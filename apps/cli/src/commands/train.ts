import { onRanks } from '../ranks/on-ranks.ts'
import type { Ranks } from '../ranks/ranks.ts'
import { describeSeats, seatsOf, threadsOfEach } from '../ranks/seats.ts'
import { watchInterruption } from '../signals.ts'
import { describeBackend } from '../terminal/words.ts'
import { shareAssignment } from '../training/assignment.ts'
import { chooseBackend, startBackend } from '../training/choose-backend.ts'
import { Course } from '../training/course.ts'
import { follow } from '../training/follow.ts'
import { finish, prepare, progressOf, saveCourse } from '../training/lead.ts'
import { noProgress } from '../training/show-progress.ts'
import type { TrainOptions } from '../training/train-options.ts'

/** Learns to predict a column of a table, and saves the model. The ranks that a launcher of MPI started do so together. */
export const train = (path: string, options: TrainOptions): Promise<number> =>
  onRanks((ranks) => trainOn(ranks, path, options))

async function trainOn(ranks: Ranks, path: string, options: TrainOptions): Promise<number> {
  const { communicator, size } = ranks
  const seats = await seatsOf(communicator)
  const share = { ranks: size, threads: size > 1 ? threadsOfEach(seats) : undefined }
  // Only the first rank has it.
  const lead = await ranks.lead(() => prepare(path, options))
  if (size > 1) lead?.tell(describeSeats(seats))
  const chosen = await ranks.lead(async () => lead && chooseBackend(options.backend, lead, share))
  const assignment = lead && chosen && { ...lead, backend: chosen.name }
  const { plan, settings, resumed, backend: name } = await shareAssignment(communicator, assignment)
  await using backend = await ranks.together(async () => chosen ?? startBackend(name, share.threads))
  using course = await ranks.together(async () => new Course(ranks, backend, plan, settings, resumed?.state))
  const where = size > 1 ? `on ${size} ranks of` : 'on'
  lead?.tell(`Network ${course.model.layers.join('-')}, ${where} ${describeBackend(backend)}.\n`)

  // Before this, a signal ends the program: there is nothing to save.
  using interruption = watchInterruption()
  const start = performance.now()
  await ranks.together(() =>
    follow(course, {
      show: lead ? progressOf(lead) : noProgress,
      signal: interruption.signal,
      resume: resumed?.checkpoint,
      checkpointEvery: options.checkpointEvery,
      saveCheckpoint: async () => lead && saveCourse(lead, course),
    }),
  )
  course.takeBest()
  const seconds = (performance.now() - start) / 1000
  await ranks.lead(
    async () => lead && finish(lead, { plan: lead.plan, settings, course, backend, seconds, ranks: size }),
  )
  return course.isOver ? 0 : interruption.exitCode
}
