import * as v from 'valibot'
import { expect, onTestFinished, test } from 'vitest'
import { tempDir } from '../temp-dir.ts'
import { digitLab, jsonLines, small, startDigitLab, whenWritten } from './digit-lab.ts'
import { TrainResult } from './shapes.ts'

/** Ends only when it is stopped. */
const endless = ['--hidden', '16', '--epochs', '1000', '--train-images', '20000']

function start(dataDir: string, args: readonly string[]) {
  const running = startDigitLab(dataDir, args)
  onTestFinished(() => {
    running.process.kill('SIGKILL')
  })
  return running
}

const epochs = (output: string) =>
  [...output.matchAll(/^Epoch \[(\d+)\/\d+\] done/gm)].map(([, epoch]) => Number(epoch))

test('a run of another program is followed from here on until it ends', async () => {
  const dataDir = tempDir()
  const training = start(dataDir, ['train', ...endless, '--name', 'long'])
  await whenWritten(training, 'stdout', /^Epoch \[2\/1000\] done/m)
  const watching = start(dataDir, ['runs', 'watch', 'long'])
  const asJson = start(dataDir, ['runs', 'watch', 'long', '--json'])
  await Promise.all([
    whenWritten(watching, 'stdout', /^Epoch \[\d+\/1000\] done[^]*^Epoch \[\d+\/1000\] done/m),
    whenWritten(asJson, 'stderr', /^Epoch \[\d+\/1000\], Step \[\d+\/200\], Loss: /m),
  ])
  expect((await digitLab(dataDir, ['stop', 'long'])).code).toBe(0)
  expect((await training.ended).code).toBe(130)

  const { code, output, errors } = await watching.ended
  expect({ code, errors }).toEqual({ code: 130, errors: '' })
  expect(output).toMatch(/^Run \S+ "long" is running, epoch \d+\/1000, step [\d,]+ of 200,000$/m)
  expect(output).toMatch(/^Stopped after step [\d,]+ of 200,000$/m)
  const seen = epochs(output)
  expect(seen[0]).toBeGreaterThan(2)
  expect(seen).toEqual(seen.map((_, index) => (seen[0] ?? 0) + index))

  const data = await asJson.ended
  expect(data.code).toBe(130)
  expect(v.parse(TrainResult, jsonLines(data.output)[0]).status).toBe('stopped')
})

test('Ctrl+C ends the watching, not the run', async () => {
  const dataDir = tempDir()
  const training = start(dataDir, ['train', ...endless])
  await whenWritten(training, 'stdout', /^Epoch \[1\/1000\] done/m)
  const watching = start(dataDir, ['runs', 'watch', 'last'])
  await whenWritten(watching, 'stdout', /^Epoch \[\d+\/1000\] done/m)
  const goesOn = whenWritten(training, 'stdout', /^Epoch \[\d+\/1000\] done/m)
  watching.process.kill('SIGINT')
  expect((await watching.ended).code).toBe(130)
  await goesOn
  expect((await digitLab(dataDir, ['stop', 'last'])).code).toBe(0)
  await training.ended
})

test('a run that has ended is told at once, with the exit code that train had', async () => {
  const dataDir = tempDir()
  await digitLab(dataDir, ['train', ...small])
  const { code, output } = await digitLab(dataDir, ['runs', 'watch', 'last'])
  expect(code).toBe(0)
  expect(output).toMatch(/^Test +\d+\.\d\d +98\.13/m)
  await digitLab(dataDir, ['queue', 'add', '--name', 'never'])
  await digitLab(dataDir, ['stop', 'never'])
  const stopped = await digitLab(dataDir, ['runs', 'watch', 'never'])
  expect(stopped.code).toBe(130)
  expect(stopped.output).toMatch(/^Stopped after step 0 of/m)
})

test('a waiting run is followed until somebody ends it', async () => {
  const dataDir = tempDir()
  await digitLab(dataDir, ['queue', 'add', '--name', 'waits'])
  const watching = start(dataDir, ['runs', 'watch', 'waits'])
  await whenWritten(watching, 'stdout', /^Run \S+ "waits" is queued, step 0 of/m)
  await digitLab(dataDir, ['runs', 'delete', 'waits'])
  expect((await watching.ended).code).toBe(130)
})
