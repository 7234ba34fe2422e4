import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import * as v from 'valibot'
import { describe, expect, onTestFinished, test } from 'vitest'
import { tempDir } from '../temp-dir.ts'
import {
  digitLab,
  jsonLines,
  small,
  startDigitLab,
  whenWritten,
  type Running,
} from './digit-lab.ts'
import { TrainResult } from './shapes.ts'

const resultOf = (output: string) => v.parse(TrainResult, jsonLines(output)[0])

test('train --json prints one object, and the same seed ends with the same weights', async () => {
  const dataDir = tempDir()
  const trainWith = async (seed: string) => {
    const ended = await digitLab(dataDir, ['train', ...small, '--seed', seed, '--json'])
    expect(ended.code).toBe(0)
    expect(jsonLines(ended.output)).toHaveLength(1)
    return resultOf(ended.output)
  }
  const first = await trainWith('3')
  expect(first).toMatchObject({ status: 'completed', seed: 3, config: { hidden: [16] } })
  const [epoch] = first.epochs
  expect(first.epochs).toHaveLength(1)
  expect(first.final).toEqual({ train: epoch?.train, test: epoch?.test })
  expect(first.weightsSha256).not.toBeNull()
  expect((await trainWith('3')).weightsSha256).toBe(first.weightsSha256)
  expect((await trainWith('4')).weightsSha256).not.toBe(first.weightsSha256)
})

test('without a terminal the report is plain lines, as in the reference, and ends with where the run is kept', async () => {
  const dataDir = tempDir()
  const options = ['--hidden', '16', '--epochs', '1', '--train-images', '20000', '--name', 'Plain']
  const { code, output, errors } = await digitLab(dataDir, ['train', ...options])
  expect(code).toBe(0)
  expect((output + errors).replaceAll('\n', '')).not.toMatch(/\p{Cc}/u)
  expect(output).toMatch(
    /^Epoch \[1\/1\], Step \[200\/200\], Loss: \d\.\d{4}, Running error: \d+\.\d\d %$/m,
  )
  expect(output).toMatch(/^Epoch \[1\/1\] done: train loss .* %; test loss .* %; /m)
  expect(output).toMatch(/^Train +\d\d\.\d\d +99\.44 +[−+]/m)
  expect(output).toMatch(/^Test +\d\d\.\d\d +98\.13 +[−+]/m)
  expect(output).toMatch(/SHA-256 [0-9a-f]{64}$/m)
  expect(output).toMatch(new RegExp(`^Kept as run [0-9a-z]{10} "Plain" in ${dataDir}$`, 'm'))
})

test('a run that diverges ends with 1 and says why in one line', async () => {
  const wild = ['--learning-rate', '10', '--hidden', Array(8).fill('256').join('-')]
  const ended = await digitLab(tempDir(), ['train', ...wild, '--train-images', '2000', '--json'])
  expect(ended.code).toBe(1)
  expect(ended.errors).toMatch(/^digit-lab: Run .* diverged: .+$/m)
  expect(resultOf(ended.output)).toMatchObject({ status: 'diverged', final: null })
})

const onLinux = test.runIf(process.platform === 'linux')

function trainerOf(running: Running): number {
  const parent = String(running.process.pid)
  return Number(readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8'))
}

describe('a training that would take long', () => {
  const long = ['train', '--hidden', '16', '--epochs', '1000']
  const report = /Step \[200\/600\]/

  test.each(['SIGINT', 'SIGTERM'] as const)(
    'keeps a checkpoint at the first %s and ends with 130',
    async (signal) => {
      const dataDir = tempDir()
      const running = startDigitLab(dataDir, [...long, '--json'])
      await whenWritten(running, 'stderr', report)
      running.process.kill(signal)
      const { code, output, errors } = await running.ended
      expect(code).toBe(130)
      const result = resultOf(output)
      expect(result.status).toBe('stopped')
      expect(result.weightsSha256).not.toBeNull()
      expect(errors).toContain(`SHA-256 ${result.weightsSha256 ?? ''}`)
      expect(errors).toContain(`Kept as run ${result.id}`)
      const read = await digitLab(
        dataDir,
        ['predict', result.id, '--strokes', '-', '--json'],
        '{"strokes":[[[0,0],[0,9]]]}',
      )
      expect(read.code).toBe(0)
    },
  )

  // The trainer is held, so that the first request cannot be met.
  onLinux('ends at once at the second Ctrl+C', async () => {
    const running = startDigitLab(tempDir(), long)
    await whenWritten(running, 'stdout', report)
    const trainer = trainerOf(running)
    process.kill(trainer, 'SIGSTOP')
    onTestFinished(() => {
      process.kill(trainer, 'SIGKILL')
    })
    // A second signal counts once the first one is not just a key press that came twice.
    const press = setInterval(() => running.process.kill('SIGINT'), 100)
    const { code, errors } = await running.ended
    clearInterval(press)
    expect(code).toBe(130)
    expect(errors).not.toContain('digit-lab:')
  })

  test('keeps a checkpoint when the reader of its report goes away', async () => {
    const dataDir = tempDir()
    const running = startDigitLab(dataDir, long)
    await whenWritten(running, 'stdout', report)
    const exited = once(running.process, 'exit')
    running.process.stdout.destroy()
    await expect(running.ended).rejects.toThrow()
    await exited
    const { output } = await digitLab(dataDir, ['runs', 'show', 'last', '--json'])
    expect(jsonLines(output)[0]).toMatchObject({
      status: 'stopped',
      weightsSha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    })
  })

  test('is stopped by another program on the same folder', async () => {
    const dataDir = tempDir()
    const running = startDigitLab(dataDir, [...long, '--json'])
    await whenWritten(running, 'stderr', report)
    expect((await digitLab(dataDir, ['runs', 'stop', 'last'])).code).toBe(0)
    const { code, output } = await running.ended
    expect(code).toBe(130)
    expect(resultOf(output).status).toBe('stopped')
  })

  onLinux('is interrupted when its trainer is killed', async () => {
    const running = startDigitLab(tempDir(), [...long, '--json'])
    await whenWritten(running, 'stderr', report)
    const parent = String(running.process.pid)
    process.kill(Number(readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8')), 'SIGKILL')
    const { code, output, errors } = await running.ended
    expect(code).toBe(1)
    expect(resultOf(output).status).toBe('interrupted')
    expect(errors).toMatch(/^digit-lab: Run .* interrupted: .*SIGKILL/m)
  })
})
