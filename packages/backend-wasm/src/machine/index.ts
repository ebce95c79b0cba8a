export { defineOnMachine, type Identity } from './define-on-machine.ts'
export { type Machine, type Multiply, startMachine } from './machine.ts'
