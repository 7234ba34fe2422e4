import { command, jsonOption, oneRun } from './command.ts'
import { findRun } from './find-run.ts'
import { statedDifferences } from './setting-options.ts'
import { startRunFrom, trainOptions } from './start-run.ts'
import { repeatOption, repeatsFrom, trainRepeats } from './train-repeats.ts'

export const runsClone = command<string>({
  name: 'runs clone',
  summary: 'Train with the settings of a run, but for those that are named',
  operands: oneRun,
  options: { ...trainOptions, ...repeatOption, ...jsonOption },
  notes: [
    'Prints its settings as options of train and trains in the foreground as train does.',
    'runs reproduce repeats a run exactly; this makes a new one with its settings.',
  ],
  endsGently: true,
  run: async (given, context) => {
    const { print } = context
    const isJson = given.flag('json')
    const repeats = repeatsFrom(given)
    const { id, name, config, origin, progress } = await findRun(context, given.operands[0] ?? '')
    // An imported run has no epochs; such a network is trained for as many as the reference.
    const epochs = origin.kind === 'imported' ? config.epochs : progress.epochs
    const start = await startRunFrom(given, context, { ...config, epochs })
    const say = isJson ? print.remark : print.line
    say(`As run ${id} "${name}": ${statedDifferences(start.config)}`)
    return trainRepeats(context, { isJson, repeats }, (core, signal, began) =>
      core.train(start, signal, began),
    )
  },
})
