import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { tempDir } from '../temp-dir.ts'
import { digitLab, startDigitLab, whenWritten } from './digit-lab.ts'

const small = ['--train-images', '2000', '--epochs', '1', '--hidden', '8']
const grid = ['--train-images', '2000', '--epochs', '1', '--hidden', '8,16']

interface Shown {
  readonly id: string
  readonly state: string
  readonly standings: readonly { readonly values: readonly string[] }[]
  readonly trials: readonly { readonly values: readonly string[]; readonly status: string }[]
}

test('train --repeat trains each seed and tells mean, deviation and interval', async () => {
  const dataDir = tempDir()
  const { code, output } = await digitLab(dataDir, ['train', ...small, '--repeat', '2'])
  expect(code).toBe(0)
  expect(output.match(/^Kept as run/gm)).toHaveLength(2)
  expect(output).toMatch(
    /^Test error \d+\.\d\d ± \d+\.\d\d %, 95 % interval of the mean -?\d+\.\d\d to \d+\.\d\d % \(2 seeds\)$/m,
  )
  const json = await digitLab(dataDir, ['runs', 'list', '--json'])
  const runs = JSON.parse(json.output) as readonly { seed: number; group: { id: string } }[]
  expect(runs.map(({ seed }) => seed)).toEqual([2, 1])
  expect(new Set(runs.map(({ group }) => group.id)).size).toBe(1)
})

test('a sweep says its plan, each run as it ends, and the best values', async () => {
  const dataDir = tempDir()
  const { code, output, errors } = await digitLab(dataDir, ['sweep', ...grid, '--json'])
  expect(code, errors).toBe(0)
  expect(errors).toMatch(/^Sweep \w{10}: 2 runs, \d at once/m)
  expect(errors.match(/^Run \d\/2 hidden (8|16), seed 1: completed, test error/gm)).toHaveLength(2)
  const sweep = JSON.parse(output) as Shown
  expect(sweep.state).toBe('completed')
  expect(sweep.standings).toHaveLength(2)

  const best = await digitLab(dataDir, ['sweeps', 'best', 'last', '--limit', '1'])
  expect(best.output).toContain(sweep.standings[0]?.values[0])
  const shown = await digitLab(dataDir, ['sweeps', 'show', sweep.id])
  expect(shown.output).toMatch(/is completed: 2 of 2 runs done/)
  const list = await digitLab(dataDir, ['sweeps', 'list'])
  expect(list.output).toMatch(/Hidden sweep\s+completed\s+2 of 2 runs done/)
})

test('a dry run makes nothing, and a range may have its scale as a word of its own', async () => {
  const dataDir = tempDir()
  const { code, output, errors } = await digitLab(dataDir, [
    'sweep',
    '--learning-rate',
    '0.0001..0.1',
    'log',
    '--runs',
    '3',
    '--dry-run',
  ])
  expect(code, errors).toBe(0)
  expect(output).toMatch(/^3 runs, /)
  expect((await digitLab(dataDir, ['sweeps', 'list', '--json'])).output.trim()).toBe('[]')
})

const yaml = `name: From a file
config:
  trainImages: 2000
  epochs: 1
sweep:
  hidden: [8, 16-8]
  learningRate: 0.001..0.1 log
runs: 4
repeats: 2
earlyStop: median
`

test.each([
  ['sweep.yaml', yaml],
  [
    'sweep.json',
    JSON.stringify({
      name: 'From a file',
      config: { trainImages: 2000, epochs: 1 },
      sweep: { hidden: [8, [16, 8]], learningRate: '0.001..0.1 log' },
      runs: 4,
      repeats: 2,
      earlyStop: 'median',
    }),
  ],
])('a sweep is read from %s', async (file, text) => {
  const dataDir = tempDir()
  const path = join(dataDir, file)
  writeFileSync(path, text)
  const { code, output, errors } = await digitLab(dataDir, ['sweep', path, '--queue', '--json'])
  expect(code, errors).toBe(0)
  const { id } = JSON.parse(output) as { id: string }
  const shown = await digitLab(dataDir, ['sweeps', 'show', id, '--json'])
  expect(JSON.parse(shown.output)).toMatchObject({
    name: 'From a file',
    planned: 4,
    spec: { earlyStop: 'median', repeats: 2, budget: { kind: 'runs', runs: 4 } },
    counts: { queued: 4 },
  })
})

describe('is refused in one line that names what is wrong:', () => {
  const files: Readonly<Record<string, string>> = {
    'deep.yaml': '['.repeat(100_000),
    'alias.yaml': `a: &a [1,1]\nb: &b [${'*a,'.repeat(9)}*a]\nc: [${'*b,'.repeat(40)}*b]\n`,
    'code.yaml': 'sweep: !!js/function "function () {}"\n',
    'proto.json': '{"__proto__": {"polluted": 1}, "sweep": {"hidden": [1, 2]}}',
    'setting.yaml': 'sweep: {hiden: [1, 2]}\n',
    'single.yaml': 'sweep: {hidden: 5}\n',
    'large.yaml': `# ${'x'.repeat(1_100_000)}`,
    'value.yaml': 'sweep: {batch: [100, 0]}\n',
  }
  test.each([
    [['--hidden', '8,9999'], /^digit-lab: --hidden "9999": Hidden units must be/],
    [['--hidden', '8'], /sweep needs several values or a range/],
    [['--learning-rate', '0.1..0.2'], /A range needs a budget/],
    [['--learning-rate', '0.2..0.1', '--runs', '3'], /--learning-rate "0.2..0.1": a range goes/],
    [['--hidden', '8,16', '--runs', '3'], /budget is for ranges/],
    [['--batch', '1..99', '--runs', '3', '--minutes', '3'], /not both/],
    [['--hidden', '8,16', '--early-stop', 'soon'], /--early-stop "soon": it must be one of/],
    [['--hidden', '8,16', '--repeat', '0'], /--repeat "0": Repeats must be a whole number/],
    [['nothing.yaml'], /Cannot read .*nothing\.yaml: there is no such file/],
    [['deep.yaml'], /deep\.yaml/],
    [['alias.yaml'], /alias\.yaml/],
    [['code.yaml'], /code\.yaml/],
    [['proto.json'], /proto\.json/],
    [['setting.yaml'], /sweep\.hiden: there is no such setting; did you mean hidden\?/],
    [['single.yaml'], /sweep\.hidden "5": give several values or a range/],
    [['large.yaml'], /larger than 1 MB/],
    [['value.yaml'], /sweep\.batch "0": Batch size must be/],
  ])('sweep %j', async (args, message) => {
    const dataDir = tempDir()
    for (const [file, text] of Object.entries(files)) writeFileSync(join(dataDir, file), text)
    const words = args.map((word) => (/\.(yaml|json)$/.test(word) ? join(dataDir, word) : word))
    const { code, output, errors } = await digitLab(dataDir, ['sweep', ...words])
    expect([1, 2]).toContain(code)
    expect(output).toBe('')
    expect(errors).toMatch(message)
    expect(errors.trim()).not.toContain('\n')
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })
})

test('a large sweep needs --yes where nobody can be asked', async () => {
  const seeds = Array.from({ length: 101 }, (_, seed) => seed).join(',')
  const { code, errors } = await digitLab(tempDir(), ['sweep', '--seed', seeds])
  expect(code).toBe(2)
  expect(errors).toMatch(/This makes 101 runs.*; add --yes/)
})

test('an interrupt pauses a sweep, and sweeps resume --now ends it', async () => {
  const dataDir = tempDir()
  const running = startDigitLab(dataDir, [
    'sweep',
    '--train-images',
    '2000',
    '--epochs',
    '6',
    '--hidden',
    '8,16,24,32',
  ])
  await whenWritten(running, 'stdout', /^Run \d\/4/m)
  running.process.kill('SIGINT')
  const { code, output } = await running.ended
  expect(code).toBe(130)
  expect(output).toMatch(/is paused: \d of 4 runs done\ndigit-lab sweeps resume \w{10} goes on/)
  const again = await digitLab(dataDir, ['sweeps', 'resume', 'last', '--now', '--json'])
  expect(again.code, again.errors).toBe(0)
  const { trials } = JSON.parse(again.output) as Shown
  expect(trials.map(({ status }) => status)).toEqual(Array(4).fill('completed'))
})

test('sweeps are paused, stopped, extended and deleted by name', async () => {
  const dataDir = tempDir()
  const asked = ['--dropout', '0..0.5', '--runs', '2', '--name', 'Drops', '--queue']
  expect((await digitLab(dataDir, ['sweep', ...asked])).code).toBe(0)
  const told = async (...words: string[]) => (await digitLab(dataDir, ['sweeps', ...words])).output
  expect(await told('pause', 'Drops')).toMatch(/is paused/)
  expect(await told('resume', 'Drops')).toMatch(/goes on in the queue/)
  expect(await told('extend', 'Drops', '--runs', '2')).toMatch(/extended: 0 of 4 runs done/)
  expect(await told('stop', 'Drops')).toMatch(/is stopped/)
  expect(await told('delete', 'Drops')).toMatch(/Moved the 4 runs/)
  expect((await digitLab(dataDir, ['sweeps', 'show', 'Drops'])).errors).toMatch(/No sweep "Drops"/)
})
