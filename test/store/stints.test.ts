import { expect, test } from 'vitest'
import type { Stint } from '../../electron/contract/training.ts'
import { addStint, setStintEngine, stintsOf } from '../../electron/store/stints.sql.ts'
import { a, add, b, tempDb } from './a-run.ts'

const stint: Stint = {
  fromStep: 0,
  startedAt: 2000,
  engine: null,
  version: '1.2.3',
  commit: 'c'.repeat(40),
  hasChanges: true,
  node: '24.0.0',
  system: 'Linux 6.1.0 x64',
  processor: 'A "fast" one',
  cores: 4,
  memory: 8e9,
  dataSha256: 'd'.repeat(64),
  commandLine: ['digit-lab', 'train', '--name', 'ten % better'],
}

test('a start of training reads as it was written', () => {
  const db = tempDb()
  add(db, a)
  addStint(db, a, stint)
  expect(stintsOf(db, a)).toEqual([stint])
})

test('starts stay in their order when the clock was set back in between, or stands still', () => {
  const db = tempDb()
  add(db, a)
  for (const [fromStep, startedAt] of [
    [0, 2000],
    [600, 1000],
    [700, 1000],
  ] as const)
    addStint(db, a, { ...stint, fromStep, startedAt })
  expect(stintsOf(db, a).map(({ fromStep }) => fromStep)).toEqual([0, 600, 700])
})

test('the engine is that of the last start alone', () => {
  const db = tempDb()
  add(db, a)
  add(db, b)
  addStint(db, a, stint)
  addStint(db, b, stint)
  addStint(db, a, { ...stint, fromStep: 600 })
  const engine = { kind: 'native', version: '2.21.0', threads: 2, parts: 1 } as const
  setStintEngine(db, a, engine)
  expect(stintsOf(db, a).map((one) => one.engine)).toEqual([null, engine])
  expect(stintsOf(db, b)).toEqual([stint])
})
