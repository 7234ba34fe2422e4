/**
 * Every check of the project: `npm test`. With arguments, only the tests that they name: `npm test -- test/core`.
 * Ends with the line `N passed, N failed`.
 */
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { endLeftovers, markRun } from './leftovers.mjs'
import { isNodeReady } from './need-node.mjs'
import { cacheDir, root } from './place.mjs'
import { run } from './run.mjs'
import { ensureReady } from './set-up.mjs'
import { add, countTests, nothing, resultLine } from './test-count.mjs'

const reportFile = join(cacheDir, 'test-report.json')

/** What a program of node_modules is called there, and its arguments. */
const checks = [
  { name: 'lint', program: 'eslint/bin/eslint.js', args: ['.'] },
  { name: 'format', program: 'prettier/bin/prettier.cjs', args: ['--check', '.'] },
  { name: 'dead code', program: 'knip/bin/knip.js', args: [] },
  { name: 'types', program: 'vue-tsc/bin/vue-tsc.js', args: ['--noEmit', '-p', 'tsconfig.json'] },
]

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @param {import('./run.mjs').RunOptions} [options]
 */
const runProgram = (program, args, options) =>
  run(process.execPath, [join(root, 'node_modules', program), ...args], { cwd: root, ...options })

/**
 * @param {(typeof checks)[number]} check
 * @returns {Promise<import('./test-count.mjs').Count>}
 */
async function carryOut({ name, program, args }) {
  const { ok, how, output } = await runProgram(program, args)
  process.stdout.write(ok ? `✓ ${name}\n` : `✗ ${name} (${how})\n${output}\n`)
  return { ...nothing, [ok ? 'passed' : 'failed']: 1 }
}

/**
 * @param {readonly string[]} filters
 * @returns {Promise<import('./test-count.mjs').Count>}
 */
async function runTests(filters) {
  rmSync(reportFile, { force: true })
  const { ok, how } = await runProgram(
    'vitest/vitest.mjs',
    ['run', ...filters, '--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`],
    { echo: true, env: markRun(process.env) },
  )
  const count = countTests(readReport(), ok)
  const leftovers = await endLeftovers()
  for (const line of leftovers) process.stdout.write(`✗ left running: ${line}\n`)
  if (!ok) process.stdout.write(`✗ tests (${how})\n`)
  return add(count, { ...nothing, failed: leftovers.length })
}

function readReport() {
  try {
    return /** @type {unknown} */ (JSON.parse(readFileSync(reportFile, 'utf8')))
  } catch {
    return null
  }
}

async function test() {
  const filters = process.argv.slice(2)
  const checked = filters.length > 0 ? [] : await Promise.all(checks.map(carryOut))
  const count = [...checked, await runTests(filters)].reduce(add, nothing)
  process.stdout.write(`\n${resultLine(count)}\n`)
  process.exitCode = count.failed > 0 ? 1 : 0
}

if (!(await ensureReady())) process.stdout.write(`\n${resultLine({ ...nothing, failed: 1 })}\n`)
else if (isNodeReady()) await test()
