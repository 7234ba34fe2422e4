import { command, jsonOption, noOperands } from './command.ts'
import { startRunFrom, trainOptions } from './start-run.ts'
import { repeatOption, repeatsFrom, trainRepeats } from './train-repeats.ts'

export const train = command<string>({
  name: 'train',
  summary: 'Train a network in the foreground; what is not named is as in the reference experiment',
  operands: noOperands,
  options: { ...trainOptions, ...repeatOption, ...jsonOption },
  notes: [
    'Settings come from --preset, then from --config, then from the other options; the later one counts.',
    'Ctrl+C stops after the step under way and keeps a checkpoint that resume goes on from; a second one ends at once.',
  ],
  endsGently: true,
  run: async (given, context) => {
    const repeats = repeatsFrom(given)
    const start = await startRunFrom(given, context)
    const asked = { isJson: given.flag('json'), repeats }
    return trainRepeats(context, asked, (core, signal, began) => core.train(start, signal, began))
  },
})
