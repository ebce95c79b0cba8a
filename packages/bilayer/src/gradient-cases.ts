export { gradientCases } from '@bilayer/mlp/gradient-cases'
