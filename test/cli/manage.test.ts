import { csvParse } from 'd3-dsv'
import { PassThrough } from 'node:stream'
import * as v from 'valibot'
import { beforeAll, expect, test } from 'vitest'
import { isConfirmed } from '../../electron/cli/standard-input.ts'
import { tempDir } from '../temp-dir.ts'
import { digitLab, folderOfFile, jsonLines, small } from './digit-lab.ts'
import { CompletedRun, ListedRuns, Queue, SavedViews } from './shapes.ts'

const hostile = '=cmd("a"),<img src=x onerror=alert(1)>\u202e'

async function ask(dataDir: string, ...args: readonly string[]) {
  const ended = await digitLab(dataDir, args)
  expect(ended, args.join(' ')).toMatchObject({ code: 0, errors: '' })
  return ended.output
}

const dataOf = async (dataDir: string, ...args: readonly string[]) =>
  jsonLines(await ask(dataDir, ...args, '--json'))[0]

const namesOf = async (dataDir: string, ...args: readonly string[]) =>
  v
    .parse(ListedRuns, await dataOf(dataDir, 'runs', 'list', ...args, '--columns', 'name'))
    .map(({ name }) => name)

/** Waiting runs of these names, the last one added last. */
async function folderWith(...names: readonly string[]): Promise<string> {
  const dataDir = tempDir()
  for (const name of names) await ask(dataDir, 'queue', 'add', `--name=${name}`)
  return dataDir
}

const queueOf = async (dataDir: string) =>
  v.parse(Queue, await dataOf(dataDir, 'queue', 'list')).map(({ name }) => name)

test('what is said of runs can be changed, of several at once', async () => {
  const dataDir = await folderWith('one', 'two')
  await ask(dataDir, 'runs', 'rename', 'one', 'first')
  await ask(dataDir, 'runs', 'tag', 'first', 'two', '--add', 'mnist, wide,mnist')
  await ask(dataDir, 'runs', 'tag', 'two', '--remove', 'wide', '--add', 'narrow')
  await ask(dataDir, 'runs', 'pin', 'first', 'two')
  await ask(dataDir, 'runs', 'pin', 'two', '--off')
  await ask(dataDir, 'runs', 'colour', 'first', '7')
  await ask(dataDir, 'runs', 'note', 'first', 'seen')
  const { code } = await digitLab(dataDir, ['runs', 'note', 'two', '-'], 'line 1\n\nline 2\n')
  expect(code).toBe(0)
  const columns = ['--sort', 'name', '--columns', 'name,tags,pinned,note']
  expect(await dataOf(dataDir, 'runs', 'list', ...columns)).toEqual([
    { name: 'first', tags: ['mnist', 'wide'], pinned: true, note: 'seen' },
    { name: 'two', tags: ['mnist', 'narrow'], pinned: false, note: 'line 1\n\nline 2' },
  ])
  expect(await namesOf(dataDir, '--filter', 'colour = 7')).toEqual(['first'])
  await ask(dataDir, 'runs', 'note', 'first', '--clear')
  expect(await namesOf(dataDir, '--filter', 'note = none')).toEqual(['first'])
})

test('several runs move to the archive, to the bin, and back', async () => {
  const dataDir = await folderWith('one', 'two', 'three')
  await ask(dataDir, 'queue', 'remove', 'one', 'two')
  expect(await ask(dataDir, 'runs', 'archive', 'one', 'two')).toMatch(
    /^Archived run \S+ "one"; digit-lab runs unarchive \S+ undoes it\nArchived run \S+ "two"/,
  )
  expect(await namesOf(dataDir)).toEqual(['three'])
  expect(await namesOf(dataDir, '--archived')).toEqual(['two', 'one'])
  await ask(dataDir, 'runs', 'unarchive', 'one')
  expect(await namesOf(dataDir)).toEqual(['three', 'one'])
  await ask(dataDir, 'runs', 'delete', 'one', 'two', 'three', 'one')
  expect(await namesOf(dataDir, '--deleted')).toEqual(['three', 'two', 'one'])
  await ask(dataDir, 'runs', 'restore', 'three', 'one')
  expect(await namesOf(dataDir)).toEqual(['three', 'one'])
})

test('purge says what would go and asks; without anybody to ask it needs --yes', async () => {
  const dataDir = tempDir()
  await digitLab(dataDir, ['train', ...small, '--name', 'big'])
  await ask(dataDir, 'queue', 'add', '--name', 'kept')
  await ask(dataDir, 'runs', 'delete', 'big', 'kept')
  const refused = await digitLab(dataDir, ['runs', 'purge', 'big'])
  expect(refused).toMatchObject({ code: 2, output: '' })
  expect(refused.errors).toMatch(
    /^digit-lab: runs purge would delete 1 run, [\d.]+ kB of checkpoints, for good; add --yes\n$/,
  )
  expect(await namesOf(dataDir, '--deleted')).toEqual(['kept', 'big'])
  const [purged] = jsonLines(await ask(dataDir, 'runs', 'purge', 'big', '--yes', '--json'))
  const { ids, freed } = v.parse(v.object({ ids: v.array(v.string()), freed: v.number() }), purged)
  expect(ids).toHaveLength(1)
  expect(freed).toBeGreaterThan(100_000)
  expect(await namesOf(dataDir, '--deleted')).toEqual(['kept'])
})

test.each([
  ['y\n', true],
  ['YES\n', true],
  ['\n', false],
  ['yesterday\n', false],
  ['', false],
])('the answer %j to a question', async (answer, isYes) => {
  const [input, output] = [new PassThrough(), new PassThrough()]
  input.end(answer)
  expect(await isConfirmed('Delete 2 runs?', input, output)).toBe(isYes)
  expect(String(output.read())).toBe('Delete 2 runs? [y/N] ')
})

test('the queue is put into another order, held, released and left', async () => {
  const dataDir = await folderWith('a', 'b', 'c')
  expect(await queueOf(dataDir)).toEqual(['a', 'b', 'c'])
  expect(await ask(dataDir, 'queue', 'move', 'c', '--first')).toMatch(/is at place 1 of 3$/m)
  await ask(dataDir, 'queue', 'move', 'a', '--last')
  expect(await queueOf(dataDir)).toEqual(['c', 'b', 'a'])
  await ask(dataDir, 'queue', 'move', 'a', '--before', 'b')
  expect(await queueOf(dataDir)).toEqual(['c', 'a', 'b'])
  await ask(dataDir, 'queue', 'hold', 'a', 'b')
  expect(await ask(dataDir, 'queue', 'list')).toMatch(/^2 {2}\S{10} {2}a +held/m)
  expect(await namesOf(dataDir, '--filter', 'held', '--sort', 'name')).toEqual(['a', 'b'])
  await ask(dataDir, 'queue', 'release', 'b')
  expect(await namesOf(dataDir, '--filter', 'held')).toEqual(['a'])
  await ask(dataDir, 'queue', 'remove', 'a', 'c')
  expect(await queueOf(dataDir)).toEqual(['b'])
  expect(await namesOf(dataDir, '--filter', 'status = stopped', '--sort', 'name')).toEqual([
    'a',
    'c',
  ])
})

test('a clone trains with the settings of a run, but for those that are named', async () => {
  const dataDir = tempDir()
  await digitLab(dataDir, ['train', ...small, '--dropout', '0.1', '--name', 'first'])
  const cloned = await ask(dataDir, 'runs', 'clone', 'first', '--seed', '7', '--no-keep-best')
  expect(cloned).toMatch(
    /^As run \S+ "first": --hidden 16 --epochs 1 --dropout 0\.1 --train-images 2000 --seed 7\n/,
  )
  const runs = v.parse(v.array(CompletedRun), await dataOf(dataDir, 'runs', 'list'))
  expect(runs.map(({ config: { dropout, seed } }) => [dropout, seed])).toEqual([
    [0.1, 7],
    [0.1, 1],
  ])
})

test('a view keeps filter, order and columns for the list', async () => {
  const dataDir = await folderWith('wide b', 'narrow', 'wide a')
  const look = ['--filter', 'wide', '--sort', 'name:desc', '--columns', 'name,LR']
  await ask(dataDir, 'views', 'save', 'Wide ones', ...look, '--group-by', 'hidden')
  const view = {
    filter: 'wide',
    sort: { by: 'name', isDescending: true },
    columns: [{ key: 'name' }, { key: 'learning-rate' }],
    groupBy: 'hidden',
  }
  expect(v.parse(SavedViews, await dataOf(dataDir, 'views', 'list'))).toEqual([
    { name: 'Wide ones', view },
  ])
  expect(await dataOf(dataDir, 'views', 'show', 'Wide ones')).toEqual(view)
  expect(await ask(dataDir, 'runs', 'list', '--view', 'Wide ones')).toMatch(
    /^Name +Learning rate\nwide b +0\.001\nwide a +0\.001\n$/,
  )
  expect(await namesOf(dataDir, '--view', 'Wide ones', '--sort', 'name')).toEqual([
    'wide a',
    'wide b',
  ])
  await ask(dataDir, 'views', 'delete', 'Wide ones')
  expect((await digitLab(dataDir, ['runs', 'list', '--view', 'Wide ones'])).errors).toMatch(
    /^digit-lab: No view "Wide ones"; there are none yet\n$/,
  )
})

const listDir = folderOfFile()

beforeAll(async () => {
  await digitLab(listDir, ['train', ...small, '--name', 'trained'])
  await ask(listDir, 'queue', 'add', '--learning-rate=0.01', '--name', 'waits')
  await ask(listDir, 'queue', 'add', '--optimizer', 'sgd', `--name=${hostile}`)
  await ask(listDir, 'runs', 'note', 'last', '+1\nline 2')
})

test('the list is filtered, sorted and cut short', async () => {
  const names = (...args: readonly string[]) => namesOf(listDir, ...args)
  expect(await names()).toEqual([hostile, 'waits', 'trained'])
  expect(await names('--filter', 'error < 100%')).toEqual(['trained'])
  expect(await names('--filter', 'lr = 0.01 or optimizer = sgd')).toEqual([hostile, 'waits'])
  expect(await names('--filter', 'wait lr>0')).toEqual(['waits'])
  expect(await names('--filter', 'created > 1h', '--limit', '1')).toEqual([hostile])
  expect(await names('--sort', 'created:asc')).toEqual(['trained', 'waits', hostile])
  expect(await names('--sort', 'error', '--limit', '1')).toEqual(['trained'])
  expect(await names('--sort', 'error:desc', '--limit', '1')).toEqual(['trained'])
  const none = await digitLab(listDir, ['runs', 'list', '--filter', 'nothing like it'])
  expect(none).toEqual({ code: 0, output: '', errors: 'No run fits\n' })
  const archive = await digitLab(listDir, ['runs', 'list', '--archived'])
  expect(archive).toEqual({ code: 0, output: '', errors: 'No runs in the archive\n' })
})

test('the list as CSV has every column, and no cell is a formula', async () => {
  const rows = csvParse(await ask(listDir, 'runs', 'list', '--csv', '--sort', 'created'))
  expect(rows).toHaveLength(3)
  expect(rows.columns).toContain('learning-rate')
  expect(rows[0]).toMatchObject({ name: 'trained', status: 'completed', seed: '1' })
  expect(Number(rows[0]?.['test-error'])).toBeLessThan(1)
  expect(rows[2]).toMatchObject({
    name: `'${hostile.replace('\u202e', ' ')}`,
    note: "'+1\nline 2",
    'test-error': '',
  })
  const some = await ask(listDir, 'runs', 'list', '--csv', '--columns', 'seed,name', '--limit', '2')
  expect(csvParse(some).columns).toEqual(['seed', 'name'])
})
