import * as v from 'valibot'
import { Pixels, Strokes } from '../contract/digits.ts'
import { AppError } from '../contract/errors.ts'
import { DigitLabel, mostLineCharacters, type NewDrawing } from '../contract/handwriting.ts'
import type { StoredDrawing } from '../store/drawings.sql.ts'
import { forbiddenKey } from './forbidden-key.ts'

/** What is read of a line; further fields are passed over. */
const LineFields = v.object(
  {
    label: v.optional(DigitLabel),
    strokes: v.optional(Strokes),
    pixels: v.optional(Pixels),
  },
  'a line must be an object with label and strokes, or label and pixels',
)

/** Characters of a wrong value that a message repeats. */
const mostShown = 40

const shown = (value: string) =>
  value.length > mostShown ? `${value.slice(0, mostShown)}…` : value

const broken = (number: number, reason: string) =>
  new AppError('bad-input', `Line ${String(number)}: ${reason}`)

interface Line {
  readonly text: string
  /** Counted from 1. */
  readonly number: number
}

/** The lines of a text that are not blank, none of them copied before it is asked for. */
export function* linesOf(text: string): Generator<Line> {
  let number = 1
  for (let from = 0; from < text.length; number += 1) {
    const end = text.indexOf('\n', from)
    const to = end < 0 ? text.length : end
    if (to - from > mostLineCharacters)
      throw broken(
        number,
        `a line must have at most ${mostLineCharacters.toLocaleString('en')} characters, found ${String(to - from)}`,
      )
    const line = text.slice(from, to).trim()
    if (line !== '') yield { text: line, number }
    from = to + 1
  }
}

/** How many there are; none of them is kept. */
export function countLines(text: string): number {
  const lines = linesOf(text)
  let count = 0
  while (!lines.next().done) count += 1
  return count
}

function parsed({ text, number }: Line): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw broken(number, `a line must be JSON, found ${shown(text)}`)
  }
}

function complaint(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue)
  const value = shown(issue.received)
  const found = issue.message.includes(value) ? '' : `, found ${value}`
  return `${path === null ? '' : `${path}: `}${issue.message}${found}`
}

/** The drawing of a line; throws an AppError that names line, field, what it must be and what it is. */
export function drawingOf(line: Line): NewDrawing {
  const value = parsed(line)
  const key = forbiddenKey(value)
  if (key !== undefined) throw broken(line.number, `the key ${key} is not allowed`)
  const fields = v.safeParse(LineFields, value, { abortEarly: true })
  if (!fields.success) throw broken(line.number, complaint(fields.issues[0]))
  const { label, strokes, pixels } = fields.output
  if (label === undefined)
    throw broken(line.number, 'label must be a digit from 0 to 9, found none')
  if (strokes) return { kind: 'strokes', label, strokes }
  if (pixels !== undefined) return { kind: 'picture', label, pixels }
  throw broken(line.number, 'a line must have strokes or pixels, found neither')
}

/** A drawing as a line that can be read again; its strokes are JSON already. */
export const lineOf = ({ label, strokes, pixels }: StoredDrawing): string =>
  strokes === null
    ? JSON.stringify({ label, pixels: Buffer.from(pixels).toString('base64') })
    : `{"label":${String(label)},"strokes":${strokes}}`
