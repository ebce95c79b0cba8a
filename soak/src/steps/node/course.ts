import { join } from 'node:path'
import { withDisplay } from '../../fresh/display.ts'
import { runFresh } from '../../fresh/fresh-process.ts'
import type { Subject } from '../../subjects.ts'
import { type Course, FIXED_YOUNG_GENERATION } from '../course.ts'
import { message } from '../messages.ts'

/** A part of the steps between two samples takes seconds; one that takes so many milliseconds hangs. */
const PATIENCE = 300_000

const script = join(import.meta.dirname, 'child.ts')

/** A backend in a process of Node.js of its own. */
export const nodeCourse = ({ name, onDevice = false, draws = false }: Subject): Course => ({
  subject: name,
  surroundings: 'Node.js',
  fullSteps: onDevice ? 100_000 : 1_000_000,
  run: (training, { steps, samples }) =>
    runFresh({
      script,
      args: [name, training.name, String(steps), String(samples)],
      under: draws ? withDisplay() : [],
      nodeOptions: FIXED_YOUNG_GENERATION,
      message,
      patience: PATIENCE,
    }),
})
