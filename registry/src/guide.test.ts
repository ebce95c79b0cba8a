import { expect, test } from 'vitest'
import { stepsOf } from './guide.ts'

const block = (info: string, code: string) => `\`\`\`${info}\n${code}\`\`\``

test('a guide has files, commands and what they print, in its order', () => {
  const guide = [
    '# A guide',
    '`first.mjs`, a program:',
    block('ts', 'console.log(1)\n'),
    block('sh', 'node first.mjs\n'),
    'It prints:',
    block('text', '1\n'),
    '`data.csv`:',
    block('text', 'width\n1\n'),
    block('sh', 'ls\n'),
  ].join('\n\n')
  expect(stepsOf(guide)).toEqual([
    { path: 'first.mjs', text: 'console.log(1)\n' },
    { commands: 'node first.mjs\n', printed: '1\n' },
    { path: 'data.csv', text: 'width\n1\n' },
    { commands: 'ls\n', printed: undefined },
  ])
})

test('code that belongs to no file is refused', () => {
  expect(() => stepsOf(`Some code:\n\n${block('ts', 'let x\n')}`)).toThrow('guide:3 is neither')
})
