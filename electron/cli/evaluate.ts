import { command, exitCodes, jsonOption, oneRun } from './command.ts'
import { epochFrom, evaluatedOptions, setFrom, withProgress } from './evaluated-data.ts'
import { confusionLines, evaluationLines } from './evaluation-lines.ts'
import { findRun } from './find-run.ts'

export const evaluate = command({
  name: 'evaluate',
  summary: 'Show how a run reads a set of images: error, each class, who is taken for whom',
  operands: oneRun,
  options: {
    ...evaluatedOptions,
    confusion: { type: 'boolean', help: 'also the matrix of true classes and answers' },
    ...jsonOption,
  },
  notes: [
    'What was found is kept, and found again as long as weights and images are the same. JSON has the matrix in any case.',
  ],
  run: async (given, context) => {
    const { print } = context
    const asked = { set: setFrom(given), epoch: epochFrom(given) }
    const { id, name } = await findRun(context, given.operands[0] ?? '')
    const core = await context.core()
    const evaluation = await withProgress(core, context, () =>
      core.ask('evaluations.show', { id, ...asked }),
    )
    if (given.flag('json')) print.json(evaluation)
    else {
      for (const line of evaluationLines(name, evaluation)) print.line(line)
      if (given.flag('confusion')) for (const line of confusionLines(evaluation)) print.line(line)
    }
    return exitCodes.done
  },
})
