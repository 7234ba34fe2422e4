import { MultiBar, type SingleBar } from 'cli-progress'

/** What this door needs of standard output and standard error. */
export type Stream = NodeJS.WritableStream & {
  readonly isTTY?: boolean
  readonly columns?: number
  readonly writableNeedDrain?: boolean
}

export interface Status {
  readonly text: string
  /** How much is done, 0 to 1. */
  readonly share: number
}

export interface StatusLine {
  readonly show: (status: Status | null) => void
  /** Writes a line above the bar; false, with nothing written, when there is no bar. */
  readonly above: (line: string) => boolean
}

/** Room that the longest usual text takes; a narrower terminal gets the text without a bar. */
const textColumns = 88
const fewestBarColumns = 8
const mostBarColumns = 30

function barsOn(stream: Stream): MultiBar {
  const room = Math.max(0, Math.min((stream.columns ?? 80) - textColumns, mostBarColumns))
  return new MultiBar({
    stream,
    format: room < fewestBarColumns ? '{text}' : '{bar} {text}',
    barsize: room,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    clearOnComplete: true,
    hideCursor: true,
    linewrap: false,
    gracefulExit: false,
  })
}

/** A progress bar at the bottom of a terminal; on anything else it stays silent. */
export function statusLineOn(stream: Stream): StatusLine {
  let bars: MultiBar | undefined
  let bar: SingleBar | undefined
  const hide = () => {
    // Lines that wait to be written above are written by an update only.
    bars?.update()
    bars?.stop()
    bars = undefined
    bar = undefined
  }
  return {
    show: (status) => {
      if (!status) hide()
      else if (bar) bar.update(status.share, { text: status.text })
      else if (stream.isTTY) {
        bars = barsOn(stream)
        bar = bars.create(1, status.share, { text: status.text })
      }
    },
    above: (line) => {
      bars?.log(`${line}\n`)
      return bars !== undefined
    },
  }
}
