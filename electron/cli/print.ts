import Table from 'cli-table3'
import { stripVTControlCharacters } from 'node:util'
import { statusLineOn, type Status, type Stream } from './status-line.ts'

// Control characters, and those that turn the direction of writing: a name may hold any of them.
const unprintable = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu

/** One line that is safe on a terminal: escape sequences go, control characters and line breaks become spaces. */
export const clean = (text: string): string =>
  stripVTControlCharacters(text).replace(unprintable, ' ')

/** Cut to `most` characters, with an ellipsis where something is missing. */
export const shortened = (text: string, most: number): string =>
  Array.from(text).length > most
    ? `${Array.from(text)
        .slice(0, most - 1)
        .join('')}…`
    : text

const escaped = (character: string) =>
  `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`

/** JSON on one line whose text cannot steer a terminal either. */
export const jsonLine = (value: unknown): string =>
  JSON.stringify(value).replace(unprintable, escaped)

const edges = [
  ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left'],
  ['bottom-right', 'left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid'],
].flat()
const bare = { ...Object.fromEntries(edges.map((edge) => [edge, ''])), middle: '  ' }

export interface Column {
  readonly title: string
  readonly right?: boolean
}

/** Columns of plain text, two spaces apart, without colours or lines. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const drawn = new Table({
    head: columns.map((column) => clean(column.title)),
    chars: bare,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colAligns: columns.map((column) => (column.right ? 'right' : 'left')),
  })
  drawn.push(...rows.map((row) => row.map(clean)))
  return drawn
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
}

/** Where a command's words go: data to standard output, everything else to standard error. */
export interface Printer {
  /** A line of the answer. */
  readonly line: (text: string) => void
  /** A line about the answer. */
  readonly remark: (text: string) => void
  /** One line of JSON on standard output. */
  readonly json: (value: unknown) => void
  /** A bar with a text at the bottom of a terminal, replaced by the next one and taken away by null; nothing elsewhere. */
  readonly status: (status: Status | null) => void
  /** Room of a line of the answer; 80 columns where that is no terminal. */
  readonly columns: number
  /** Resolves when a slow reader of standard output has caught up. */
  readonly caughtUp: () => Promise<void>
}

export function printerOn(output: Stream, errors: Stream): Printer {
  const bar = statusLineOn(errors)
  const write = (stream: Stream, line: string) => {
    if (!stream.isTTY || !bar.above(line)) stream.write(`${line}\n`)
  }
  return {
    line: (text) => {
      write(output, clean(text))
    },
    remark: (text) => {
      write(errors, clean(text))
    },
    json: (value) => {
      write(output, jsonLine(value))
    },
    status: bar.show,
    columns: output.columns ?? 80,
    caughtUp: () =>
      output.writableNeedDrain
        ? new Promise((resolve) => output.once('drain', resolve))
        : Promise.resolve(),
  }
}
