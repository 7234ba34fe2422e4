import { mkdirSync, readdirSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { root } from '../place.mjs'
import { run } from '../run.mjs'
import { engineDir, packageDir } from './memo.mjs'
import { keptDir } from './native-files.mjs'
import { extract, zipMembers } from './zip.mjs'

/** TensorFlow's C++ library as Python gets it. tfjs-node speaks to its C interface, which has stayed compatible. */
const wheel = {
  version: '2.21.0',
  sha256: '2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c',
}

const libraries = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2']
const sources = ['tfjs_backend', 'tfjs_binding']

/** What the addon's two files include, out of 13,000 headers. */
const headers = [
  'tensorflow/c/c_api.h',
  'tensorflow/c/c_api_macros.h',
  'tensorflow/c/eager/c_api.h',
  'tensorflow/c/tf_attrtype.h',
  'tensorflow/c/tf_buffer.h',
  'tensorflow/c/tf_datatype.h',
  'tensorflow/c/tf_status.h',
  'tensorflow/c/tf_tensor.h',
  'tensorflow/c/tf_tstring.h',
  'tensorflow/core/platform/ctstring.h',
  'tensorflow/core/platform/ctstring_internal.h',
  'tsl/platform/ctstring.h',
  'tsl/platform/ctstring_internal.h',
  'xla/tsl/c/tsl_status.h',
]

/** Wheel, unpacked and stripped libraries lie side by side for a moment. */
const neededBytes = 1.5e9

/**
 * Makes tfjs-node's native files from the wheel, into the folder of kept files. Throws with one line that says what
 * is missing.
 * @param {(line: string) => void} say
 */
export async function buildFromWheel(say) {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error(`there is no wheel for ${process.platform}-${process.arch}`)
  const compiler = await firstThatRuns([process.env['CXX'], 'g++', 'clang++', 'c++'])
  if (!compiler) throw new Error('no C++ compiler (g++ or clang++)')
  const python = await firstThatRuns(['python3', 'python'], ['-m', 'pip'])
  if (!python) throw new Error('no Python with pip')
  const work = workFolder()
  try {
    say(`fetching tensorflow-cpu ${wheel.version} (274 MB)`)
    const file = await download(python, work)
    say('unpacking it and compiling the addon')
    await Promise.all([unpackLibraries(file, work), compile(compiler, file, work)])
    await link(compiler, work)
    for (const leftover of ['download', 'build', 'tmp'])
      rmSync(join(work, leftover), { recursive: true, force: true })
    rmSync(keptDir, { recursive: true, force: true })
    renameSync(work, keptDir)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/**
 * @param {readonly (string | undefined)[]} commands
 * @param {readonly string[]} args
 */
async function firstThatRuns(commands, args = []) {
  for (const command of commands) {
    if (!command) continue
    const { ok } = await run(command, [...args, '--version'], { timeoutMs: 30_000 })
    if (ok) return command
  }
  return null
}

/** An empty folder of this process, after those of killed ones are gone. */
function workFolder() {
  mkdirSync(engineDir, { recursive: true })
  for (const name of readdirSync(engineDir)) {
    const pid = Number(/^work-(\d+)$/.exec(name)?.[1])
    if (pid && !isAlive(pid)) rmSync(join(engineDir, name), { recursive: true, force: true })
  }
  const { bavail, bsize } = statfsSync(engineDir)
  if (bavail * bsize < neededBytes) throw new Error('less than 1.5 GB of free space')
  const work = join(engineDir, `work-${String(process.pid)}`)
  rmSync(work, { recursive: true, force: true })
  for (const folder of ['download', 'build', 'tmp', 'deps/lib', 'lib/napi-v8'])
    mkdirSync(join(work, folder), { recursive: true })
  return work
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH')
  }
}

/**
 * pip checks the hash, and takes the wheel from whatever index the machine is set to.
 * @param {string} python
 * @param {string} work
 */
async function download(python, work) {
  const folder = join(work, 'download')
  const requirements = join(work, 'build', 'requirements.txt')
  writeFileSync(requirements, `tensorflow-cpu==${wheel.version} --hash=sha256:${wheel.sha256}\n`)
  const { ok, how, output } = await run(
    python,
    ['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary=:all:', '--require-hashes']
      .concat(['--disable-pip-version-check', '--retries', '1', '--timeout', '30'])
      .concat(['--platform', 'manylinux_2_27_x86_64', '--implementation', 'cp'])
      .concat(['--python-version', '311', '--abi', 'cp311', '-d', folder, '-r', requirements]),
    { timeoutMs: 20 * 60_000, env: { ...process.env, TMPDIR: join(work, 'tmp') } },
  )
  const file = readdirSync(folder).find((name) => name.endsWith('.whl'))
  if (ok && file) return join(folder, file)
  throw new Error(`pip: ${/^ERROR: (.*?)(?:\. |$)/m.exec(output)?.[1] ?? how}`)
}

/**
 * @param {string} wheelFile
 * @param {string} work
 */
async function unpackLibraries(wheelFile, work) {
  const members = await zipMembers(wheelFile)
  for (const library of libraries) {
    const target = join(work, 'deps', 'lib', library)
    await extract(wheelFile, members, `tensorflow/${library}`, target)
    // Symbols take a quarter of the file; without `strip` they stay.
    await run('strip', ['--strip-unneeded', target], { timeoutMs: 300_000 })
  }
}

/**
 * @param {string} compiler
 * @param {string} wheelFile
 * @param {string} work
 */
async function compile(compiler, wheelFile, work) {
  const include = join(work, 'build', 'include')
  const members = await zipMembers(wheelFile)
  for (const header of headers)
    await extract(wheelFile, members, `tensorflow/include/${header}`, join(include, header))
  const includes = [`-I${include}`, `-I${nodeHeaders()}`]
  await Promise.all(
    sources.map((source) =>
      runCompiler(compiler, work, [
        ...['-O2', '-fPIC', '-std=c++17', '-DNAPI_VERSION=8', '-I.', ...includes],
        ...['-c', `binding/${source}.cc`, '-o', join(work, 'build', `${source}.o`)],
      ]),
    ),
  )
}

function nodeHeaders() {
  try {
    const require = createRequire(join(root, 'package.json'))
    return dirname(require.resolve('node-api-headers/include/node_api.h'))
  } catch {
    throw new Error('the package node-api-headers is not installed')
  }
}

/**
 * @param {string} compiler
 * @param {string} work
 */
async function link(compiler, work) {
  await runCompiler(compiler, work, [
    ...['-shared', ...sources.map((source) => join(work, 'build', `${source}.o`))],
    `-L${join(work, 'deps', 'lib')}`,
    ...libraries.map((library) => `-l:${library}`),
    '-Wl,-rpath,$ORIGIN/../../deps/lib',
    ...['-o', join(work, 'lib', 'napi-v8', 'tfjs_binding.node')],
  ])
}

/**
 * @param {string} compiler
 * @param {string} work
 * @param {readonly string[]} args
 */
async function runCompiler(compiler, work, args) {
  const { ok, how, output } = await run(compiler, args, {
    cwd: packageDir,
    timeoutMs: 300_000,
    env: { ...process.env, TMPDIR: join(work, 'tmp') },
  })
  if (!ok)
    throw new Error(`${compiler}: ${/error: (.*)$/m.exec(output)?.[1]?.slice(0, 160) ?? how}`)
}
