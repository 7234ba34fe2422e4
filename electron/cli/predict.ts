import type { Core } from '../core/core.ts'
import { AppError } from '../contract/errors.ts'
import { manyAnswers, showManyJson, showManyLines, type Many } from './answers-of-many.ts'
import {
  answersOf,
  preparedDrawings,
  preparedImages,
  type Answer,
  type Model,
  type Sample,
} from './answers.ts'
import { checkedValue, type Given } from './arguments.ts'
import { command, exitCodes, jsonOption, type Context } from './command.ts'
import { begun, drawingsIn } from './drawings.ts'
import { EpochNumber } from './epoch-number.ts'
import { explained, reasonLines, type Reasons } from './explained.ts'
import { findRun, findRuns } from './find-run.ts'
import type { Printer } from './print.ts'
import { scoreKeeper, scoreLines, type Score } from './score.ts'
import { percent } from './words.ts'

const options = {
  strokes: {
    type: 'string',
    value: 'FILE',
    help: 'drawings, one JSON object a line, plain or gzip; - reads standard input',
  },
  images: { type: 'string', value: 'FILE…', help: 'pictures of one digit each' },
  epoch: { type: 'string', value: 'N', help: 'weights after this epoch instead of the last ones' },
  epochs: { type: 'boolean', help: 'the answer of every checkpoint of the run' },
  explain: {
    type: 'boolean',
    help: 'why: hidden units that spoke most, pixels, and each stroke left out',
  },
  all: { type: 'boolean', help: 'the answer of every other run with weights as well' },
  summary: { type: 'boolean', help: 'count right answers where drawings have labels' },
  ...jsonOption,
} as const

type Samples = AsyncIterable<readonly Sample[]>
type Source = (core: Core) => Samples

/** Checks what is to be read as far as that is possible before the core is opened. */
async function sourceFrom(given: Given<keyof typeof options>): Promise<Source> {
  const strokes = given.text('strokes')
  const image = given.text('images')
  const [, ...more] = given.operands
  if ((strokes === undefined) === (image === undefined))
    throw new AppError('bad-input', 'predict needs either --strokes FILE or --images FILE…')
  if (image !== undefined) return (core) => preparedImages(core, [image, ...more])
  const drawings = await begun(drawingsIn(strokes ?? ''))
  return (core) => preparedDrawings(core, drawings)
}

function showJson(print: Printer, index: number, answer: Answer, reasons: Reasons = null): void {
  const { guess, label, remark } = answer
  print.json({
    index,
    digit: guess?.digit ?? null,
    confidence: guess?.confidence ?? null,
    probabilities: guess?.probabilities ?? null,
    ...(label !== null && { label }),
    ...reasons,
  })
  if (remark !== null) print.remark(`Drawing ${String(index)}: ${remark}`)
}

function showLine(
  print: Printer,
  classes: readonly string[],
  index: number,
  { guess, label, remark }: Answer,
): void {
  const said = guess
    ? `${classes[guess.digit] ?? String(guess.digit)}  ${percent(guess.confidence).padStart(6)} % sure`
    : '–'
  const verdict = guess && classes[guess.digit] === String(label) ? 'right' : 'wrong'
  const truth = label === null ? '' : `  ${verdict}, it is a ${String(label)}`
  print.line(
    `${String(index).padStart(5)}  ${said}${truth}${remark === null ? '' : `  (${remark})`}`,
  )
}

function showScore(print: Printer, score: Score, isJson: boolean): void {
  if (isJson) print.json(score)
  else for (const line of ['', ...scoreLines(score)]) print.line(line)
  if (score.count === 0) print.remark('No drawing had a label')
}

/** The runs that are named: with --images all operands but the first are pictures. */
const namedRuns = (given: Given<keyof typeof options>): readonly string[] =>
  given.text('images') === undefined ? given.operands : given.operands.slice(0, 1)

/** Several runs or every epoch of one; undefined where one checkpoint answers. */
async function manyMeant(
  given: Given<keyof typeof options>,
  context: Context,
): Promise<Many | undefined> {
  const [first, ...others] = await findRuns(context, namedRuns(given))
  if (!first) return undefined
  if (given.flag('epochs')) return { kind: 'epochs', run: first }
  if (!given.flag('all'))
    return others.length > 0 ? { kind: 'runs', runs: [first, ...others] } : undefined
  const all = await (await context.core()).ask('runs.list', {})
  const readable = all.filter(({ weightsSha256 }) => weightsSha256 !== null)
  return {
    kind: 'runs',
    runs: [...new Map([first, ...others, ...readable].map((run) => [run.id, run])).values()],
  }
}

const wrong = (what: string) => new AppError('bad-input', what)

function refuseExplained(given: Given<keyof typeof options>, isMany: boolean): void {
  if (given.flag('explain') && (isMany || given.flag('epochs') || given.flag('summary')))
    throw wrong('--explain is of one run, without --all, --epochs, --summary or further runs')
}

/** Refuses options that make sense for the answers of one checkpoint alone. */
function refuseTogether(given: Given<keyof typeof options>): void {
  const isMany = given.flag('all') || namedRuns(given).length > 1
  refuseExplained(given, isMany)
  if (given.flag('epochs') && isMany)
    throw wrong('--epochs is of one run, without --all or further runs')
  if (!given.flag('epochs') && !isMany) return
  if (given.text('epoch') !== undefined)
    throw wrong('--epoch is of one run, without --all or --epochs or further runs')
  if (given.flag('summary'))
    throw wrong(
      '--summary counts the answers of one run, without --all or --epochs or further runs',
    )
}

async function showMany(
  many: Many,
  samples: Samples,
  given: Given<keyof typeof options>,
  { print, core }: Context,
): Promise<void> {
  const asking = await core()
  let index = 0
  for await (const batch of samples) {
    for (const sample of batch) {
      const answered = { index: index++, sample, answers: await manyAnswers(asking, many, sample) }
      if (given.flag('json')) showManyJson(print, answered)
      else showManyLines(print, many, answered)
    }
    await print.caughtUp()
  }
}

async function showExplained(
  { classes, ...model }: Model & { readonly classes: readonly string[] },
  samples: Samples,
  isJson: boolean,
  { print, core }: Context,
): Promise<void> {
  const asking = await core()
  let index = 0
  for await (const batch of samples) {
    for (const sample of batch) {
      const { answer, reasons } = await explained(asking, model, sample)
      if (isJson) showJson(print, index, answer, reasons)
      else {
        showLine(print, classes, index, answer)
        for (const line of reasonLines(reasons, classes)) print.line(line)
      }
      index += 1
    }
    await print.caughtUp()
  }
}

export const predict = command({
  name: 'predict',
  summary: 'Let a run read drawings or pictures of digits',
  operands: { usage: 'RUN…', least: 1, most: Infinity },
  options,
  notes: [
    'A drawing is {"strokes": [[[x,y],…],…], "label"?: n}, x to the right and y down, in any unit; other fields are ignored.',
    'Several runs, --all or --epochs print an answer of each; with --json a drawing is a line with all of them under answers.',
    '--explain names units from 0 and strokes from 1; with --json pixels and weights are base64 of a signed byte each, of which 127 stands for `most`.',
    'A line may have 4 MB. With --json an empty drawing has null as digit, confidence and probabilities; indices count from 0.',
  ],
  run: async (given, context) => {
    const { print } = context
    const epoch = checkedValue(EpochNumber, given, 'epoch', given.number('epoch'))
    refuseTogether(given)
    const source = await sourceFrom(given)
    const { id, dataset } = await findRun(context, given.operands[0] ?? '')
    const { classes } = dataset
    const core = await context.core()
    const many = await manyMeant(given, context)
    if (many) {
      await showMany(many, source(core), given, context)
      return exitCodes.done
    }
    const isJson = given.flag('json')
    if (given.flag('explain')) {
      await showExplained({ id, epoch, classes }, source(core), isJson, context)
      return exitCodes.done
    }
    const keeper = scoreKeeper()
    let index = 0
    for await (const samples of source(core)) {
      for (const answer of await answersOf(core, { id, epoch }, samples)) {
        keeper.add(answer)
        if (isJson) showJson(print, index++, answer)
        else showLine(print, classes, index++, answer)
      }
      await print.caughtUp()
    }
    if (given.flag('summary')) showScore(print, keeper.score(), isJson)
    return exitCodes.done
  },
})
