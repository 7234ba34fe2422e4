import { createInterface } from 'node:readline/promises'

/** What comes in up to its end, without its last line break; a little more than `most` characters where there is more. */
export async function standardInput(most: number): Promise<string> {
  process.stdin.setEncoding('utf8')
  let text = ''
  for await (const chunk of process.stdin) {
    text += String(chunk)
    if (text.length > most) break
  }
  return text.replace(/\r?\n$/, '')
}

/** False in a script or a pipe, where nobody would answer. */
export const canAsk = (): boolean => process.stdin.isTTY && process.stderr.isTTY

/** Asks on standard error; anything but y or yes, and the end of the input too, is a no. */
export async function isConfirmed(
  question: string,
  input: NodeJS.ReadableStream = process.stdin,
  output: NodeJS.WritableStream = process.stderr,
): Promise<boolean> {
  // Ctrl+C stays with the program, which ends at it.
  const lines = createInterface({ input, output, terminal: false })
  const ended = new Promise<string>((resolve) => {
    lines.once('close', () => {
      resolve('')
    })
  })
  try {
    const answer = await Promise.race([lines.question(`${question} [y/N] `), ended])
    return /^y(es)?$/i.test(answer.trim())
  } finally {
    lines.close()
  }
}
