import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import type { EvaluationProgress } from '../../../electron/contract/evaluations.ts'
import { forkNode } from '../../../electron/train/fork.ts'
import type { Fork } from '../../../electron/train/messages.ts'
import { tempDir } from '../../temp-dir.ts'
import { built, silent } from '../core-parts.ts'
import { tempCore } from '../temp-core.ts'
import { trainBefore } from './trained-folder.ts'

const trained = trainBefore()

/** Starts the built evaluator with some lines of its own before it. */
function forkAfter(lines: string): Fork {
  const dir = tempDir()
  const evaluator = pathToFileURL(join(built, 'evaluator.js')).href
  writeFileSync(join(dir, 'evaluator.js'), `${lines}\nimport(${JSON.stringify(evaluator)})`)
  return forkNode(dir)
}

test('where the native engine breaks its process, the next one evaluates, and the log says why', async () => {
  const fork = forkAfter(`process.on('message', ({ engine }) => {
    if (engine === 'native') process.kill(process.pid, 'SIGILL')
  })`)
  const lines: string[] = []
  const log = { ...silent, warn: (line: string) => lines.push(line) }
  const core = tempCore({ dataDir: trained.copy(), worksQueue: false, fork, log })
  const { id, final } = trained.run()
  const { score } = await core.ask('evaluations.show', { id, set: 'test' })
  expect(score.loss).toBeCloseTo(final?.test.loss ?? NaN, 4)
  expect(lines).toEqual([expect.stringContaining('Engine native does not work here')])
})

test('what takes longer than a second is announced as it goes', async () => {
  // Every batch takes long by its clock, and the first does so by ours.
  const fork = forkAfter(`const now = performance.now.bind(performance)
    performance.now = () => 1e6 * now()
    process.on('message', ({ kind }) => {
      if (kind === 'evaluate') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1100)
    })`)
  const core = tempCore({ dataDir: trained.copy(), worksQueue: false, fork })
  const { id } = trained.run()
  const told: EvaluationProgress[] = []
  core.on('evaluation.progress', (progress) => {
    told.push(progress)
  })
  await core.ask('evaluations.show', { id, set: 'test' })
  expect(told.length).toBeGreaterThan(0)
  for (const progress of told)
    expect(progress).toMatchObject({ id, epoch: 2, set: 'test', of: 10_000 })
  const done = told.map((progress) => progress.done)
  expect(done).toEqual(done.toSorted((a, b) => a - b))
})
