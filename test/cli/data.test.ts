import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Dataset, DatasetDetail } from '../../electron/contract/datasets.ts'
import { tinyCsv } from '../fixtures/tiny-csv.ts'
import { tempDir } from '../temp-dir.ts'
import { writeSet } from '../train/idx-files.ts'
import { smallSet } from '../train/small-set.ts'
import { digitLab, folderOfFile, jsonLines, startDigitLab, type Running } from './digit-lab.ts'

const json = (output: string) => jsonLines(output)[0]

describe('data sets of a data folder', () => {
  const dataDir = folderOfFile()
  const csv = () => join(dataDir, 'tiny.csv')

  beforeAll(async () => {
    tinyCsv(dataDir, 50)
    const { code, errors, output } = await digitLab(dataDir, [
      'data',
      'add',
      'tiny',
      '--csv',
      csv(),
    ])
    expect({ code, errors, output }).toEqual({
      code: 0,
      errors: '',
      output: 'Added data set tiny: 40 train and 10 test images of 4 × 4 pixels, 2 classes\n',
    })
  })

  test('are listed, for people and for scripts', async () => {
    const { output } = await digitLab(dataDir, ['data', 'list'])
    const lines = output.trimEnd().split('\n')
    expect(lines[0]).toMatch(/^Name +Kind +Train +Test +Pixels +On disk +Added +Classes$/)
    expect(lines[1]).toMatch(/^mnist +built in +60,000 +10,000 +28 × 28 +– +– +10 \(0, 1, 2/)
    expect(lines[2]).toMatch(/^tiny +own +40 +10 +4 × 4 +898 bytes +20[\d -]+[\d:]+ +2 \(a, b\)$/)
    const { output: data } = await digitLab(dataDir, ['data', 'list', '--json'])
    expect((json(data) as readonly Dataset[]).map(({ id }) => id)).toEqual(['mnist', 'tiny'])
  })

  test('are shown with classes, hashes and sources', async () => {
    const { output } = await digitLab(dataDir, ['data', 'show', 'tiny'])
    expect(output).toMatch(/Class +Train +Test\na +20 +5\nb +20 +5\n/)
    expect(output).toContain(`Made from  `)
    expect(output).toContain(csv())
    const { output: data } = await digitLab(dataDir, ['data', 'show', 'tiny', '--json'])
    const shown = json(data) as DatasetDetail
    expect(shown).toMatchObject({
      id: 'tiny',
      classes: ['a', 'b'],
      counts: { train: [20, 20], test: [5, 5] },
      sources: [{ file: csv() }],
    })
    for (const { sha256 } of shown.files) expect(output).toContain(sha256)
  })

  test('are trained on, named by doctor, and not deleted while a run was made for them', async () => {
    const dataset = ['--dataset', 'tiny', '--hidden', '4', '--batch', '4', '--epochs', '1']
    const trained = await digitLab(dataDir, ['train', ...dataset, '--json'])
    expect(json(trained.output)).toMatchObject({
      status: 'completed',
      config: { dataset: 'tiny' },
    })
    const doctor = await digitLab(dataDir, ['doctor', '--engine', 'cpu'])
    expect(doctor.output).toContain('Data set     tiny, 40 train and 10 test images')
    expect(await digitLab(dataDir, ['data', 'delete', 'tiny'])).toEqual({
      code: 1,
      output: '',
      errors:
        'digit-lab: The data set tiny cannot be deleted: a run was made for it; delete it first\n',
    })
    await digitLab(dataDir, ['runs', 'delete', 'last'])
    expect(await digitLab(dataDir, ['data', 'delete', 'tiny'])).toMatchObject({
      code: 0,
      output: 'Deleted data set tiny\n',
    })
  })
})

test('without any runs, the data set of the application is listed and nothing is made', async () => {
  const dataDir = join(tempDir(), 'none')
  const { output } = await digitLab(dataDir, ['data', 'list', '--json'])
  expect(json(output)).toMatchObject([{ id: 'mnist', train: 60_000, test: 10_000 }])
  expect(existsSync(dataDir)).toBe(false)
})

test('four IDX files make a data set of as many classes as are named', async () => {
  const dataDir = tempDir()
  const files = writeSet(dataDir, { train: smallSet(20), test: smallSet(10) })
  const options = [
    ['--train-images', files.trainImages],
    ['--train-labels', files.trainLabels],
    ['--test-images', files.testImages],
    ['--test-labels', files.testLabels],
  ].flat()
  const added = await digitLab(dataDir, [
    'data',
    'add',
    'idx',
    ...options,
    '--classes',
    '12',
    '--json',
  ])
  expect(json(added.output)).toMatchObject({ id: 'idx', train: 20, test: 10, rows: 28 })
  expect((json(added.output) as Dataset).classes).toHaveLength(12)
})

const idx = '--train-images a --train-labels b --test-images c --test-labels d'

describe('a command line that makes no sense ends with 2 and leaves no trace', () => {
  test.each<[string, RegExp]>([
    ['data add', /data add needs NAME/],
    [
      'data add Fashion --csv a',
      /"Fashion": The name of a data set has 1 to 40 lower-case letters/,
    ],
    ['data add ../x --csv a', /"..\/x": The name of a data set/],
    [
      'data add x',
      /data add needs --train-images, --train-labels, --test-images, --test-labels, or --csv FILE, or --folder DIR/,
    ],
    ['data add x --csv a --folder b', /--csv and --folder do not go together: choose one source/],
    ['data add x --csv a --test-labels b', /--test-labels and --csv do not go together/],
    ['data add x --train-images a --train-labels b --test-images c', /--test-labels is missing/],
    ['data add x --test-csv a', /--csv is missing/],
    ['data add x --csv=', /--csv must not be empty/],
    [
      'data add x --csv a --test-csv b --test-share 0.5',
      /--test-csv and --test-share do not go together/,
    ],
    ['data add x --csv a --invert', /--invert goes with --folder only/],
    [`data add x ${idx} --size 28x28`, /--size goes with --csv or --folder only/],
    [`data add x ${idx} --test-share 0.1`, /--test-share goes with --csv or --folder only/],
    ['data add x --folder a --classes 10', /--classes goes with --train-images or --csv only/],
    [`data add x ${idx} --classes 1`, /--classes "1": it must be a whole number from 2 to 256/],
    [`data add x ${idx} --classes 257`, /--classes "257"/],
    [`data add x ${idx} --classes a,b,a`, /--classes "a,b,a": .*different names/],
    [`data add x ${idx} --classes a,,b`, /--classes "a,,b"/],
    ['data add x --csv a --size 28', /--size "28": it must be ROWSxCOLUMNS, each from 4 to 64/],
    ['data add x --csv a --size 3x28', /--size "3x28"/],
    ['data add x --csv a --size 28x65', /--size "28x65"/],
    [
      'data add x --csv a --test-share 0',
      /--test-share "0": Test share must be a number from 0.01 to 0.9/,
    ],
    ['data add x --csv a --test-share 20%', /--test-share "20%": Test share must be/],
    ['data show', /data show needs NAME/],
    ['data delete x y', /Unexpected argument "y"/],
  ])('%s', async (line, named) => {
    const dataDir = join(tempDir(), 'none')
    const { code, output, errors } = await digitLab(dataDir, line.split(' '))
    expect({ code, output }).toEqual({ code: 2, output: '' })
    expect(errors).toMatch(/^digit-lab: [^\n]+\n$/)
    expect(errors).toMatch(named)
    expect(existsSync(dataDir)).toBe(false)
  })
})

test.each([
  ['show', 'letters', /No data set "letters"; data sets are mnist\n/],
  ['delete', 'mnits', /No data set "mnits"; did you mean mnist\?; data sets are mnist\n/],
  ['delete', 'mnist', /The data set mnist is built in and cannot be deleted\n/],
])('data %s %s ends with 1 and one line', async (word, name, why) => {
  const { code, output, errors } = await digitLab(tempDir(), ['data', word, name])
  expect({ code, output }).toEqual({ code: 1, output: '' })
  expect(errors).toMatch(why)
})

test('a folder that is divided already takes no test share', async () => {
  const folder = tempDir()
  for (const part of ['train', 'test']) mkdirSync(join(folder, part))
  const args = ['data', 'add', 'x', '--folder', folder, '--test-share', '0.3']
  expect(await digitLab(tempDir(), args)).toMatchObject({
    code: 2,
    errors: `digit-lab: ${folder} has the folders train and test already, so no test share can be taken\n`,
  })
})

describe('an adding that is ended in the middle', () => {
  /** So many lines that it takes some seconds. */
  const manyLines = (dir: string): string => {
    const file = join(dir, 'many.csv')
    writeFileSync(file, 'a,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16\n'.repeat(500_000))
    return file
  }
  const datasets = (dataDir: string) => join(dataDir, 'datasets')
  const names = (dataDir: string) =>
    existsSync(datasets(dataDir)) ? readdirSync(datasets(dataDir)) : []

  async function begun(dataDir: string): Promise<Running> {
    const running = startDigitLab(dataDir, ['data', 'add', 'many', '--csv', manyLines(dataDir)])
    await expect.poll(() => names(dataDir), { interval: 20 }).toHaveLength(1)
    return running
  }

  test('by Ctrl+C leaves nothing, and says so', async () => {
    const dataDir = tempDir()
    const running = await begun(dataDir)
    running.process.kill('SIGINT')
    expect(await running.ended).toEqual({
      code: 130,
      output: '',
      errors: 'Stopped; nothing was added\n',
    })
    expect(names(dataDir)).toEqual([])
  })

  test('by force leaves what the next program clears away', async () => {
    const dataDir = tempDir()
    const running = await begun(dataDir)
    running.process.kill('SIGKILL')
    await running.ended
    expect(names(dataDir)).toHaveLength(1)
    const { output } = await digitLab(dataDir, ['data', 'list', '--json'])
    expect(json(output)).toHaveLength(1)
    expect(names(dataDir)).toEqual([])
  })
})
