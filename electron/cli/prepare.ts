import { AppError } from '../contract/errors.ts'
import { preparedDrawings, type Sample } from './answers.ts'
import { command, exitCodes, jsonOption, noOperands } from './command.ts'
import { begun, drawingsIn } from './drawings.ts'

const shades = ' .:-=+*#%@'
const side = 28

/** A 28 × 28 image in characters, the brightest pixels densest. */
function pictureOf(pixels: string): readonly string[] {
  const text = [...Buffer.from(pixels, 'base64')]
    .map((value) => shades.charAt(Math.min(shades.length - 1, Math.floor((value / 256) * 10))))
    .join('')
  return Array.from({ length: side }, (_, row) =>
    text.slice(row * side, (row + 1) * side).trimEnd(),
  )
}

function picture(index: number, { pixels, label, remark }: Sample): readonly string[] {
  const facts = [`Drawing ${String(index)}`]
  if (label !== null) facts.push(`label ${String(label)}`)
  if (remark !== null) facts.push(remark)
  return [facts.join(', '), ...(pixels === null ? [] : pictureOf(pixels))]
}

export const prepare = command({
  name: 'prepare',
  summary: 'Show what a model would see of drawings: 28 × 28 pixels each',
  operands: noOperands,
  options: {
    strokes: {
      type: 'string',
      value: 'FILE',
      help: 'drawings, one JSON object a line, plain or gzip; - reads standard input',
    },
    ...jsonOption,
  },
  notes: [
    'With --json a line holds the base64 of 784 bytes, row by row, 0 black to 255 white; an empty drawing has null.',
    'A line of the file may have 4 MB.',
  ],
  run: async (given, context) => {
    const { print } = context
    const path = given.text('strokes')
    if (path === undefined) throw new AppError('bad-input', 'prepare needs --strokes FILE')
    const drawings = await begun(drawingsIn(path))
    const core = await context.core()
    const isJson = given.flag('json')
    let index = 0
    for await (const samples of preparedDrawings(core, drawings)) {
      for (const sample of samples) {
        if (isJson) print.json({ index, pixels: sample.pixels })
        else for (const line of picture(index, sample)) print.line(line)
        if (isJson && sample.remark !== null)
          print.remark(`Drawing ${String(index)}: ${sample.remark}`)
        index++
      }
      await print.caughtUp()
    }
    return exitCodes.done
  },
})
