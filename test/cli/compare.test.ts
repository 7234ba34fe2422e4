import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { beforeAll, expect, test } from 'vitest'
import { tempDir } from '../temp-dir.ts'
import { digitLab, folderOfFile, jsonLines, small } from './digit-lab.ts'
import { ComparedRuns } from './comparison-shapes.ts'

const dataDir = folderOfFile()
const ask = (...args: readonly string[]) => digitLab(dataDir, args)
const named = (name: string, ...more: readonly string[]) =>
  digitLab(dataDir, ['train', ...small, '--name', name, ...more])

beforeAll(async () => {
  for (const seed of ['1', '2', '3'])
    await named(`Fast, seed ${seed}`, `--seed=${seed}`, '--learning-rate=0.01')
  for (const seed of ['1', '2', '3'])
    await named(`Slow, seed ${seed}`, `--seed=${seed}`, '--learning-rate=0.00001')
})

async function comparison(...args: readonly string[]) {
  const { output, errors, code } = await ask('compare', ...args, '--json')
  expect(errors).toBe('')
  expect(code).toBe(0)
  return v.parse(ComparedRuns, jsonLines(output)[0])
}

test('two seeds of one configuration are inside the noise, image by image', async () => {
  const { against, headline } = await comparison('Fast, seed 1', 'Fast, seed 2')
  expect(headline).toBe('No clear difference between Fast, seed 1 and Fast, seed 2.')
  expect(against[0]).toMatchObject({ verdict: 'inside-noise', board: { images: 10_000 } })
  const { output } = await ask('errors', 'Fast, seed 1', 'Fast, seed 2', '--json')
  const { onlyBaseline, onlyMember } = against[0]?.board ?? {}
  expect(jsonLines(output)[0]).toMatchObject({ broken: onlyBaseline, fixed: onlyMember })
})

test('runs that differ in their seed alone are one group, and groups get a verdict first', async () => {
  const runs = ['Fast, seed 1', 'Slow, seed 1']
  const { members, against } = await comparison(...runs, '--repeats')
  expect(members.map(({ title }) => title)).toEqual(['Fast (3 seeds)', 'Slow (3 seeds)'])
  expect(against[0]).toMatchObject({ test: 'paired-t', verdict: 'worse' })
  const { output } = await ask('compare', ...runs, '--repeats')
  expect(output.split('\n')[0]).toBe('Slow (3 seeds) is worse than Fast (3 seeds).')
  expect(output).toMatch(/^Slow \(3 seeds\) +3 .* worse$/m)
})

test('without a run it is the newest with its repeats, against the published result', async () => {
  const { members, baseline, against } = await comparison()
  expect(members.map(({ title }) => title)).toEqual(['Slow (3 seeds)'])
  expect(baseline).toBe('published')
  expect(against[0]).toMatchObject({ test: 'figure-against-many', verdict: 'worse' })
})

test('any of the runs can be the baseline, each can stand by itself, and a checkpoint is one of them', async () => {
  const swapped = await comparison('Fast, seed 1', 'Slow, seed 1', '--baseline', 'Slow, seed 1')
  expect(swapped.baseline).toBe(1)
  expect(swapped.against[0]).toMatchObject({ member: 0, test: 'mcnemar', verdict: 'better' })
  const apart = await comparison('Fast, seed 1', '--each', '--baseline=published')
  expect(apart.members).toHaveLength(3)
  expect(apart.against).toHaveLength(3)
  const epochs = await comparison('Fast, seed 1@1', 'Fast, seed 1')
  expect(epochs.members.map(({ title }) => title)).toEqual([
    'Fast, seed 1 (after epoch 1)',
    'Fast, seed 1',
  ])
})

test('what cannot be compared is refused in one line', async () => {
  for (const [args, expected] of [
    [['Fast, seed 1@9'], /has no finished epoch 9/],
    [
      ['Fast, seed 1', 'Fast, seed 2', '--baseline=Slow, seed 1'],
      /must be one of the compared runs/,
    ],
    [['nobody'], /No run "nobody"/],
    [['nobody@2'], /No run "nobody"/],
  ] as const) {
    const { code, output, errors } = await ask('compare', ...args)
    expect(code).not.toBe(0)
    expect(output).toBe('')
    expect(errors).toMatch(expected)
    expect(errors.trim().split('\n')).toHaveLength(1)
  }
})

test('a report is written to files that were not there, and JSON stays alone on standard output', async () => {
  const dir = tempDir()
  const at = (name: string) => join(dir, name)
  const files = ['--html', at('a.html'), '--markdown', at('a.md'), '--csv', at('a.csv')]
  const runs = ['Fast, seed 1', 'Slow, seed 1']
  const written = await ask('compare', ...runs, ...files, '--title', 'A <b>title</b>', '--json')
  expect(written.code).toBe(0)
  v.parse(ComparedRuns, jsonLines(written.output)[0])
  expect(readFileSync(at('a.html'), 'utf8')).toContain('<h1>A &lt;b&gt;title&lt;/b&gt;</h1>')
  expect(readFileSync(at('a.md'), 'utf8')).toContain('# A \\<b\\>title')
  expect(readFileSync(at('a.csv'), 'utf8').trim().split('\n')).toHaveLength(3)

  const again = await ask('compare', ...runs, '--html', at('a.html'))
  expect(again).toMatchObject({ code: 1, output: '' })
  expect(again.errors).toMatch(/a\.html already exists/)
  expect((await ask('compare', ...runs, '--html', at('a.html'), '--force')).code).toBe(0)
})
