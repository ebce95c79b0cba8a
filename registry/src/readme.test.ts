import { expect, test } from 'vitest'
import { instructionsOf } from './readme.ts'

const names = new Set(['bilayer', '@bilayer/core', '@bilayer/mlp'])

test('the instructions of a README are its examples, and those packages that it says to install', () => {
  const readme = [
    '```sh',
    'apt-get install bilayer',
    'npm install @bilayer/core @bilayer/mlp # and more: bilayer',
    'npm install --save-dev @bilayer/core other',
    '```',
    'Or `npm install bilayer`.',
    '```ts',
    "import '@bilayer/core'",
    '```',
    '```js',
    "import 'bilayer'",
    '```',
  ].join('\n')
  expect(instructionsOf(readme, names)).toEqual({
    installed: ['@bilayer/core', '@bilayer/mlp'],
    examples: ["import '@bilayer/core'\n"],
  })
})
