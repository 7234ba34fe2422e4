import {
  bundleExtension,
  type ImportedBundle,
  type ImportedRun,
  type InspectedBundle,
} from '../contract/bundles.ts'
import { AppError } from '../contract/errors.ts'
import type { Given } from './arguments.ts'
import { exitCodes, type Context, type ExitCode } from './command.ts'
import { scoreRuns } from './handwriting.ts'
import { table } from './print.ts'
import { size, whole } from './words.ts'

/** Options of `import` that only a bundle has. */
export const importBundleOptions = {
  drawings: { type: 'boolean', help: 'keep the drawings of a bundle in my handwriting, too' },
} as const

export const bundleNote = `FILE may also be whole runs (${bundleExtension}), as export --format bundle writes them.`

export const isBundleFile = (path: string): boolean => path.toLowerCase().endsWith(bundleExtension)

/** Throws where an option is given that a model file has no use for. */
export function refuseDrawings(given: Given<'drawings'>): void {
  if (given.flag('drawings'))
    throw new AppError('bad-input', '--drawings is of a bundle; a model file holds no drawings')
}

/** Adds the runs of a bundle. */
export async function importBundleFile(
  given: Given<'drawings' | 'json' | 'name' | 'again'>,
  path: string,
  context: Context,
): Promise<ExitCode> {
  const odd = (['name', 'again'] as const).find((name) => given.flag(name))
  if (odd !== undefined)
    throw new AppError('bad-input', `--${odd} is of model files; the runs of a bundle have theirs`)
  const core = await context.core()
  const imported = await core.importBundle(path, given.flag('drawings'), context.interrupted)
  if (given.flag('json')) context.print.json(imported)
  else for (const line of importedLines(imported, given.flag('drawings'))) context.print.line(line)
  if (imported.drawings.added > 0) await scoreRuns(core, context)
  return exitCodes.done
}

const importedLines = ({ runs, drawings }: ImportedBundle, keeps: boolean): readonly string[] => [
  ...runs.flatMap(runLines),
  ...(drawings.held > 0 ? [drawingsLine(drawings, keeps)] : []),
]

function runLines(run: ImportedRun): readonly string[] {
  const { id, name, bundledId, bundledName, isNew, remark } = run
  const isCalledSo = id === bundledId && name === bundledName
  const before = isCalledSo ? '' : `, ${bundledId} "${bundledName}" in the bundle`
  const said = isNew ? 'Imported run' : 'Here already: run'
  return [`${said} ${id} "${name}"${before}`, ...(remark === null ? [] : [`  ${remark}`])]
}

function drawingsLine({ held, added }: ImportedBundle['drawings'], keeps: boolean): string {
  const drawings = held === 1 ? '1 drawing' : `${whole(held)} drawings`
  return keeps
    ? `Kept ${whole(added)} of ${drawings} in my handwriting; the others were there`
    : `Left out ${drawings}; --drawings keeps them in my handwriting`
}

/** Shows what is in a bundle. */
export async function inspectBundleFile(
  given: Given<'json'>,
  path: string,
  context: Context,
): Promise<ExitCode> {
  const found = await (await context.core()).inspectBundle(path)
  if (given.flag('json')) context.print.json(found)
  else for (const line of inspectedLines(found)) context.print.line(line)
  return exitCodes.done
}

function inspectedLines({ application, bytes, runs, drawings }: InspectedBundle) {
  const titles = ['Id', 'Name', 'Status', 'Data', 'Step', 'Checkpoints', 'Evaluations']
  return [
    `Whole runs, written by version ${application}; ${size(bytes)}, every hash right`,
    ...(drawings > 0 ? [`Drawings of my handwriting: ${whole(drawings)}`] : []),
    '',
    ...table(
      titles.map((title, column) => ({ title, right: column > 3 })),
      runs.map((run) => [
        run.id,
        run.name,
        run.status,
        run.dataset,
        `${whole(run.step)} of ${whole(run.steps)}`,
        whole(run.checkpoints),
        whole(run.evaluations),
      ]),
    ),
  ]
}
