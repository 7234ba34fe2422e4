import { AppError } from '../contract/errors.ts'
import { mostImportedCharacters, type NewDrawing } from '../contract/handwriting.ts'
import type { Core } from '../core/core.ts'
import { preparedImages } from './answers.ts'
import { needed, type Given } from './arguments.ts'
import { command, exitCodes, jsonOption, noOperands } from './command.ts'
import { drawingsIn } from './drawings.ts'
import { drawingsText, labelFrom, labelOption, scoreRuns } from './handwriting.ts'
import { fileTitle, linesIn } from './lines.ts'

const addOptions = {
  ...labelOption,
  strokes: {
    type: 'string',
    value: 'FILE',
    help: 'drawings, one JSON object a line, plain or gzip; - reads standard input',
  },
  ...jsonOption,
} as const
type AddGiven = Given<keyof typeof addOptions>

async function drawingsFrom(path: string, label: number | undefined): Promise<NewDrawing[]> {
  const drawings: NewDrawing[] = []
  for await (const batch of drawingsIn(path))
    for (const drawing of batch) {
      const itsLabel = label ?? drawing.label
      if (itsLabel === undefined || itsLabel === null)
        throw new AppError(
          'bad-input',
          `${fileTitle(path)}, drawing ${String(drawings.length + 1)} has no label; give --label N`,
        )
      drawings.push({ kind: 'strokes', label: itsLabel, strokes: drawing.strokes })
    }
  return drawings
}

async function picturesFrom(core: Core, paths: readonly string[], label: number) {
  const drawings: NewDrawing[] = []
  for await (const samples of preparedImages(core, paths))
    for (const { pixels, remark } of samples) {
      if (pixels === null)
        throw new AppError('unreadable', `${paths[drawings.length] ?? ''}: ${remark ?? 'no ink'}`)
      drawings.push({ kind: 'picture', label, pixels })
    }
  return drawings
}

/** What is to be added, checked as far as that is possible before the core is opened. */
async function addedFrom(given: AddGiven): Promise<(core: Core) => Promise<NewDrawing[]>> {
  const label = labelFrom(given)
  const strokes = given.text('strokes')
  const { operands } = given
  if ((strokes === undefined) === (operands.length === 0))
    throw new AppError('bad-input', 'handwriting add needs either --strokes FILE or pictures')
  if (strokes !== undefined) {
    const drawings = await drawingsFrom(strokes, label)
    return () => Promise.resolve(drawings)
  }
  if (label === undefined) throw needed('handwriting add', '--label N')
  return (core) => picturesFrom(core, operands, label)
}

export const handwritingAdd = command({
  name: 'handwriting add',
  summary: 'Keep drawings or pictures with their true label; all runs are scored on them',
  operands: { usage: 'PICTURE…', least: 0, most: 1000 },
  options: addOptions,
  notes: [
    'A drawing is {"strokes": [[[x,y],…],…], "label"?: n}; without --label each line must have its own.',
    'All are kept, or none.',
  ],
  run: async (given, context) => {
    const added = await addedFrom(given)
    const core = await context.core()
    const kept = await core.ask('handwriting.keep', { drawings: await added(core) })
    if (given.flag('json')) context.print.json(kept)
    else context.print.line(`Kept ${drawingsText(kept.length)}`)
    await scoreRuns(core, context)
    return exitCodes.done
  },
})

/** The lines of a file, their numbers kept. */
async function textOf(path: string): Promise<string> {
  const lines: string[] = []
  let characters = 0
  for await (const { text, number } of linesIn(path)) {
    characters += text.length + 1
    if (characters > mostImportedCharacters)
      throw new AppError(
        'unreadable',
        `${fileTitle(path)} has more than ${String(mostImportedCharacters)} characters, the most that is read`,
      )
    while (lines.length < number - 1) lines.push('')
    lines.push(text)
  }
  return lines.join('\n')
}

export const handwritingImport = command({
  name: 'handwriting import',
  summary: 'Keep the drawings of JSON lines, as handwriting export writes them',
  operands: { usage: 'FILE (plain or gzip; - reads standard input)', least: 1, most: 1 },
  options: jsonOption,
  notes: [
    'A line is {"label": n, "strokes": [[[x,y],…],…]} or {"label": n, "pixels": base64 of 784 bytes}; other fields are',
    'passed over. All lines are kept, or none: the first wrong one is named by its number.',
  ],
  run: async (given, context) => {
    const path = given.operands[0] ?? ''
    const lines = await textOf(path)
    const core = await context.core()
    const { added } = await core.ask('handwriting.import', { lines }).catch((error: unknown) => {
      if (error instanceof AppError && error.message.startsWith('Line '))
        throw new AppError('unreadable', `${fileTitle(path)}: ${error.message}`, { cause: error })
      throw error
    })
    if (given.flag('json')) context.print.json({ added })
    else context.print.line(`Kept ${drawingsText(added)}`)
    await scoreRuns(core, context)
    return exitCodes.done
  },
})

export const handwritingExport = command<string>({
  name: 'handwriting export',
  summary: 'Print the drawings of my handwriting as JSON lines',
  operands: noOperands,
  options: {},
  notes: ['handwriting import reads them again: digit-lab handwriting export > mine.jsonl'],
  run: async (_, context) => {
    if (!context.hasRuns()) return exitCodes.done
    const { lines } = await (await context.core()).ask('handwriting.export', {})
    for (const line of lines.split('\n').filter((text) => text !== '')) {
      context.print.line(line)
      await context.print.caughtUp()
    }
    return exitCodes.done
  },
})
