import { expect, test } from 'vitest'
import { whyFailed } from '../../bench/run-program.ts'

test('of the words of a Node program that fell, the error is told', () => {
  const said = [
    'file:///bench/programs/product.ts:17',
    "    throw new Error('The run is failed')",
    '          ^',
    '',
    'Error: The run is failed: no engine works',
    '    at file:///bench/programs/product.ts:17:11',
    '',
    'Node.js v24.21.0',
    '',
  ]
  expect(whyFailed(said.join('\n'))).toBe('Error: The run is failed: no engine works')
})

test('of the words of a Python program that fell, the last error is told', () => {
  const said = [
    'Traceback (most recent call last):',
    '  File "jax_epoch.py", line 12, in <module>',
    "ModuleNotFoundError: No module named 'jaxlib'",
    'During handling of the above exception, another exception occurred:',
    'jax.errors.JaxRuntimeError: out of memory',
  ]
  expect(whyFailed(said.join('\n'))).toBe('jax.errors.JaxRuntimeError: out of memory')
})

test('without an error the last words are told, and nothing when there are none', () => {
  expect(whyFailed('Killed by the system\n\nNode.js v24.21.0\n')).toBe('Killed by the system')
  expect(whyFailed('')).toBe('')
})
