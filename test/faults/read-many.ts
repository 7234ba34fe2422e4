import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { AppError } from '../../electron/contract/errors.ts'
import { readModelFile } from '../../electron/formats/import/read-model-file.ts'
import { mutated } from '../fixtures/mutated.ts'

// Run as a process of its own, with the flags of the one that reads model files: reads a file as it is and as many
// changed ones as the command line says, and tells what became of them.
const [file = '', count = '0', seed = '0'] = process.argv.slice(2)

/** The most memory that the process has held so far. */
const peakBytes = () =>
  1024 * Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1])

async function outcome(bytes: Uint8Array): Promise<string> {
  try {
    const { weights } = await readModelFile({
      fileName: basename(file),
      source: { kind: 'bytes', bytes },
    })
    const values = new Float32Array(Uint8Array.from(weights).buffer)
    return values.every(Number.isFinite) ? 'read' : 'odd: not all weights are finite'
  } catch (error) {
    return error instanceof AppError && error.code === 'unreadable'
      ? 'refused'
      : `odd: ${String(error)}`
  }
}

const sound = new Uint8Array(readFileSync(file))
const found = { read: 0, refused: 0, odd: [] as string[], slowestMs: 0, peakBytes: 0 }
for (let number = 0; number <= Number(count); number++) {
  const beganMs = performance.now()
  const kind = await outcome(number === 0 ? sound : mutated(sound, Number(seed) + number))
  found.slowestMs = Math.max(found.slowestMs, performance.now() - beganMs)
  if (kind === 'read' || kind === 'refused') found[kind] += 1
  else found.odd.push(`${String(number)}: ${kind}`)
}
found.peakBytes = peakBytes()
process.stdout.write(JSON.stringify(found))
