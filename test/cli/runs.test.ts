import * as v from 'valibot'
import { beforeAll, expect, test } from 'vitest'
import { digitLab, folderOfFile, jsonLines, small, type Ended } from './digit-lab.ts'
import { ComparedRuns } from './comparison-shapes.ts'
import { CompletedRun, CompletedRunDetail, Metrics, Report } from './shapes.ts'

const dataDir = folderOfFile()
const hostileName = 'Red\u001b[31m\u202e\u009b2J'
const hostileNote = 'first line\nsecond\u0007 line'

beforeAll(async () => {
  await digitLab(dataDir, ['train', ...small, '--name', 'Plain'])
  await digitLab(dataDir, [
    'train',
    ...small,
    '--seed=2',
    '--name',
    hostileName,
    '--note',
    hostileNote,
  ])
})

function expectData({ code, output, errors }: Ended): readonly unknown[] {
  expect(errors).toBe('')
  expect(code).toBe(0)
  return jsonLines(output)
}

const ask = (...args: readonly string[]) => digitLab(dataDir, args)

test('runs list --json is an array of runs, newest first', async () => {
  const [list] = expectData(await ask('runs', 'list', '--json'))
  const runs = v.parse(v.array(CompletedRun), list)
  expect(runs.map(({ name }) => name)).toEqual([hostileName, 'Plain'])
  const [found] = expectData(await ask('runs', 'list', '--json', '--search', 'plain'))
  expect(v.parse(v.array(CompletedRun), found).map(({ name }) => name)).toEqual(['Plain'])
})

test('a run is found by id, beginning of an id, name and last', async () => {
  const show = async (run: string) =>
    v.parse(CompletedRunDetail, expectData(await ask('runs', 'show', run, '--json'))[0])
  const { id, note } = await show('last')
  expect(note).toBe(hostileNote)
  expect((await show(id)).id).toBe(id)
  expect((await show(id.slice(0, 9))).id).toBe(id)
  expect((await show('Plain')).name).toBe('Plain')
})

test('names and notes cannot steer the terminal, in tables or in JSON', async () => {
  for (const args of [
    ['runs', 'list'],
    ['runs', 'list', '--json'],
    ['runs', 'show', 'last'],
    ['compare', 'last', 'Plain'],
  ]) {
    const { code, output } = await ask(...args)
    expect(code).toBe(0)
    expect(output).toContain('Red')
    expect(output.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u)
  }
})

test('runs metrics gives every point as JSON, as CSV and as a table', async () => {
  const [json] = expectData(await ask('runs', 'metrics', 'Plain', '--json'))
  const { points } = v.parse(Metrics, json)
  expect(points.at(-1)?.step).toBe(20)
  const csv = (await ask('runs', 'metrics', 'Plain', '--csv')).output.trim().split('\n')
  expect(csv[0]).toBe('step,seconds,images,loss,error')
  expect(csv.slice(1).map((line) => Number(line.split(',')[0]))).toEqual(
    points.map(({ step }) => step),
  )
  expect((await ask('runs', 'metrics', 'Plain')).output.trim().split('\n')).toHaveLength(
    points.length + 1,
  )
})

test('compare shows the settings that differ and the results side by side', async () => {
  const [json] = expectData(await ask('compare', 'Plain', 'last', '--json'))
  const { runs, differences } = v.parse(ComparedRuns, json)
  expect(runs).toHaveLength(2)
  expect(differences).toEqual([{ setting: 'seed', values: ['1', '2'] }])
  const { output } = await ask('compare', 'Plain', 'last')
  expect(output).toMatch(/^seed +1 +2$/m)
  expect(output).toMatch(/^test error % +\d+\.\d\d +\d+\.\d\d$/m)
})

test('a deleted run leaves the list and can be taken back', async () => {
  const names = async (...options: readonly string[]) => {
    const [list] = expectData(await ask('runs', 'list', '--json', ...options))
    return v.parse(v.array(CompletedRun), list).map(({ name }) => name)
  }
  const [deletable] = expectData(
    await ask('train', ...small, '--name', 'Gone', '--json').then((ended) => ({
      ...ended,
      errors: '',
    })),
  )
  const { id } = v.parse(v.object({ id: v.string() }), deletable)
  expect((await ask('runs', 'delete', 'Gone')).output).toContain(`runs restore ${id}`)
  expect(await names()).not.toContain('Gone')
  expect(await names('--deleted')).toEqual(['Gone'])
  expect((await ask('runs', 'restore', id)).code).toBe(0)
  expect(await names()).toContain('Gone')
  expect((await ask('runs', 'delete', id)).code).toBe(0)
})

test('doctor shows engine, versions, data and what to do', async () => {
  const [json] = expectData(await ask('doctor', '--json'))
  const report = v.parse(Report, json)
  expect(report.dataDir).toBe(dataDir)
  expect(report.datasets[0]?.files.map(({ ok }) => ok)).toEqual([true, true, true, true])
  const { code, output } = await ask('doctor')
  expect(code).toBe(0)
  for (const fact of [report.version, report.node, report.sqlite.version, dataDir, 'MNIST'])
    expect(output).toContain(fact)
  for (const { todo } of report.problems) expect(output).toContain(todo)
})

test('--version and --help answer on standard output', async () => {
  expect((await ask('--version')).output).toMatch(/^\d+\.\d+\.\d+\n$/)
  const { code, output, errors } = await ask('train', '--help')
  expect([code, errors]).toEqual([0, ''])
  expect(output).toContain('--learning-rate')
})
