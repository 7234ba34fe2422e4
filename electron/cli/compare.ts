import type { Comparison } from '../contract/entities.ts'
import { command, exitCodes, jsonOption } from './command.ts'
import { findRun } from './find-run.ts'
import { shortened, table } from './print.ts'
import { statusText } from './run-words.ts'
import { duration, lossText, percent } from './words.ts'

const share = (value: number | undefined) => (value === undefined ? '–' : percent(value))
const loss = (score: { readonly loss: number | null } | undefined) =>
  score === undefined ? '–' : lossText(score.loss)

/** Settings that differ, then the results; one column a run. */
function comparisonTable({ runs, differences }: Comparison): readonly string[] {
  const results = [
    ['status', ...runs.map(statusText)],
    ['test error %', ...runs.map((run) => share(run.final?.test.error))],
    ['best test error %', ...runs.map((run) => share(run.best?.test.error))],
    ['test loss', ...runs.map((run) => loss(run.final?.test))],
    ['train error %', ...runs.map((run) => share(run.final?.train.error))],
    ['train loss', ...runs.map((run) => loss(run.final?.train))],
    ...(runs.some(({ handwriting }) => handwriting !== null)
      ? [['handwriting error %', ...runs.map((run) => share(run.handwriting?.error))]]
      : []),
    ['took', ...runs.map((run) => duration(run.seconds))],
  ]
  const settings = differences.map(({ setting, values }) => [setting, ...values])
  const titles = runs.map((run) => ({ title: `${shortened(run.name, 24)} (${run.id})` }))
  return table([{ title: '' }, ...titles], [...settings, ...results])
}

export const compare = command({
  name: 'compare',
  summary: 'Show the settings in which runs differ, and their results side by side',
  operands: { usage: 'RUN RUN…', least: 2, most: 10 },
  options: jsonOption,
  run: async (given, context) => {
    const ids = []
    for (const operand of given.operands) ids.push((await findRun(context, operand)).id)
    const comparison = await (await context.core()).ask('runs.compare', { ids })
    if (given.flag('json')) context.print.json(comparison)
    else for (const line of comparisonTable(comparison)) context.print.line(line)
    return exitCodes.done
  },
})
