/* How the names of a trace are written: as text, and as MathML, which browsers typeset themselves. */

/** What a name of a trace stands for: `W1`, `dW1`, `new W1`, `squares W1`. */
interface Notation {
  readonly letter: string
  /** The layer, or nothing. */
  readonly index: string
  readonly isGradient: boolean
}

/** The letters of what optimisers keep. */
const kept: Readonly<Record<string, string>> = { momentum: 'M', mean: 'M', squares: 'Q' }

function notationOf(name: string): Notation {
  const [, prefix = '', d = '', letter = name, index = ''] =
    /^(?:(\w+) )?(d?)([A-Za-z])(\d*)$/u.exec(name) ?? []
  return { letter: kept[prefix] ?? letter, index, isGradient: d !== '' }
}

/** Such as ∂W₁. */
export function textOf(name: string): string {
  const { letter, index, isGradient } = notationOf(name)
  const digits = index.replaceAll(/\d/gu, (digit) => String.fromCodePoint(0x2080 + Number(digit)))
  const prime = name.startsWith('new ') ? '′' : ''
  return `${isGradient ? '∂' : ''}${letter}${digits}${prime}`
}

/** The same in MathML, to stand within `math`. */
export function MathSymbol({
  name,
  isTransposed = false,
}: {
  readonly name: string
  readonly isTransposed?: boolean
}) {
  const { letter, index, isGradient } = notationOf(name)
  const base = (
    <mrow>
      {isGradient && <mo>∂</mo>}
      <mi mathvariant="normal">{letter}</mi>
    </mrow>
  )
  const mark = <mn>{index}</mn>
  const transposed = <mi mathvariant="normal">T</mi>
  if (index === '') {
    if (!isTransposed) return base
    return (
      <msup>
        {base}
        {transposed}
      </msup>
    )
  }
  if (!isTransposed)
    return (
      <msub>
        {base}
        {mark}
      </msub>
    )
  return (
    <msubsup>
      {base}
      {mark}
      {transposed}
    </msubsup>
  )
}

/** A number, a sign or a function's name, in MathML. */
export function MathSign({ sign }: { readonly sign: string }) {
  if (/^[\d./]+$/u.test(sign)) return <mn>{sign}</mn>
  return /^[\p{L}′]+$/u.test(sign) ? <mi>{sign}</mi> : <mo>{sign}</mo>
}
