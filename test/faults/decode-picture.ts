import { readFileSync } from 'node:fs'
import { inflateSync } from 'node:zlib'
import { AppError } from '../../electron/contract/errors.ts'
import { prepareImage } from '../../electron/core/prepare-image.ts'

// Run as a process of its own: decodes a picture as the core does, or `whole` as a careless reader would, which unpacks
// what it is given; tells what became of it and what it took.
const [file = '', how = 'as-the-core'] = process.argv.slice(2)

/** Kilobytes that the process has held at most so far. */
const peak = () => Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1])

async function outcome(bytes: Uint8Array): Promise<string> {
  if (how === 'whole') return `${String(inflateSync(bytes).length)} bytes`
  try {
    const { pixels, remark } = await prepareImage(bytes)
    return pixels === null ? `blank: ${String(remark)}` : 'answer'
  } catch (error) {
    return error instanceof AppError ? `refused: ${error.message}` : `odd: ${String(error)}`
  }
}

const bytes = readFileSync(file)
// What the decoder itself takes, and the file, are there whatever the picture is.
await prepareImage(Buffer.from('GIF89a')).catch(() => undefined)
const before = peak()
const said = await outcome(bytes)
process.stdout.write(JSON.stringify({ said, megabytes: (peak() - before) / 1024 }))
