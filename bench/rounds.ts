import { spawnSync } from 'node:child_process'
import { availableParallelism, cpus, loadavg } from 'node:os'
import { dirname, join } from 'node:path'
import { mnistFiles, type Measured } from './mnist.ts'

// Programs take turns within each round, so that a machine that slows down slows all of them down; ratios are
// taken within a round. Times of one machine say little about another, ratios more.
const [rounds = 5, epochs = 3, threads = availableParallelism()] = process.argv.slice(2).map(Number)

interface Program {
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
}

const here = (file: string) => join(import.meta.dirname, file)
const size = [String(epochs), String(threads)]
const python = process.env['BENCH_PYTHON'] ?? 'python3'
const bare: Program = {
  name: 'bare loop on TensorFlow',
  command: process.execPath,
  args: [here('bare-loop.ts'), ...size],
}
const product: Program = {
  name: 'Digit Lab',
  command: process.execPath,
  args: [here('product.ts'), ...size],
}
const inPython = (name: string, optimizer: string): Program => ({
  name,
  command: python,
  args: [here('pytorch.py'), dirname(mnistFiles.trainImages), ...size, optimizer],
})
// As its users write it, and with the option that few know.
const pytorch = inPython('PyTorch', 'plain')
const fused = inPython('PyTorch, fused optimizer', 'fused')
const hasTorch = spawnSync(python, ['-c', 'import torch']).status === 0
const programs = [bare, product, ...(hasTorch ? [pytorch, fused] : [])]

function measure({ name, command, args }: Program): Measured {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${name} failed: ${stderr}`)
  return JSON.parse(stdout) as Measured
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2
}

console.log(
  `${String(cpus().length)} × ${cpus()[0]?.model ?? 'unknown processor'}, ${String(threads)} threads, load ${loadavg()[0]?.toFixed(1) ?? '?'}; ` +
    `${String(rounds)} rounds of ${String(epochs)} epochs, the first of each left out`,
)
if (!hasTorch) console.log(`${python} has no torch; set BENCH_PYTHON to one that has`)

const results: Map<Program, Measured>[] = []
for (let round = 1; round <= rounds; round += 1) {
  // Who goes first changes, since a machine that rested is faster.
  const turns = round % 2 === 0 ? programs.toReversed() : programs
  const measured = new Map(turns.map((program) => [program, measure(program)]))
  results.push(measured)
  const times = programs.map(
    (program) => `${program.name} ${median(measured.get(program)?.whole ?? []).toFixed(2)} s`,
  )
  console.log(`round ${String(round)}: ${times.join(', ')} an epoch`)
}

const secondsOf = (program: Program, part: 'steps' | 'whole') =>
  results.map((round) => median(round.get(program)?.[part] ?? []))

function ratios(program: Program, other: Program, part: 'steps' | 'whole') {
  const others = secondsOf(other, part)
  return secondsOf(program, part).map((seconds, round) => seconds / (others[round] ?? NaN))
}

console.log('\nmedian over rounds         epoch, all of it   its steps alone   test error')
for (const program of programs) {
  const [whole, steps] = (['whole', 'steps'] as const).map((part) =>
    median(secondsOf(program, part)).toFixed(3),
  )
  const errors = results.map((round) => round.get(program)?.testError ?? NaN)
  console.log(
    `${program.name.padEnd(26)} ${`${whole ?? ''} s`.padEnd(18)} ${`${steps ?? ''} s`.padEnd(17)} ${median(errors).toFixed(4)}`,
  )
}

/** The middle of some ratios, with the range that they lie in. */
function inWords(found: readonly number[]): string {
  const range = `${Math.min(...found).toFixed(2)} to ${Math.max(...found).toFixed(2)}`
  return `${median(found).toFixed(3)} (${range})`
}

let missed = 0
function judge(what: string, found: readonly number[], most: number) {
  const isMet = median(found) <= most
  if (!isMet) missed += 1
  console.log(
    `${isMet ? 'met   ' : 'MISSED'} ${what}: ${inWords(found)}, at most ${most.toFixed(2)}`,
  )
}
console.log()
judge('Digit Lab / bare loop, whole epochs', ratios(product, bare, 'whole'), 1.1)
if (hasTorch) {
  judge('Digit Lab / PyTorch, whole epochs', ratios(product, pytorch, 'whole'), 1)
  judge('Digit Lab / PyTorch, steps alone', ratios(product, pytorch, 'steps'), 1)
  const others = inWords(ratios(product, fused, 'whole'))
  console.log(`       Digit Lab / PyTorch with its fused optimizer, whole epochs: ${others}`)
}
process.exitCode = missed > 0 ? 1 : 0
