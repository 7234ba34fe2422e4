import { AppError } from '../contract/errors.ts'
import { exitCodes, type Command, type ExitCode } from './command.ts'
import { helpLines } from './help.ts'
import { listenForInterrupt } from './interrupt.ts'
import { isDebugging } from './log.ts'
import { printerOn, type Printer } from './print.ts'
import { requestFrom } from './request.ts'
import { runCommand, type Application } from './run-command.ts'

/** One line, whatever went wrong; the stack only for those who look for a defect. */
function explain(error: unknown, print: Printer): ExitCode {
  const message = error instanceof Error ? error.message : String(error)
  print.remark(`digit-lab: ${message.replace(/\s*\n\s*/g, ' ')}`)
  if (isDebugging() && error instanceof Error)
    for (const line of (error.stack ?? '').split('\n')) print.remark(line)
  const isWrongUse = error instanceof AppError && error.code === 'bad-input'
  return isWrongUse ? exitCodes.wrongUse : exitCodes.failed
}

const written = (stream: NodeJS.WritableStream) =>
  new Promise<void>((resolve) => {
    stream.write('', () => {
      resolve()
    })
  })

async function end(code: ExitCode): Promise<never> {
  await written(process.stdout)
  await written(process.stderr)
  process.exit(code)
}

/** Does what the command line asks for and ends the process with the exit code of that. */
export async function runProgram(
  argv: readonly string[],
  commands: readonly Command[],
  application: Application,
): Promise<never> {
  const print = printerOn(process.stdout, process.stderr)
  let running: Command | undefined
  const interrupt = listenForInterrupt(() => running?.endsGently === true)

  process.stdout.on('error', () => {
    // The reader of a pipe has gone, which is its right.
    if (running?.endsGently) interrupt.abort()
    else process.exit(exitCodes.done)
  })
  process.stderr.on('error', () => undefined)
  // However it ends, the terminal gets its cursor back.
  process.on('exit', () => {
    print.status(null)
  })
  process.on('uncaughtException', (error) => {
    print.status(null)
    void end(explain(error, print))
  })

  try {
    const request = requestFrom(argv, commands)
    if (request.kind === 'version') print.line(application.version)
    else if (request.kind === 'help')
      for (const line of helpLines(request.commands)) print.line(line)
    else {
      running = request.command
      return await end(await runCommand(request, application, { print, signal: interrupt.signal }))
    }
    return await end(exitCodes.done)
  } catch (error) {
    print.status(null)
    return end(explain(error, print))
  }
}
