/** Gives a function of a library; undefined where it has none of that name. */
export type Bind = (
  name: string,
  result: string,
  parameters: readonly string[],
) => ((...args: unknown[]) => unknown) | undefined

/** What only the libraries of one maker have. */
interface Maker {
  readonly name: string
  /** The version; undefined of a library by somebody else. */
  readonly versionOf: (bind: Bind) => string | undefined
  /** Its functions that set and tell the number of threads, and the type of that. */
  readonly threads: readonly [set: string, get: string, type: string]
  /** As in `Threads`. */
  readonly worthThreads: number
}

/** Bytes that MKL is given for the text of its version. */
const TEXT_BYTES = 256

const makers: readonly Maker[] = [
  {
    name: 'OpenBLAS',
    versionOf: (bind) => wordAfter('OpenBLAS', textOf(bind('openblas_get_config', 'str', []))),
    threads: ['openblas_set_num_threads', 'openblas_get_num_threads', 'int'],
    worthThreads: 1_500_000,
  },
  {
    name: 'BLIS',
    versionOf: (bind) => textOf(bind('bli_info_get_version_str', 'str', [])),
    threads: ['bli_thread_set_num_threads', 'bli_thread_get_num_threads', 'int64_t'],
    // It starts its threads anew for each product.
    worthThreads: 30_000_000,
  },
  {
    name: 'MKL',
    versionOf: (bind) => {
      const text = new Uint8Array(TEXT_BYTES)
      bind('MKL_Get_Version_String', 'void', ['void *', 'int'])?.(text, TEXT_BYTES)
      return wordAfter('Version', new TextDecoder().decode(text))
    },
    threads: ['MKL_Set_Num_Threads', 'MKL_Get_Max_Threads', 'int'],
    worthThreads: 1_500_000,
  },
]

/** A library by its maker. */
export interface Made {
  /** Such as `OpenBLAS 0.3.21`. */
  readonly name: string
  readonly threads: Threads | undefined
}

/** The threads that compute products, in the whole process. */
export interface Threads {
  /** As many as the library takes by itself; `Infinity` where nobody has told it. */
  readonly initial: number
  readonly set: (count: number) => void
  /** Sets so many, and tells how many it took: a library may have been built for fewer. */
  readonly take: (count: number) => number
  /** Multiply-adds of a product from which on more than one is worth it, as measured: docs/design.md. */
  readonly worthFrom: number
}

/** Who made a library; undefined where nobody known did. */
export function madeBy(bind: Bind): Made | undefined {
  for (const maker of makers) {
    const version = maker.versionOf(bind)
    if (version !== undefined) return { name: `${maker.name} ${version}`, threads: threadsOf(bind, maker) }
  }
  return undefined
}

function threadsOf(bind: Bind, { threads, worthThreads }: Maker): Threads | undefined {
  const [setter, getter, type] = threads
  const set = bind(setter, 'void', [type])
  const get = bind(getter, type, [])
  if (!set || !get) return undefined
  const count = (): number => Number(get())
  return {
    initial: count() > 0 ? count() : Infinity,
    set: (wanted) => {
      set(wanted)
    },
    take: (wanted) => {
      set(wanted)
      return count()
    },
    worthFrom: worthThreads,
  }
}

const textOf = (ask: (() => unknown) | undefined): string | undefined => {
  const text = ask?.()
  return typeof text === 'string' ? text : undefined
}

/** The word that stands behind another in a text. */
const wordAfter = (word: string, text: string | undefined): string | undefined =>
  text?.split(word, 2)[1]?.trim().split(/[\s-]/u, 1)[0]
