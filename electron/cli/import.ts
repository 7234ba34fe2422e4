import * as v from 'valibot'
import type { ImportedModel, InspectedModel } from '../contract/imports.ts'
import { RunName, type RunId } from '../contract/entities.ts'
import { AppError } from '../contract/errors.ts'
import { checkedValue } from './arguments.ts'
import type { Core } from '../core/core.ts'
import { command, exitCodes, jsonOption, type Context } from './command.ts'
import { imagesText, withProgress } from './evaluated-data.ts'
import {
  bundleNote,
  importBundleFile,
  importBundleOptions,
  inspectBundleFile,
  isBundleFile,
  refuseDrawings,
} from './import-bundle.ts'
import { inspectedLines } from './inspected-lines.ts'
import { percent } from './words.ts'

const oneFile = { usage: 'FILE', least: 1, most: 1 } as const

const formatNotes = [
  'FILE is a TensorFlow.js model (a folder or zip file of model.json and its weights), a Keras 3 archive (.keras), ONNX,',
  'safetensors (alone, or in a folder or zip file with its config.json), or NumPy arrays (.npz), of dense layers alone.',
  bundleNote,
  'A PyTorch file (.pt) is not read: it can run code. What the file does not say is assumed, and named.',
]

export const inspect = command({
  name: 'inspect',
  summary: 'Show what is in a model file or bundle, without importing it',
  operands: oneFile,
  options: jsonOption,
  notes: formatNotes,
  run: async (given, context) => {
    const { print, core } = context
    const path = given.operands[0] ?? ''
    if (isBundleFile(path)) return inspectBundleFile(given, path, context)
    const model = await (await core()).inspect(path)
    if (given.flag('json')) print.json(model)
    else for (const line of inspectedLines(model)) print.line(line)
    return exitCodes.done
  },
})

export const importModel = command({
  name: 'import',
  summary:
    'Make a run of a model file, or add the runs of a bundle, to draw for, evaluate, compare and export',
  operands: oneFile,
  options: {
    name: { type: 'string', value: 'NAME', help: 'name of the run (default: that of the file)' },
    ...importBundleOptions,
    again: { type: 'boolean', help: 'another run, where the same file was imported before' },
    ...jsonOption,
  },
  notes: [
    ...formatNotes,
    'A run that was imported cannot be trained further: model files hold neither the state of an optimizer nor a seed.',
  ],
  run: async (given, context) => {
    const { print } = context
    const path = given.operands[0] ?? ''
    if (isBundleFile(path)) return importBundleFile(given, path, context)
    refuseDrawings(given)
    const name = checkedValue(v.optional(RunName), given, 'name')
    const core = await context.core()
    const again = given.flag('again')
    const imported = await core.importFrom(path, { name, again })
    if (given.flag('json')) print.json(imported)
    else for (const line of await importedLines(core, imported)) print.line(line)
    if (!given.flag('json')) await sayTestError(context, core, imported.id)
    return exitCodes.done
  },
})

async function importedLines(
  core: Core,
  { id, isNew, model }: ImportedModel,
): Promise<readonly string[]> {
  const { name } = await core.ask('runs.show', { id })
  const said = isNew
    ? `Imported ${model.fileName} as run ${id} "${name}"`
    : `Nothing to import: run ${id} "${name}" was made of the same file (--again makes another)`
  return [said, ...assumedLines(model)]
}

/** How it reads the test images of its data set, which is on record from then on. */
async function sayTestError({ print }: Context, core: Core, id: RunId): Promise<void> {
  try {
    const { images, score } = await withProgress(core, { print }, () =>
      core.ask('evaluations.show', { id, set: 'test' }),
    )
    print.line(`Reads ${percent(score.error)} % of ${imagesText(images, 'test')} wrong`)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    print.remark(`Not evaluated: ${error.message}`)
  }
}

const assumedLines = ({ assumed }: InspectedModel) => assumed.map((fact) => `Assumed: ${fact}`)
