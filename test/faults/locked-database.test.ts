import Database from 'better-sqlite3'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { long } from '../core/core-parts.ts'
import { hasEnded, tempCore, whenRun } from '../core/temp-core.ts'
import { tempDir } from '../temp-dir.ts'

test('a run goes on, with every point, after another program has held the database for long', async () => {
  const dataDir = tempDir()
  const core = tempCore({ dataDir })
  const { id } = await core.ask('runs.start', long)
  await whenRun(core, id, (run) => run.status === 'running' && run.progress.step > 0)

  const other = new Database(join(dataDir, 'lab.db'))
  other.exec('BEGIN IMMEDIATE')
  // Longer than any write waits for a lock.
  await pause(4000)
  await expect(core.ask('runs.start', long)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('in use by another program') as string,
  })
  const before = (await core.ask('runs.show', { id })).progress.step
  other.exec('COMMIT')
  other.close()

  await whenRun(core, id, (run) => run.progress.step > before)
  await core.ask('runs.stop', { id })
  expect(await whenRun(core, id, hasEnded)).toMatchObject({ status: 'stopped' })
  const [metrics] = await core.ask('runs.metrics', { ids: [id] })
  const steps = metrics?.points.map(({ step }) => step) ?? []
  const whole = steps.filter((step) => step % 20 === 0)
  expect(whole).toEqual(whole.map((_, index) => (index + 1) * 20))
  const said = (await core.ask('runs.log', { id })).map(({ text }) => text)
  expect(said.filter((text) => /^It /.test(text))).toEqual([
    expect.stringMatching(/^It cannot be written, trying again: .*database is locked/),
    'It is written again',
  ])
})
