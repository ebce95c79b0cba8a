import { testSuite } from './testing/suite.ts'

testSuite('webgpu', {})
