import { linkedSources, pageOf } from '../src/sources.ts'

/** A page for each file and folder that a document links to. */
export default {
  paths: () => linkedSources().map((path) => ({ params: { path }, content: pageOf(path) })),
}
