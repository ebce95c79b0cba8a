import {
  ELEMENT_TYPES,
  type AttributeValue,
  type Constant,
  type ConstantValues,
  type ElementType,
  type Graph,
  ML,
  type Node,
  type Port,
} from './proto.ts'

/** The rows of whatever goes in: as many as one likes. */
const ROWS = 'N'

/** A graph that grows node by node. Names are made as they are needed, each once. */
export interface GraphBuilder {
  /** An input of that name, `cols` numbers, texts or truth values a row. */
  readonly input: (name: string, type: ElementType, cols: number) => string
  readonly constant: (dims: readonly number[], values: ConstantValues) => string
  /** A node of ONNX's own operators; gives the name of its output. */
  readonly add: (op: string, inputs: readonly string[], attributes?: Attributes) => string
  /** A node of ai.onnx.ml. */
  readonly addMl: (op: string, inputs: readonly string[], attributes?: Attributes) => string
  /** Tells the type of a value that no checker can tell by itself; `dims` are those of a row. */
  readonly describe: (value: string, type: ElementType, dims: readonly number[]) => void
  /** Makes a value an output, under that name or, where it is taken, with an underscore behind it. Without `cols` it is one value a row. */
  readonly output: (name: string, value: string, type: ElementType, cols?: number) => void
  readonly build: (name: string) => Graph
}

type Attributes = Readonly<Record<string, AttributeValue>>

/** A graph whose inputs may have the names `reserved`: nothing else gets one of them. */
export function createGraphBuilder(reserved: readonly string[]): GraphBuilder {
  const nodes: Node[] = []
  const initializers: Constant[] = []
  const inputs: Port[] = []
  const outputs: Port[] = []
  const valueInfos: Port[] = []
  const names = new Set(reserved)

  function fresh(wish: string): string {
    let name = wish
    while (names.has(name)) name += '_'
    names.add(name)
    return name
  }

  function addNode(
    domain: string,
    op: string,
    from: readonly string[],
    attributes: Attributes = {},
    to = fresh(`${op} ${nodes.length}`),
  ): string {
    nodes.push({
      op,
      domain,
      name: `${op} ${nodes.length}`,
      inputs: from,
      outputs: [to],
      attributes: Object.entries(attributes).map(([name, value]) => ({ name, ...value })),
    })
    return to
  }

  return {
    input: (name, type, cols) => {
      inputs.push({ name, type, dims: [ROWS, cols] })
      return name
    },
    constant: (dims, values) => {
      const name = fresh(`constant ${initializers.length}`)
      initializers.push({ name, dims, ...values })
      return name
    },
    add: (op, from, attributes) => addNode('', op, from, attributes),
    addMl: (op, from, attributes) => addNode(ML, op, from, attributes),
    describe: (name, type, dims) => {
      valueInfos.push({ name, type, dims: [ROWS, ...dims] })
    },
    output: (wish, value, type, cols) => {
      const name = addNode('', 'Identity', [value], {}, fresh(wish))
      outputs.push({ name, type, dims: cols === undefined ? [ROWS] : [ROWS, cols] })
    },
    build: (name) => ({ name, nodes, initializers, inputs, outputs, valueInfos }),
  }
}

export const int = (value: number): AttributeValue => ({ type: 'int', value })

export const ints = (value: readonly number[]): AttributeValue => ({ type: 'ints', value })

/** A value as another type. */
export const castTo = (graph: GraphBuilder, value: string, type: ElementType): string =>
  graph.add('Cast', [value], { to: int(ELEMENT_TYPES[type]) })
