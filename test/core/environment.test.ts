import { expect, test } from 'vitest'
import { environmentOf, thisMachine, type MachineFacts } from '../../electron/core/environment.ts'

const program = {
  version: '1.2.3',
  commit: 'c'.repeat(40),
  hasChanges: false,
  commandLine: ['digit-lab', 'train'],
}
const machine: MachineFacts = {
  node: '24.21.0',
  system: { name: 'Linux', release: '6.1.0', arch: 'x64' },
  processors: ['Some  CPU @ 2.00GHz ', 'Some  CPU @ 2.00GHz '],
  cores: 2,
  memory: 8e9,
}

test('an environment names program, system and machine', () => {
  expect(environmentOf(program, machine)).toEqual({
    ...program,
    node: '24.21.0',
    system: 'Linux 6.1.0 x64',
    processor: 'Some CPU @ 2.00GHz',
    cores: 2,
    memory: 8e9,
  })
})

test.each([
  [['Big', 'Little', 'Big'], 'Big, Little'],
  [['', ' '], 'unknown'],
  [[], 'unknown'],
])('processors %j read as %s', (processors, text) => {
  expect(environmentOf(program, { ...machine, processors }).processor).toBe(text)
})

test('this machine has a core, memory and a name for its system', () => {
  const { cores, memory, system } = thisMachine()
  expect(cores).toBeGreaterThan(0)
  expect(memory).toBeGreaterThan(1e8)
  expect(Object.values(system)).not.toContain('')
})
