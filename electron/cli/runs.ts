import { csvFormat } from 'd3-dsv'
import { finishedEpochs, type RunDetail } from '../contract/entities.ts'
import { engineInWords } from '../contract/engine-words.ts'
import { AppError } from '../contract/errors.ts'
import { knownSettings } from '../contract/imports.ts'
import { changedSettings, settingText } from '../contract/setting-words.ts'
import { command, exitCodes, jsonOption, oneRun } from './command.ts'
import { findingsSection } from './finding-lines.ts'
import { findRun } from './find-run.ts'
import { madeByLines } from './made-by.ts'
import { table } from './print.ts'
import { epochTable, resultTable, reasonOf, statusText } from './run-words.ts'
import { settingTitle, type Setting } from './setting-options.ts'
import { duration, lossText, moment, percent, size, whole } from './words.ts'

/** Settings that have a line of their own whatever they are; of the others those that differ from the reference. */
const usual: readonly Setting[] = [
  'hidden',
  'activation',
  'optimizer',
  'learningRate',
  'batch',
  'seed',
  'trainImages',
]

function settingFacts(run: RunDetail): readonly (readonly [string, string])[] {
  const { config } = run
  const changed = changedSettings(config)
  const shown = knownSettings(run).filter(
    (setting) => usual.includes(setting) || changed.includes(setting),
  )
  return shown
    .filter((setting) => setting !== 'epochs')
    .map((setting) => [settingTitle(setting), settingText(config, setting)] as const)
}

/** What happened on the way, and what can still happen. */
const lifeFacts = (run: RunDetail): readonly (readonly [string, string])[] => [
  ...run.rateChanges.map(
    ({ step, learningRate }) =>
      ['Rate changed', `${String(learningRate)} from step ${whole(step)} on`] as const,
  ),
  ...(run.reproduces === null ? [] : ([['Repeats', run.reproduces]] as const)),
  ['Can go on', run.canResume ? 'yes' : 'no'],
]

/** Lines under one title. */
const titled = (title: string, lines: readonly string[]) =>
  lines.map((line, index) => [index === 0 ? title : '', line] as const)

/** How far it was trained here; of an imported run where it comes from instead. */
function courseFacts(run: RunDetail): readonly (readonly [string, string])[] {
  const { origin } = run
  if (origin.kind === 'imported')
    return [
      ['Imported from', `${origin.fileName} (${origin.format})`],
      ['File SHA-256', origin.sha256],
      ...titled('Assumed', origin.assumed),
      ...lifeFacts(run),
      ['Imported', moment(run.createdAt)],
    ]
  return [
    ['Epochs', `${whole(finishedEpochs(run))} of ${whole(run.progress.epochs)}`],
    ['Steps', `${whole(run.progress.step)} of ${whole(run.progress.steps)}`],
    ...lifeFacts(run),
    ['Engine', run.engine ? engineInWords(run.engine) : '–'],
    ['Created', moment(run.createdAt)],
    ['Took', duration(run.seconds)],
  ]
}

const factsOf = (run: RunDetail): readonly (readonly [string, string])[] => [
  ['Id', run.id],
  ['Name', run.name],
  ['Status', [statusText(run), reasonOf(run)].filter((text) => text !== '').join(': ')],
  ...settingFacts(run),
  ...courseFacts(run),
  ['Weights SHA-256', run.weightsSha256 ?? '–'],
  ['Checkpoints', `${whole(run.checkpoints.length)}, ${size(run.bytes)}`],
  ...titled('Made by', madeByLines(run.stints)),
  ...titled('Note', run.note.split('\n')),
]

export const runsShow = command({
  name: 'runs show',
  summary: 'Show everything about a run',
  operands: oneRun,
  options: jsonOption,
  run: async (given, context) => {
    const { print } = context
    const { id } = await findRun(context, given.operands[0] ?? '')
    const run = await (await context.core()).ask('runs.show', { id })
    if (given.flag('json')) {
      print.json(run)
      return exitCodes.done
    }
    const facts = factsOf(run).map(([title, value]) => `${title.padEnd(16)} ${value}`.trimEnd())
    const epochs = run.epochs.length > 0 ? ['', ...epochTable(run), '', ...resultTable(run)] : []
    for (const line of [...facts, ...epochs, '', ...findingsSection(run)]) print.line(line)
    return exitCodes.done
  },
})

/** Of a run with more, the least and the greatest loss of each stretch are printed. */
const mostPoints = 2000

export const runsMetrics = command({
  name: 'runs metrics',
  summary: `Print the running loss and error of a run, at most ${whole(mostPoints)} points`,
  operands: oneRun,
  options: {
    csv: { type: 'boolean', help: 'comma-separated values; errors are shares from 0 to 1' },
    ...jsonOption,
  },
  run: async (given, context) => {
    const { print } = context
    if (given.flag('csv') && given.flag('json'))
      throw new AppError('bad-input', 'Give --csv or --json, not both')
    const { id } = await findRun(context, given.operands[0] ?? '')
    const [metrics] = await (
      await context.core()
    ).ask('runs.metrics', { ids: [id], most: mostPoints })
    const points = metrics?.points ?? []
    const columns = ['step', 'seconds', 'images', 'loss', 'error'] as const
    if (given.flag('json')) print.json({ id, points })
    else if (given.flag('csv'))
      for (const line of csvFormat([...points], [...columns]).split('\n')) print.line(line)
    else {
      const rows = points.map((point) => [
        whole(point.step),
        point.seconds.toFixed(2),
        lossText(point.loss),
        percent(point.error),
      ])
      const titles = ['Step', 'Seconds', 'Loss', 'Error %']
      for (const line of table(
        titles.map((title) => ({ title, right: true })),
        rows,
      ))
        print.line(line)
    }
    return exitCodes.done
  },
})
