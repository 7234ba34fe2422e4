import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { tempDir } from '../temp-dir.ts'
import { digitLab, expectOneLine, folderOfFile, jsonLines, small } from './digit-lab.ts'

describe('a command line that makes no sense ends with 2 and leaves no trace', () => {
  test.each<[string, RegExp]>([
    ['', /No command given; commands are train, /],
    ['trian', /"trian"; did you mean train\?/],
    ['runs', /runs needs one more word: runs list, runs show/],
    ['runs lst', /"runs lst"; did you mean runs list\?/],
    ['--nonsense', /--nonsense/],
    ['train -x', /Unknown option -x/],
    ['train extra', /"extra"/],
    ['presets', /presets needs one more word: presets list, presets save/],
    ['presets save', /presets save needs NAME/],
    ['presets save Tiny', /"Tiny": A preset name has 1 to 40 lower-case letters/],
    ['presets save tiny --epochs 0', /--epochs "0": Epochs must be/],
    ['presets save tiny --name x', /Unknown option --name for presets save/],
    ['presets delete a b', /"b"/],
    ['evaluate', /evaluate needs RUN/],
    ['evaluate a b', /"b"/],
    ['evaluate last --data ../x', /--data "\.\.\/x": The name of a data set has/],
    ['evaluate last --epoch 0', /--epoch "0": An epoch must be a whole number from 1/],
    ['errors', /errors needs RUN \[RUN\]/],
    ['errors a b c', /"c"/],
    ['errors last --limit 0', /--limit "0": Limit must be a whole number from 1/],
    ['errors last --order best', /--order "best": Order must be one of surest, least-sure/],
    ['errors last --export=', /--export must not be empty/],
    ['errors last --export x.zip', /--export "x\.zip": must be a folder/],
    ['errors a b --true 4', /--true is for the images of one run, not of two/],
    ['pause', /pause needs RUN/],
    ['pause a b', /"b"/],
    ['resume --queue', /resume needs RUN/],
    ['stop', /stop needs RUN/],
    ['extend last', /extend needs --epochs N/],
    ['extend last --epochs 0', /--epochs "0": Epochs to add must be a whole number from 1 to 1000/],
    ['extend last --epochs 1.5', /--epochs "1\.5"/],
    ['set last', /set needs --learning-rate X/],
    [
      'set last --learning-rate 0',
      /--learning-rate "0": Learning rate must be a number from 0\.0000001/,
    ],
    ['set last --learning-rate fast', /--learning-rate "fast": Learning rate must be/],
    ['set last --epochs 3', /Unknown option --epochs for set/],
    ['runs verify', /runs verify needs RUN/],
    ['runs reproduce last --then', /Unknown option --then/],
    ['checkpoints', /checkpoints needs one more word: checkpoints list, checkpoints prune/],
    ['checkpoints prune', /checkpoints prune needs RUN/],
    ['runs list last', /"last"/],
    ['runs show', /runs show needs RUN/],
    ['runs show a b', /"b"/],
    ['runs metrics last --csv --json', /--csv or --json, not both/],
    ['compare last --baseline', /--baseline needs a value/],
    ['export last', /--output PATH/],
    ['predict last', /--strokes FILE or --images FILE/],
    ['predict last --strokes a --images b', /--strokes FILE or --images FILE/],
    ['predict last --strokes a --epochs --all', /--epochs is of one run/],
    ['predict last --strokes a --epoch 0', /--epoch "0"/],
    ['prepare', /--strokes FILE/],
    ['serve --port 65536', /--port "65536": .*65535/],
    ['serve --host 0.0.0.0', /Unknown option --host for serve/],
    ['doctor --engine quantum', /--engine "quantum": Engine must be one of native, wasm, cpu/],
  ])('%s', async (line, named) => {
    const dataDir = join(tempDir(), 'data')
    const ended = await digitLab(dataDir, line === '' ? [] : line.split(' '))
    expectOneLine(ended, named)
    expect(ended.code).toBe(2)
    expect(existsSync(dataDir)).toBe(false)
  })
})

describe('what is not there is named, in a folder without runs and without making one', () => {
  test.each<[string, RegExp]>([
    ['runs show last', /No run "last"/],
    ['runs metrics abc', /No run "abc"/],
    ['runs delete abc', /No run "abc"/],
    ['runs restore abc', /No run "abc"/],
    ['pause abc', /No run "abc"/],
    ['resume last', /No run "last"/],
    ['resume abc --queue', /No run "abc"/],
    ['stop abc', /No run "abc"/],
    ['extend last --epochs 1', /No run "last"/],
    ['set last --learning-rate 0.1', /No run "last"/],
    ['runs verify abc', /No run "abc"/],
    ['runs reproduce abc --now', /No run "abc"/],
    ['checkpoints list abc', /No run "abc"/],
    ['checkpoints prune last', /No run "last"/],
    ['presets delete tiny', /No preset "tiny"; presets are reference, robust/],
    ['presets delete robust', /The preset robust is built in/],
    ['train --config absent.json', /absent\.json: there is no such file/],
    ['train --config .', /\.: it is a folder/],
    ['train --config README.md', /README\.md is not JSON/],
    ['compare a b', /No run "a"/],
    ['export last --output model.zip', /No run "last"/],
    ['prepare --strokes absent.jsonl', /absent.jsonl: there is no such file/],
    ['prepare --strokes .', /\.: it is a folder/],
    ['predict last --strokes absent.jsonl', /absent.jsonl: there is no such file/],
    ['predict last --images absent.png', /No run "last"/],
  ])('%s', async (line, named) => {
    const dataDir = join(tempDir(), 'data')
    const ended = await digitLab(dataDir, line.split(' '))
    expectOneLine(ended, named)
    expect(ended.code).toBe(1)
    expect(existsSync(dataDir)).toBe(false)
  })

  test('a configuration that says what is not allowed', async () => {
    const dataDir = join(tempDir(), 'data')
    const refused = (config: unknown) =>
      digitLab(dataDir, ['train', '--config', '-', '--json'], JSON.stringify(config))
    const tooLarge = await refused({ config: { learningRate: 11 } })
    expectOneLine(
      tooLarge,
      /standard input: config\.learningRate 11: Learning rate must be a number/,
    )
    expect(tooLarge.code).toBe(2)
    const unknown = await refused({ 'a\u001b[31mb': 1 })
    expectOneLine(unknown, /standard input: ab 1: there is no such setting/)
    expect(unknown.code).toBe(2)
    expect(existsSync(dataDir)).toBe(false)
  })

  test('a broken first line of a file', async () => {
    const dataDir = join(tempDir(), 'data')
    const ended = await digitLab(dataDir, ['prepare', '--strokes', '-'], '{"strokes":')
    expectOneLine(ended, /standard input, line 1: not JSON/)
    expect(ended.code).toBe(1)
    expect(existsSync(dataDir)).toBe(false)
  })

  test('an empty list is no failure', async () => {
    const dataDir = join(tempDir(), 'data')
    expect(await digitLab(dataDir, ['runs', 'list', '--json'])).toEqual({
      code: 0,
      output: '[]\n',
      errors: '',
    })
    expect(existsSync(dataDir)).toBe(false)
  })
})

describe('in a folder with runs', () => {
  const dataDir = folderOfFile()
  beforeAll(async () => {
    for (const seed of ['1', '2'])
      await digitLab(dataDir, ['train', ...small, '--name', 'Twin', '--seed', seed])
  })

  /** Names of all files, and the hash of the database. */
  const contents = () => [
    readdirSync(dataDir, { recursive: true }).map(String).sort(),
    createHash('sha256')
      .update(readFileSync(join(dataDir, 'lab.db')))
      .digest('hex'),
  ]

  test.each<[string, RegExp]>([
    ['runs show nobody', /No run "nobody"/],
    ['runs show Twin', /"Twin" fits 2 runs: /],
    ['runs delete Twin', /"Twin" fits 2 runs: /],
    ['runs stop last', /has ended already \(completed\)/],
    ['stop last', /has ended already \(completed\)/],
    ['pause last', /has ended already \(completed\)/],
    ['resume last', /has completed; extend it first/],
    ['resume last --queue', /has completed; extend it first/],
    ['set last --learning-rate 0.1', /has completed; extend it first/],
    ['extend Twin --epochs 1', /"Twin" fits 2 runs: /],
    ['presets save robust', /The preset robust belongs to the application/],
    ['presets delete tiny', /No preset "tiny"/],
    ['runs restore abc', /No run "abc" in the bin/],
    ['predict last --images absent.png', /absent.png: there is no such file/],
    ['predict last --images package.json', /Cannot read package.json: /],
    ['predict last --epoch 9 --strokes test/fixtures/strokes.jsonl', /no checkpoint of epoch 9/],
    ['export last --output package.json/model.zip', /package\.json\/model\.zip/],
  ])('%s', async (line, named) => {
    const before = contents()
    const ended = await digitLab(dataDir, line.split(' '))
    expectOneLine(ended, named)
    expect(ended.code).toBe(1)
    expect(contents()).toEqual(before)
  })

  test('a file whose later line is broken is answered up to there', async () => {
    const lines = '{"strokes":[[[0,0],[9,9]]]}\n'.repeat(600)
    const ended = await digitLab(
      dataDir,
      ['predict', 'last', '--strokes', '-', '--json'],
      `${lines}{"strokes":7}\n`,
    )
    expect(ended.code).toBe(1)
    expect(ended.errors).toMatch(/^digit-lab: standard input, line 601: strokes: [^\n]+\n$/)
    expect(jsonLines(ended.output)).toHaveLength(500)
  })
})

test('a data folder that cannot be one is named', async () => {
  const file = join(tempDir(), 'file')
  writeFileSync(file, '')
  const ended = await digitLab(join(file, 'data'), ['train', ...small])
  expectOneLine(ended, /data folder .*file\/data/)
  expect(ended.code).toBe(1)
})
