import * as v from 'valibot'
import { beforeAll, expect, test } from 'vitest'
import { digitLab, folderOfFile, jsonLines } from './digit-lab.ts'
import { CompletedRunDetail, Layers, Usage } from './shapes.ts'

const dataDir = folderOfFile()
const small = ['--hidden', '16', '--epochs', '2', '--train-images', '2000']
const ask = (...args: readonly string[]) => digitLab(dataDir, args)
const dataOf = async (...args: readonly string[]) =>
  jsonLines((await ask(...args, '--json')).output)[0]
const widest = (output: string) =>
  Math.max(...output.split('\n').map((line) => Array.from(line).length))

beforeAll(async () => {
  await ask('train', ...small, '--name', 'two words')
})

test('a run knows the command, program and machine that made it', async () => {
  const run = v.parse(CompletedRunDetail, await dataOf('runs', 'show', 'last'))
  expect(run.stints).toHaveLength(1)
  expect(run.stints[0]).toMatchObject({
    fromStep: 0,
    engine: run.engine,
    node: process.versions.node,
    dataSha256: run.dataset.sha256,
    commandLine: ['digit-lab', 'train', ...small, '--name', 'two words'],
  })
  const { output } = await ask('runs', 'show', 'last')
  expect(output).toMatch(/^Made by {10}Digit Lab \d/m)
  expect(output).toContain('digit-lab train --hidden 16')
})

test('each start of training is told with its step, and what is the same only once', async () => {
  await ask('extend', 'last', '--epochs', '1')
  await ask('resume', 'last')
  const { output } = await ask('runs', 'show', 'last')
  const madeBy = output.slice(output.indexOf('Made by'), output.indexOf('\nNote'))
  expect(madeBy.match(/Digit Lab \d/g)).toHaveLength(1)
  expect(madeBy.match(/from step \d+ on/g)).toEqual(['from step 1 on', 'from step 41 on'])
  expect(madeBy).toContain('digit-lab resume last')
  expect(widest(madeBy)).toBeLessThanOrEqual(80)
})

test('runs layers has a line for each layer of the last epoch, or of the one named', async () => {
  const { output } = await ask('runs', 'layers', 'last')
  expect(output).toMatch(/^Epoch 3$/m)
  expect(output).toMatch(/^ +1 +784 × 16 /m)
  expect(output).toMatch(/^ +2 +16 × 10 /m)
  expect(widest(output)).toBeLessThanOrEqual(80)
  expect((await ask('runs', 'layers', 'last', '--epoch', '1')).output).toMatch(/^Epoch 1$/m)
})

test('runs layers --json has the layers of every epoch, or of the one named', async () => {
  const layers = v.parse(Layers, await dataOf('runs', 'layers', 'last'))
  expect(layers.map(({ epoch }) => epoch)).toEqual([1, 2, 3])
  const one = v.parse(Layers, await dataOf('runs', 'layers', 'last', '--epoch', '2'))
  expect(one).toEqual([layers[1]])
})

test.each([
  ['4', 1, 'The run has no layers of epoch 4 on record; it has those of epochs 1 to 3'],
  ['0', 2, '--epoch "0": An epoch must be a whole number from 1'],
])('runs layers --epoch %s is refused', async (epoch, code, words) => {
  const ended = await ask('runs', 'layers', 'last', '--epoch', epoch)
  expect(ended.code).toBe(code)
  expect(ended.errors).toContain(words)
})

test('runs usage has a line for each time that was looked', async () => {
  const { points } = v.parse(Usage, await dataOf('runs', 'usage', 'last'))
  for (const { memory } of points) expect(memory).toBeGreaterThan(1e7)
  const seconds = points.map((point) => point.seconds)
  expect(points.length).toBeGreaterThanOrEqual(2)
  expect(seconds).toEqual(seconds.toSorted((a, b) => a - b))
  const { output } = await ask('runs', 'usage', 'last')
  expect(output.trimEnd().split('\n')).toHaveLength(points.length + 1)
})

test('what nothing is known of yet is said', async () => {
  const { id } = (await dataOf('runs', 'reproduce', 'last')) as { id: string }
  expect((await ask('runs', 'layers', id)).errors).toContain('No layers on record')
  expect((await ask('runs', 'usage', id)).errors).toContain('Nothing on record')
  expect((await ask('runs', 'show', id)).output).not.toContain('Made by')
})
