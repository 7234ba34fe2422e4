import { command, jsonOption, noOperands } from './command.ts'
import { trainHere } from './foreground.ts'
import { startRunFrom, trainOptions } from './start-run.ts'

export const train = command<string>({
  name: 'train',
  summary: 'Train a network in the foreground; what is not named is as in the reference experiment',
  operands: noOperands,
  options: { ...trainOptions, ...jsonOption },
  notes: [
    'Settings come from --preset, then from --config, then from the other options; the later one counts.',
    'Ctrl+C stops after the step under way and keeps a checkpoint that resume goes on from; a second one ends at once.',
  ],
  endsGently: true,
  run: async (given, context) => {
    const start = await startRunFrom(given, context)
    return trainHere(context, given.flag('json'), (core, signal, began) =>
      core.train(start, signal, began),
    )
  },
})
