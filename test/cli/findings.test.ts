import * as v from 'valibot'
import { expect, test } from 'vitest'
import { digitLab, folderOfFile, jsonLines, small } from './digit-lab.ts'
import { CompletedRunDetail, TrainResult } from './shapes.ts'

const dataDir = folderOfFile()
const wild = [
  'train',
  '--hidden',
  '16',
  '--train-images',
  '2000',
  '--epochs',
  '1',
  '--learning-rate',
  '5',
]

test('train ends with the problems of the run on standard error, each with its numbers and what to try', async () => {
  const { code, output, errors } = await digitLab(dataDir, [...wild, '--name', 'Wild'])
  expect(code).toBe(0)
  expect(output).not.toContain('Problem')
  expect(errors).toMatch(
    /^Problem: The learning rate of 5 looks too high\n {2}The running loss was .+ at step 20.+\n {2}Try 0\.001, which is usual for adam, or a warm-up\.$/m,
  )
  const shown = await digitLab(dataDir, ['runs', 'show', 'Wild'])
  expect(shown.output).toContain(`\nFindings\n${errors.slice(errors.indexOf('Problem'))}`.trimEnd())
  const [run] = jsonLines((await digitLab(dataDir, ['runs', 'show', 'Wild', '--json'])).output)
  expect(v.parse(CompletedRunDetail, run).findings[0]).toMatchObject({
    kind: 'rate-too-high',
    weight: 'problem',
  })
})

test('train --json has the findings as data, and nothing of them on standard error', async () => {
  const { output, errors } = await digitLab(dataDir, [...wild, '--json'])
  const { findings } = v.parse(TrainResult, jsonLines(output)[0])
  expect(findings.map(({ kind }) => kind)).toContain('rate-too-high')
  expect(errors).not.toContain('Problem')
})

test('runs show says so where nothing unusual was found', async () => {
  await digitLab(dataDir, ['train', ...small, '--name', 'Calm'])
  const { output } = await digitLab(dataDir, ['runs', 'show', 'Calm'])
  expect(output).toMatch(/^Findings: nothing unusual$/m)
})
