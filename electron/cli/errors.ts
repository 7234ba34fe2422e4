import * as v from 'valibot'
import type { Run } from '../contract/entities.ts'
import { ImageOrder, imageOrders } from '../contract/evaluations.ts'
import { AppError } from '../contract/errors.ts'
import { wholeNumber } from '../contract/train-config.ts'
import { allImages } from './all-images.ts'
import { checkedValue, refusedValue, type Given } from './arguments.ts'
import { command, exitCodes, jsonOption, type Context } from './command.ts'
import { showBoard } from './error-board.ts'
import { errorLines, errorsJson } from './error-list.ts'
import { epochFrom, evaluatedOptions, setFrom, withProgress } from './evaluated-data.ts'
import { checkFolder, exportImages } from './export-images.ts'
import { findRun } from './find-run.ts'
import { whole } from './words.ts'

const options = {
  ...evaluatedOptions,
  true: { type: 'string', value: 'CLASS', help: 'only images of this class' },
  predicted: { type: 'string', value: 'CLASS', help: 'only images that were read as this class' },
  order: { type: 'string', value: 'ORDER', help: `one of ${imageOrders.join(', ')}` },
  limit: { type: 'string', value: 'N', help: 'the first N of them; of two runs, N of each list' },
  export: {
    type: 'string',
    value: 'FOLDER',
    help: 'also write them as PNG files into a new or empty folder',
  },
  ...jsonOption,
} as const
type ErrorsGiven = Given<keyof typeof options>

const Limit = v.optional(wholeNumber('Limit', 1, 1_000_000), 1_000_000)

/** What makes sense for the images of one run alone. */
const ofOneRun = ['true', 'predicted', 'order', 'export', 'epoch'] as const

function refuseForTwo(given: ErrorsGiven): void {
  const refused = ofOneRun.find((name) => given.text(name) !== undefined)
  if (refused !== undefined)
    throw new AppError('bad-input', `--${refused} is for the images of one run, not of two`)
}

/** The place of a class among those of a run, by its name. */
function classFrom(given: ErrorsGiven, name: 'true' | 'predicted', run: Run): number | undefined {
  const text = given.text(name)
  if (text === undefined) return undefined
  const label = run.dataset.classes.indexOf(text)
  if (label >= 0) return label
  const names = run.dataset.classes.join(', ')
  throw refusedValue(`--${name}`, text, `classes of run ${run.name} are ${names}`)
}

/** What is asked of one run, as far as it can be checked before the run is known. */
function questionFrom(given: ErrorsGiven) {
  const order = checkedValue(v.optional(ImageOrder), given, 'order')
  const folder = given.text('export')
  if (folder !== undefined) checkFolder(folder)
  return {
    checkpoint: { set: setFrom(given), epoch: epochFrom(given) },
    order: order && { order },
    limit: checkedValue(Limit, given, 'limit', given.number('limit')),
    folder,
  }
}

/** The images that a run reads wrong. */
async function showErrors(given: ErrorsGiven, context: Context): Promise<void> {
  const { checkpoint, order, limit, folder } = questionFrom(given)
  const run = await findRun(context, given.operands[0] ?? '')
  const { id, dataset } = run
  const wanted = {
    true: classFrom(given, 'true', run),
    predicted: classFrom(given, 'predicted', run),
  }
  const core = await context.core()
  const { evaluation, found } = await withProgress(core, context, async () => ({
    evaluation: await core.ask('evaluations.show', { id, ...checkpoint }),
    found: await allImages(limit, (page) =>
      core.ask('evaluations.images', { id, ...checkpoint, ...wanted, ...order, ...page }),
    ),
  }))
  if (folder !== undefined) await exportImages(folder, found, dataset.classes)
  if (given.flag('json')) {
    context.print.json(errorsJson(evaluation, found))
    return
  }
  for (const line of errorLines(run, evaluation, found)) context.print.line(line)
  if (folder !== undefined)
    context.print.line(`Wrote ${whole(found.images.length)} pictures to ${folder}`)
}

export const errors = command({
  name: 'errors',
  summary: 'List the images that a run reads wrong, or what one run fixed and broke beside another',
  operands: { usage: 'RUN [RUN]', least: 1, most: 2 },
  options,
  notes: [
    'With two runs: how many images only the second reads right (fixed), only the first (broken), and neither; --json lists them.',
  ],
  run: async (given, context) => {
    if (given.operands.length === 1) await showErrors(given, context)
    else {
      refuseForTwo(given)
      const limit = checkedValue(Limit, given, 'limit', given.number('limit'))
      const asked = { set: setFrom(given), limit, isJson: given.flag('json') }
      await showBoard(context, [given.operands[0] ?? '', given.operands[1] ?? ''], asked)
    }
    return exitCodes.done
  },
})
