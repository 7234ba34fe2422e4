import * as v from 'valibot'
import { AppError } from '../contract/errors.ts'
import { DigitLabel, DrawingNumbers, type KeptDrawing } from '../contract/handwriting.ts'
import type { Core } from '../core/core.ts'
import {
  checkedValue,
  needed,
  numberFrom,
  refusedValue,
  type Given,
  type Operands,
} from './arguments.ts'
import { command, exitCodes, jsonOption, noOperands, type Context } from './command.ts'
import { findRun } from './find-run.ts'
import { table } from './print.ts'
import { canAsk, isConfirmed } from './standard-input.ts'
import { moment, whole } from './words.ts'

const someDrawings: Operands = {
  usage: 'NUMBER… (as handwriting list shows them)',
  least: 1,
  most: 10_000,
}

export const labelOption = {
  label: { type: 'string', value: 'N', help: 'the digit that it truly is, 0 to 9' },
} as const

/** The digit of `--label`; undefined where it is not given. */
export const labelFrom = (given: Given<'label'>): number | undefined =>
  checkedValue(v.optional(DigitLabel), given, 'label', given.number('label'))

/** The drawings that are meant, each once. */
function numbersFrom({ operands }: Pick<Given, 'operands'>): readonly number[] {
  const numbers = operands.map((operand) => {
    const parsed = v.safeParse(DrawingNumbers, [numberFrom(operand)])
    const [number] = parsed.success ? parsed.output : []
    if (number === undefined)
      throw refusedValue('Drawing', operand, 'a drawing is a whole number from 1 on')
    return number
  })
  return [...new Set(numbers)]
}

export const drawingsText = (count: number): string =>
  `${whole(count)} ${count === 1 ? 'drawing' : 'drawings'}`

/** Has every run scored on the drawings as they are now, and says so. */
export async function scoreRuns(core: Pick<Core, 'ask'>, { print }: Context): Promise<void> {
  const { runs } = await core.ask('handwriting.settle', {})
  if (runs > 0) print.remark(`Scored ${whole(runs)} ${runs === 1 ? 'run' : 'runs'}`)
}

const kindText = ({ strokes }: KeptDrawing): string => {
  if (strokes === null) return 'picture'
  const points = strokes.reduce((sum, stroke) => sum + stroke.length, 0)
  return `${whole(strokes.length)} strokes, ${whole(points)} points`
}

/** What a run reads each drawing as, by its number. */
async function readingsBy(context: Context, run: string | undefined) {
  if (run === undefined) return null
  const { id } = await findRun(context, run)
  const readings = await (await context.core()).ask('handwriting.readings', { id })
  return new Map(readings.map(({ number, digit }) => [number, digit]))
}

function tableLines(
  drawings: readonly KeptDrawing[],
  readings: ReadonlyMap<number, number> | null,
): readonly string[] {
  const titles = [
    { title: 'Number', right: true },
    { title: 'Label', right: true },
  ]
  const verdict = ({ number, label }: KeptDrawing) => {
    const digit = readings?.get(number)
    if (digit === undefined) return '–'
    return digit === label ? String(digit) : `${String(digit)} wrong`
  }
  return table(
    [...titles, ...(readings ? [{ title: 'Read as' }] : []), { title: 'Drawn' }, { title: 'Kept' }],
    drawings.map((drawing) => [
      String(drawing.number),
      String(drawing.label),
      ...(readings ? [verdict(drawing)] : []),
      kindText(drawing),
      moment(drawing.createdAt),
    ]),
  )
}

const jsonOf = (
  drawings: readonly KeptDrawing[],
  readings: ReadonlyMap<number, number> | null,
): readonly object[] =>
  drawings.map((drawing) =>
    readings ? { ...drawing, digit: readings.get(drawing.number) ?? null } : drawing,
  )

export const handwritingList = command({
  name: 'handwriting list',
  summary: 'List the drawings of my handwriting, which all runs are scored on',
  operands: noOperands,
  options: {
    ...labelOption,
    run: { type: 'string', value: 'RUN', help: 'what this run reads each of them as' },
    wrong: { type: 'boolean', help: 'only those that the run reads wrong' },
    ...jsonOption,
  },
  notes: ['With --json each line is a drawing; digit is what the run reads it as.'],
  run: async (given, context) => {
    const { print } = context
    const label = labelFrom(given)
    const run = given.text('run')
    if (given.flag('wrong') && run === undefined)
      throw new AppError('bad-input', '--wrong needs --run RUN')
    const readings = await readingsBy(context, run)
    const all = context.hasRuns() ? await (await context.core()).ask('handwriting.list', {}) : []
    const drawings = all.filter(
      (drawing) =>
        (label === undefined || drawing.label === label) &&
        !(given.flag('wrong') && readings?.get(drawing.number) === drawing.label),
    )
    if (given.flag('json')) jsonOf(drawings, readings).forEach(print.json)
    else if (drawings.length > 0) tableLines(drawings, readings).forEach(print.line)
    else print.remark(all.length > 0 ? 'No drawing fits' : 'No drawings; handwriting add keeps one')
    return exitCodes.done
  },
})

export const handwritingRelabel = command({
  name: 'handwriting relabel',
  summary: 'Say what drawings truly are',
  operands: someDrawings,
  options: labelOption,
  run: async (given, context) => {
    const numbers = numbersFrom(given)
    const label = labelFrom(given)
    if (label === undefined) throw needed('handwriting relabel', '--label N')
    const core = await context.core()
    await core.ask('handwriting.relabel', { numbers: [...numbers], label })
    context.print.line(`${drawingsText(numbers.length)} now labelled ${String(label)}`)
    await scoreRuns(core, context)
    return exitCodes.done
  },
})

export const handwritingDelete = command({
  name: 'handwriting delete',
  summary: 'Delete drawings for good',
  operands: someDrawings,
  options: { yes: { type: 'boolean', help: 'do not ask' } },
  run: async (given, context) => {
    const numbers = numbersFrom(given)
    if (!given.flag('yes')) {
      if (!canAsk())
        throw new AppError('bad-input', 'handwriting delete needs --yes where nobody can be asked')
      if (!(await isConfirmed(`Delete ${drawingsText(numbers.length)} for good?`)))
        return exitCodes.failed
    }
    const core = await context.core()
    await core.ask('handwriting.delete', { numbers: [...numbers] })
    context.print.line(`Deleted ${drawingsText(numbers.length)}`)
    await scoreRuns(core, context)
    return exitCodes.done
  },
})
