import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import * as v from 'valibot'
import { expect } from 'vitest'
import type { Answers, Exported, Lab } from './lab.ts'

export const programs = join(import.meta.dirname, 'programs')

const Answered = v.array(v.array(v.array(v.number())))

/** Runs a program that takes and gives JSON as `answers.py` says, with nothing but the files to go by. */
export async function answersFrom(
  command: string,
  program: string,
  { images }: Lab,
  models: readonly Exported[],
): Promise<readonly Answers[]> {
  const child = spawn(command, [join(programs, program)], {
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3', PYTHONDONTWRITEBYTECODE: '1' },
  })
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  const facts = models.map(({ path, pixels, answer }) => ({ path, pixels, answer }))
  child.stdin.end(JSON.stringify({ images, models: facts }))
  const [output, errors, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  if (code !== 0) throw new Error(`${program} ended with ${String(code)}: ${errors}`)
  return v.parse(Answered, JSON.parse(output))
}

/** As a share of the greatest number of an answer where that is more than 1; no program may differ by more. */
const mostDifference = 1e-5

/** Prints the greatest difference of each model over all images, and fails where one is too great. */
export function compare(tool: string, models: readonly Exported[], found: readonly Answers[]) {
  expect(found).toHaveLength(models.length)
  models.forEach(({ name, expected, pixels, answer }, index) => {
    const theirs = found[index] ?? []
    expect(theirs).toHaveLength(expected.length)
    const differences = expected.map((own, image) => differenceOf(own, theirs[image] ?? []))
    const greatest = Math.max(...differences)
    process.stdout.write(
      `${tool}, ${name}, ${pixels} to ${answer}: greatest difference ${greatest.toExponential(1)}\n`,
    )
    expect(greatest).toBeLessThanOrEqual(mostDifference)
  })
}

function differenceOf(ours: readonly number[], theirs: readonly number[]): number {
  expect(theirs).toHaveLength(ours.length)
  const differences = ours.map((number, at) => Math.abs(number - (theirs[at] ?? NaN)))
  return Math.max(...differences) / Math.max(1, ...ours.map(Math.abs))
}
