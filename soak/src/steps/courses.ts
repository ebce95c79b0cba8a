import { chromiumCourse } from './chromium/course.ts'
import type { Course } from './course.ts'
import { nodeCourse } from './node/course.ts'
import { subjects } from '../subjects.ts'

/** Everything that is trained on. */
export const courses: readonly Course[] = [
  ...subjects.map(nodeCourse),
  chromiumCourse('webgpu'),
  chromiumCourse('gpu-js'),
]
