import { posix } from 'node:path'
import { placeOf } from './repository.ts'

/** Comments around what stands for the playground where a document is read elsewhere than on the site. */
const [BEGIN, END] = ['<!-- playground -->', '<!-- /playground -->']

/** A piece of a document in Markdown. */
interface Piece {
  type: string
  content: string
}

/** The pieces of a document, with the playground itself where its picture stands. Throws where the end of such a place is missing. */
export function withPlayground<P extends Piece>(pieces: P[], document: string): P[] {
  const begin = pieces.findIndex(({ content }) => content.trim() === BEGIN)
  if (begin === -1) return pieces
  const end = pieces.findIndex(({ content }) => content.trim() === END)
  if (end < begin) throw new Error(`${document} has ${BEGIN} without ${END} behind it.`)
  pieces[begin].content = frameIn(document)
  return [...pieces.slice(0, begin + 1), ...pieces.slice(end + 1)]
}

/** A frame that loads when the reader comes near, and a link for who wants it larger. Its address is relative, as all of the site. */
function frameIn(document: string): string {
  const address = posix.relative(posix.dirname(placeOf(document)), 'playground/index.html')
  return `<p><a href="${address}" target="_self">Open the playground in a page of its own</a></p>
<iframe class="playground" src="${address}" title="The playground" loading="lazy"></iframe>
`
}
