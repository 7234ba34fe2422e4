import { cpus, loadavg } from 'node:os'
import { unreachable } from '../electron/contract/errors.ts'
import { requestFrom, type Request } from './arguments.ts'
import type { Benchmark, Line, Session } from './benchmark.ts'
import { answers } from './benchmarks/answers.ts'
import { augmentation } from './benchmarks/augmentation.ts'
import { evaluate } from './benchmarks/evaluate.ts'
import { layers } from './benchmarks/layers.ts'
import { manyRuns } from './benchmarks/many-runs.ts'
import { memory } from './benchmarks/memory.ts'
import { overhead } from './benchmarks/overhead.ts'
import { reference } from './benchmarks/reference.ts'
import { sideBySide } from './benchmarks/side-by-side.ts'
import { slowerEngines } from './benchmarks/slower-engines.ts'
import { startAndStop } from './benchmarks/start-and-stop.ts'
import { sweep } from './benchmarks/sweep.ts'
import { window } from './benchmarks/window.ts'
import { installPython } from './python.ts'
import { report, summary } from './report.ts'
import { exitCodeOf } from './verdict.ts'

// Measures what is promised of speed and memory. The lines go to standard output, what is being done to standard error.
const benchmarks: readonly Benchmark[] = [
  reference,
  overhead,
  augmentation,
  slowerEngines,
  memory,
  startAndStop,
  evaluate,
  window,
  sideBySide,
  sweep,
  layers,
  manyRuns,
  answers,
]

const help = [
  'npm run bench [-- NAME… --rounds N --threads N]   measures all, or what is named',
  'npm run bench -- --install-python                 gets PyTorch and JAX to compare with, into .cache/',
  '',
  ...benchmarks.map(({ name, about }) => `${name.padEnd(14)}${about}`),
  '',
  'Exit codes: 0 all targets met, 1 one missed or not to be measured for a failure, 2 wrong usage.',
]

const print = (lines: readonly string[]) => {
  process.stdout.write(`${lines.join('\n')}\n`)
}
const say = (doing: string) => {
  process.stderr.write(`${doing}\n`)
}

const inMinutes = (seconds: number) =>
  seconds < 60 ? `${seconds.toFixed(0)} s` : `${(seconds / 60).toFixed(1)} min`

/** The lines of a benchmark; one that fails says why and leaves the others alone. */
async function linesOf(benchmark: Benchmark, session: Session): Promise<readonly Line[]> {
  try {
    return await benchmark.measure(session)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const outcome = { kind: 'failed', reason } as const
    return [{ what: benchmark.about, unit: 'ratio', most: null, outcome }]
  }
}

async function measure({ names, rounds, threads }: Extract<Request, { kind: 'measure' }>) {
  const session: Session = { rounds, threads, say }
  const chosen = benchmarks.filter(({ name }) => names.includes(name))
  const expected = chosen.reduce((sum, { seconds }) => sum + seconds(session), 0)
  const [processor] = cpus()
  print([
    `${String(cpus().length)} × ${processor?.model ?? 'unknown processor'}, load ${loadavg()[0]?.toFixed(1) ?? '?'}; ` +
      `all threads are ${String(threads)}, ${String(rounds)} rounds`,
  ])
  say(`this takes about ${inMinutes(expected)} on a quiet machine of two cores`)
  const lines: Line[] = []
  for (const [index, benchmark] of chosen.entries()) {
    const place = `[${String(index + 1)}/${String(chosen.length)}] ${benchmark.name}`
    say(`${place}: ${benchmark.about}, about ${inMinutes(benchmark.seconds(session))}`)
    const beganMs = performance.now()
    const found = await linesOf(benchmark, {
      ...session,
      say: (doing) => {
        say(`${place}: ${doing}`)
      },
    })
    say(`${place}: done in ${inMinutes((performance.now() - beganMs) / 1000)}`)
    report(found).forEach(say)
    lines.push(...found)
  }
  print(['', ...report(lines), '', summary(lines)])
  return exitCodeOf(lines)
}

async function carryOut(request: Request): Promise<number> {
  switch (request.kind) {
    case 'help':
      print(help)
      return 0
    case 'install-python':
      await installPython(say)
      return 0
    case 'measure':
      return measure(request)
    case 'wrong':
      say(request.why)
      return 2
    default:
      return unreachable(request)
  }
}

const names = benchmarks.map(({ name }) => name)
process.exitCode = await carryOut(requestFrom(process.argv.slice(2), names))
