import * as v from 'valibot'
import { reportFormats, type CompareRuns } from '../contract/comparison.ts'
import { RunName, RunNote } from '../contract/entities.ts'
import { writeNew } from '../formats/write-new.ts'
import { checkedValue } from './arguments.ts'
import { command, exitCodes, jsonOption } from './command.ts'
import { askedRun, comparedRuns } from './compared-runs.ts'
import { comparisonLines } from './comparison-lines.ts'

export const compare = command({
  name: 'compare',
  summary: 'Say whether runs differ by more than chance, with their settings and results',
  operands: {
    usage: 'RUN… (each an id, a unique prefix of one, a name, or last; RUN@EPOCH is a checkpoint)',
    least: 0,
    most: 200,
  },
  options: {
    baseline: {
      type: 'string',
      value: 'RUN',
      help: 'the run, with its repeats, to compare with, or published; the first one otherwise',
    },
    repeats: { type: 'boolean', help: 'with every repeat of the runs: same settings, other seeds' },
    each: {
      type: 'boolean',
      help: 'each run by itself, also those that differ in their seed alone',
    },
    ...jsonOption,
    html: {
      type: 'string',
      value: 'FILE',
      help: 'write a report: one page that needs nothing else',
    },
    markdown: { type: 'string', value: 'FILE', help: 'write a report as Markdown' },
    csv: { type: 'string', value: 'FILE', help: 'write a row a run as CSV' },
    title: { type: 'string', value: 'TEXT', help: 'title of the report; the verdict otherwise' },
    note: { type: 'string', value: 'TEXT', help: 'what the report says below its title' },
    force: { type: 'boolean', help: 'replace files that are there' },
  },
  notes: [
    'Runs that differ in their seed alone are one group. Without RUN it is the newest; one RUN comes with its repeats.',
    'Two runs are held against each other image by image (McNemar), groups of seeds by their accuracies (Welch, or paired by seed).',
  ],
  run: async (given, context) => {
    const baseline = given.text('baseline')
    const runs = await comparedRuns(context, given.operands, given.flag('repeats'))
    const choice: CompareRuns = {
      runs,
      ...(given.flag('each') && { by: 'run' as const }),
      ...(baseline !== undefined && {
        baseline: baseline === 'published' ? baseline : await askedRun(context, baseline),
      }),
    }
    const files = reportFormats.flatMap((format) => {
      const path = given.text(format)
      return path === undefined ? [] : [{ format, path }]
    })
    const title = checkedValue(v.optional(RunName), given, 'title')
    const note = checkedValue(v.optional(RunNote, ''), given, 'note')
    const core = await context.core()
    const comparison = await core.ask('runs.compare', choice)
    for (const { format, path } of files) {
      const asked = { ...choice, format, note, ...(title !== undefined && { title }) }
      const { text } = await core.ask('runs.report', asked)
      const written = { kind: 'file', bytes: new TextEncoder().encode(text) } as const
      await writeNew(path, written, () => Promise.resolve(), { replaces: given.flag('force') })
      context.print.remark(`Wrote ${path}`)
    }
    if (given.flag('json')) context.print.json(comparison)
    else for (const line of comparisonLines(comparison)) context.print.line(line)
    return exitCodes.done
  },
})
