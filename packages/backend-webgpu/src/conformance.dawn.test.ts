import { testSuite } from './testing/suite.ts'

// A page gets the shaders of the same compiler, so one of the two places will do for what its device does not choose.
testSuite('webgpu', { products: 'direct' })
testSuite('webgpu, tiled products', { products: 'tiled' })
