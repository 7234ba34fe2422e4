import { bundleExtension } from '../contract/bundles.ts'
import { AppError } from '../contract/errors.ts'
import type { Given } from './arguments.ts'
import { exitCodes, type Context, type ExitCode } from './command.ts'
import { findRuns } from './find-run.ts'
import { size, whole } from './words.ts'

/** Options of `export` that only a bundle has. */
export const bundleOptions = {
  drawings: {
    type: 'boolean',
    help: 'with the drawings of my handwriting, which are left out otherwise',
  },
} as const

/** Options of `export` that only a model file has. */
const modelOptions = ['checkpoint', 'softmax', 'logits', 'pixels'] as const

type Options = 'output' | 'format' | 'force' | 'json' | 'drawings' | (typeof modelOptions)[number]

/** Whether whole runs are asked for; throws an AppError where format and path contradict each other. */
export function isForBundle(given: Given<Options>, path: string): boolean {
  const format = given.text('format')
  const endsSo = path.toLowerCase().endsWith(bundleExtension)
  if (format === 'bundle' && !endsSo)
    throw refused(path, `format bundle needs a name that ends in ${bundleExtension}`)
  if (format !== undefined && format !== 'bundle' && endsSo)
    throw refused(path, `a name that ends in ${bundleExtension} is that of a bundle`)
  return endsSo
}

const refused = (path: string, why: string) =>
  new AppError('bad-input', `--output ${JSON.stringify(path)}: ${why}`)

/** Throws where an option or a run is given that a model file has no use for. */
export function refuseForModel(given: Given<Options>): void {
  if (given.flag('drawings'))
    throw new AppError('bad-input', '--drawings is of a bundle; a model file holds no drawings')
  if (given.operands.length > 1)
    throw new AppError(
      'bad-input',
      `Unexpected argument ${JSON.stringify(given.operands[1])}: a model file holds one run, a bundle (${bundleExtension}) several`,
    )
}

/** Writes whole runs, as many as there are operands. */
export async function exportBundle(
  given: Given<Options>,
  path: string,
  context: Context,
): Promise<ExitCode> {
  const { print } = context
  const odd = modelOptions.find((name) => given.flag(name))
  if (odd !== undefined)
    throw new AppError('bad-input', `--${odd} is of model files; a bundle holds whole runs`)
  const found = await findRuns(context, given.operands)
  const ids = found.map(({ id }) => id)
  const core = await context.core()
  const target = { path, replaces: given.flag('force') }
  const written = await core.bundleTo(
    { ids, drawings: given.flag('drawings') },
    target,
    context.interrupted,
  )
  if (given.flag('json')) {
    print.json({ path, format: 'bundle', ...written })
    return exitCodes.done
  }
  for (const { id, name } of written.runs) print.line(`Wrote run ${id} "${name}" to ${path}`)
  if (written.drawings > 0) print.line(`With ${whole(written.drawings)} drawings of my handwriting`)
  print.line(`${size(written.bytes)}, read again and found whole; SHA-256 ${written.sha256}`)
  return exitCodes.done
}
