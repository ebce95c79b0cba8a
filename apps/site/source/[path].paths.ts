import { nameOfSource } from '../src/links.ts'
import { linkedSources, pageOf } from '../src/sources.ts'

/** A page for each file and folder that a document links to. */
export default {
  paths: () =>
    linkedSources().map((path) => ({ params: { path: nameOfSource(path) }, content: pageOf(path) })),
}
