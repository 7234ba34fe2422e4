import { join } from 'node:path'
import { expect, test } from 'vitest'
import { defaultSettings, type Settings } from '../../electron/contract/settings.ts'
import { openDatabase } from '../../electron/store/database.ts'
import { tempDir } from '../temp-dir.ts'
import { tempCore } from './temp-core.ts'

test('nothing is set at first, and what is set holds for the data folder', async () => {
  const dataDir = tempDir()
  const core = tempCore({ dataDir, worksQueue: false })
  expect(await core.ask('settings.show', {})).toEqual(defaultSettings)
  expect(await core.ask('settings.change', { cores: 3 })).toEqual({ ...defaultSettings, cores: 3 })
  expect(await core.ask('settings.change', { checkpointEverySeconds: 60 })).toEqual({
    ...defaultSettings,
    cores: 3,
    checkpointEverySeconds: 60,
  })
  await core.ask('settings.change', { cores: undefined })
  await core.close()
  const next = tempCore({ dataDir, worksQueue: false })
  expect(await next.ask('settings.change', { cores: null })).toEqual({
    ...defaultSettings,
    checkpointEverySeconds: 60,
  })
})

test.each([
  [{ cores: 0 }, /Cores must be a whole number from 1 to 256/],
  [{ cores: 2.5 }, /Cores must be a whole number/],
  [{ runsAtOnce: 65 }, /Runs at once must be a whole number from 1 to 64/],
  [
    { checkpointEverySeconds: 4 },
    /Seconds between checkpoints must be a whole number from 5 to 3600/,
  ],
  [{ checkpointEverySeconds: null }, /Seconds between checkpoints/],
  [{ cores: 2, colour: 'red' }, /colour/],
])('a change to %j is refused and changes nothing', async (input, message) => {
  const core = tempCore({ worksQueue: false })
  expect(await core.answer('settings.change', input)).toMatchObject({
    ok: false,
    code: 'bad-input',
    message: expect.stringMatching(message) as string,
  })
  expect(await core.ask('settings.show', {})).toEqual(defaultSettings)
})

test('each change is announced once, by the program that made it and by the others', async () => {
  const dataDir = tempDir()
  const one = tempCore({ dataDir, worksQueue: false })
  const other = tempCore({ dataDir, worksQueue: false })
  const told: Settings[] = []
  const heard: Settings[] = []
  one.on('settings.changed', (settings) => told.push(settings))
  other.on('settings.changed', (settings) => heard.push(settings))
  await one.ask('settings.change', { cores: 2 })
  await one.ask('settings.change', { cores: 2 })
  expect(told).toEqual([{ ...defaultSettings, cores: 2 }])
  await expect.poll(() => heard, { timeout: 10_000 }).toEqual(told)
  await one.ask('settings.change', { runsAtOnce: 4 })
  await expect.poll(() => heard, { timeout: 10_000 }).toHaveLength(2)
})

test('a stored value that is not allowed counts as not set, and the others hold', async () => {
  const dataDir = tempDir()
  const core = tempCore({ dataDir, worksQueue: false })
  await core.ask('settings.change', { cores: 2 })
  const db = openDatabase(join(dataDir, 'lab.db'))
  db.prepare(`INSERT INTO setting VALUES ('runsAtOnce', '"many"'), ('of-later', '1')`).run()
  db.close()
  expect(await core.ask('settings.show', {})).toEqual({ ...defaultSettings, cores: 2 })
})
