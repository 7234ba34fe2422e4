import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { tempDir } from '../temp-dir.ts'
import { digitLab, expectOneLine, folderOfFile, small } from './digit-lab.ts'

/** Does it in a folder that is not there, and sees that it is not there afterwards. */
async function expectNoTrace(line: string, named: RegExp, code: number) {
  const dataDir = join(tempDir(), 'data')
  const ended = await digitLab(dataDir, line.split(' '))
  expectOneLine(ended, named)
  expect(ended.code).toBe(code)
  expect(existsSync(dataDir)).toBe(false)
}

describe('a command about runs, queue or views that makes no sense ends with 2', () => {
  test.each<[string, RegExp]>([
    [
      'runs list --filter eror<2%',
      /--filter "eror<2%": Character 1, "eror": .*did you mean error\?/,
    ],
    ['runs list --filter (a', /--filter "\(a": Character 3, the end: a \) is missing/],
    ['runs list --sort errr', /--sort "errr": there is no column "errr"; did you mean error\?/],
    ['runs list --sort name:up', /--sort "name:up": give COLUMN, COLUMN:asc or COLUMN:desc/],
    ['runs list --columns name,', /--columns "name,": there is no column ""/],
    ['runs list --columns __proto__', /--columns "__proto__": there is no column "__proto__"/],
    ['runs list --limit 0', /--limit "0": Limit must be a whole number from 1/],
    ['runs list --limit 1e9', /--limit "1e9": Limit must be/],
    ['runs list --csv --json', /--csv or --json, not both/],
    ['runs list --archived --deleted', /--archived or --deleted, not both/],
    ['runs list --view=', /--view "": The name of a view has 1 to 60/],
    ['runs rename last', /runs rename needs RUN NAME/],
    ['runs note last', /runs note needs TEXT, - or --clear/],
    ['runs tag last', /runs tag needs --add A,B or --remove C,D/],
    ['runs tag last --add a,,b', /--add "a,,b": A tag has 1 to 40 characters and no comma/],
    ['runs tag --add a', /runs tag needs RUN/],
    ['runs colour last 11', /"11": Colour must be a whole number from 1 to 10/],
    ['runs colour last red', /"red": Colour must be/],
    ['runs pin', /runs pin needs RUN/],
    ['runs archive', /runs archive needs RUN/],
    ['runs unarchive', /runs unarchive needs RUN/],
    ['runs delete', /runs delete needs RUN/],
    ['runs purge --yes', /runs purge needs RUN/],
    ['runs clone', /runs clone needs RUN/],
    ['runs log a b', /"b"/],
    ['runs watch', /runs watch needs RUN/],
    ['queue', /queue needs one more word: queue list, queue add/],
    ['queue add --epochs 0', /--epochs "0": Epochs must be/],
    ['queue add now', /"now"/],
    ['queue move last', /queue move needs --before RUN, --first or --last/],
    ['queue move last --first --last', /Give one of --before, --first and --last/],
    ['queue hold', /queue hold needs RUN/],
    ['queue drop last', /Unknown command "queue drop"/],
    ['views save', /views save needs NAME/],
    ['views save a --group-by colr', /--group-by "colr": .*did you mean colour\?/],
    [
      'views save a --filter lr=x',
      /--filter "lr=x": Character 4, "x": learning-rate takes a number/,
    ],
  ])('%s', (line, named) => expectNoTrace(line, named, 2))
})

describe('runs and views that are not there are named, in a folder without any', () => {
  test.each<[string, RegExp]>([
    ['runs archive abc', /No run "abc"/],
    ['runs unarchive abc', /No run "abc"/],
    ['runs purge abc --yes', /No run "abc"/],
    ['runs rename abc other', /No run "abc"/],
    ['runs note abc text', /No run "abc"/],
    ['runs tag abc --add a', /No run "abc"/],
    ['runs pin abc --off', /No run "abc"/],
    ['runs colour abc 1', /No run "abc"/],
    ['runs clone last', /No run "last"/],
    ['runs log abc', /No run "abc"/],
    ['runs watch last', /No run "last"/],
    ['queue move abc --first', /No run "abc"/],
    ['queue hold abc', /No run "abc"/],
    ['queue release abc', /No run "abc"/],
    ['queue remove abc', /No run "abc"/],
    ['views show best', /No view "best"; there are none yet/],
    ['views delete best', /No view "best"/],
    ['runs list --view best', /No view "best"/],
  ])('%s', (line, named) => expectNoTrace(line, named, 1))
})

describe('runs that are not meant so are named, and left as they are', () => {
  const dataDir = folderOfFile()
  beforeAll(async () => {
    for (const seed of ['1', '2'])
      await digitLab(dataDir, ['train', ...small, '--name', 'Twin', '--seed', seed])
  })
  const listed = async () => (await digitLab(dataDir, ['runs', 'list', '--json'])).output

  test.each<[string, RegExp]>([
    ['runs restore Twin', /No run "Twin" in the bin/],
    ['runs unarchive Twin', /No run "Twin" in the archive/],
    ['runs purge Twin --yes', /No run "Twin" in the bin/],
    ['runs archive last Twin', /"Twin" fits 2 runs: /],
    ['runs delete last nobody', /No run "nobody"/],
    ['queue hold last', /does not wait in the queue \(completed\)/],
    ['queue move last --last', /does not wait in the queue/],
    ['queue remove last', /does not wait in the queue/],
  ])('%s', async (line, named) => {
    const before = await listed()
    const ended = await digitLab(dataDir, line.split(' '))
    expectOneLine(ended, named)
    expect(ended.code).toBe(1)
    expect(await listed()).toBe(before)
  })
})
