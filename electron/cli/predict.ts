import type { Core } from '../core/core.ts'
import { AppError } from '../contract/errors.ts'
import { answersOf, preparedDrawings, preparedImages, type Answer, type Sample } from './answers.ts'
import { checkedValue, type Given } from './arguments.ts'
import { command, exitCodes, jsonOption } from './command.ts'
import { begun, drawingsIn } from './drawings.ts'
import { EpochNumber } from './epoch-number.ts'
import { findRun } from './find-run.ts'
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
  summary: { type: 'boolean', help: 'count right answers where drawings have labels' },
  ...jsonOption,
} as const

type Source = (core: Core) => AsyncIterable<readonly Sample[]>

/** Checks what is to be read as far as that is possible before the core is opened. */
async function sourceFrom(given: Given<keyof typeof options>): Promise<Source> {
  const strokes = given.text('strokes')
  const image = given.text('images')
  const [, ...more] = given.operands
  if ((strokes === undefined) === (image === undefined))
    throw new AppError('bad-input', 'predict needs either --strokes FILE or --images FILE…')
  if (image !== undefined) return (core) => preparedImages(core, [image, ...more])
  if (more.length > 0)
    throw new AppError(
      'bad-input',
      `Unexpected argument ${JSON.stringify(more[0])}: --strokes takes one file`,
    )
  const drawings = await begun(drawingsIn(strokes ?? ''))
  return (core) => preparedDrawings(core, drawings)
}

function showJson(print: Printer, index: number, { guess, label, remark }: Answer): void {
  print.json({
    index,
    digit: guess?.digit ?? null,
    confidence: guess?.confidence ?? null,
    probabilities: guess?.probabilities ?? null,
    ...(label !== null && { label }),
  })
  if (remark !== null) print.remark(`Drawing ${String(index)}: ${remark}`)
}

function showLine(print: Printer, index: number, { guess, label, remark }: Answer): void {
  const said = guess
    ? `${String(guess.digit)}  ${percent(guess.confidence).padStart(6)} % sure`
    : '–'
  const verdict = guess?.digit === label ? 'right' : 'wrong'
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

export const predict = command({
  name: 'predict',
  summary: 'Let a run read drawings or pictures of digits',
  operands: { usage: 'RUN', least: 1, most: Infinity },
  options,
  notes: [
    'A drawing is {"strokes": [[[x,y],…],…], "label"?: n}, x to the right and y down, in any unit; other fields are ignored.',
    'A line may have 4 MB. With --json an empty drawing has null as digit, confidence and probabilities; indices count from 0.',
  ],
  run: async (given, context) => {
    const { print } = context
    const epoch = checkedValue(EpochNumber, given, 'epoch', given.number('epoch'))
    const source = await sourceFrom(given)
    const { id } = await findRun(context, given.operands[0] ?? '')
    const core = await context.core()
    const show = given.flag('json') ? showJson : showLine
    const keeper = scoreKeeper()
    let index = 0
    for await (const samples of source(core)) {
      for (const answer of await answersOf(core, { id, epoch }, samples)) {
        keeper.add(answer)
        show(print, index++, answer)
      }
      await print.caughtUp()
    }
    if (given.flag('summary')) showScore(print, keeper.score(), given.flag('json'))
    return exitCodes.done
  },
})
