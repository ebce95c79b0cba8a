import type { Operation } from '../operation.ts'
import { adaptiveStep } from './adaptive-step.ts'
import { addColumn } from './add-column.ts'
import { affine } from './affine.ts'
import { affineRelu } from './affine-relu.ts'
import { axpby } from './axpby.ts'
import { axpy } from './axpy.ts'
import { colsum } from './colsum.ts'
import { divide } from './divide.ts'
import { gatherRows } from './gather-rows.ts'
import { hadamard } from './hadamard.ts'
import { hadamardMask } from './hadamard-mask.ts'
import { log } from './log.ts'
import { mask } from './mask.ts'
import { matmul } from './matmul.ts'
import { relu } from './relu.ts'
import { scale } from './scale.ts'
import { sigmoid } from './sigmoid.ts'
import { softmax } from './softmax.ts'
import { sqrt } from './sqrt.ts'
import { squareAverage } from './square-average.ts'
import { tanh } from './tanh.ts'

/** Every operation of the interface, each with what the laws must know of it and with facts of its own. */
export const operations: readonly Operation[] = [
  matmul,
  relu,
  mask,
  hadamard,
  colsum,
  addColumn,
  axpy,
  scale,
  affine,
  affineRelu,
  hadamardMask,
  axpby,
  squareAverage,
  softmax,
  tanh,
  sigmoid,
  log,
  sqrt,
  divide,
  gatherRows,
  adaptiveStep,
]
