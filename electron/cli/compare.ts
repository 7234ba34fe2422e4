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
  },
  notes: [
    'Runs that differ in their seed alone are one group. Without RUN it is the newest; one RUN comes with its repeats.',
    'Two runs are held against each other image by image (McNemar), groups of seeds by their accuracies (Welch, or paired by seed).',
  ],
  run: async (given, context) => {
    const baseline = given.text('baseline')
    const runs = await comparedRuns(context, given.operands, given.flag('repeats'))
    const comparison = await (
      await context.core()
    ).ask('runs.compare', {
      runs,
      ...(given.flag('each') && { by: 'run' as const }),
      ...(baseline !== undefined && {
        baseline: baseline === 'published' ? baseline : await askedRun(context, baseline),
      }),
    })
    if (given.flag('json')) context.print.json(comparison)
    else for (const line of comparisonLines(comparison)) context.print.line(line)
    return exitCodes.done
  },
})
