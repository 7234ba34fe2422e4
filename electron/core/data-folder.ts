import envPaths from 'env-paths'
import { join, resolve } from 'node:path'
import { AppError } from '../contract/errors.ts'
import { makeFolder } from '../store/make-folder.ts'

/** Where all that the application keeps lies: `--data-dir DIR`, else DIGIT_LAB_DATA, else the operating system's usual place. */
export function dataPath(env: NodeJS.ProcessEnv, argv: readonly string[]): string {
  const chosen = optionIn(argv) ?? env['DIGIT_LAB_DATA']
  return chosen ? resolve(chosen) : envPaths('digit-lab', { suffix: '' }).data
}

/** The database in a data folder; absent until the folder was first opened. */
export const databasePath = (dataDir: string): string => join(dataDir, 'lab.db')

/** Copies of the native engine's addon, for trainers with several threads. */
export const addonCopiesPath = (dataDir: string): string => join(dataDir, 'engine')

/** Model files on their way to a page. */
export const exportsPath = (dataDir: string): string => join(dataDir, 'exports')

/** The folder of `dataPath`, made for its owner alone where it is missing. */
export function dataFolder(env: NodeJS.ProcessEnv, argv: readonly string[]): string {
  const folder = dataPath(env, argv)
  try {
    makeFolder(folder)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw new AppError(
      'unwritable',
      `The data folder ${folder} cannot be made: ${code ?? String(cause)}`,
      { cause },
    )
  }
  return folder
}

const option = '--data-dir'

function optionIn(argv: readonly string[]): string | undefined {
  const joined = argv.find((argument) => argument.startsWith(`${option}=`))
  if (joined !== undefined) return joined.slice(option.length + 1)
  const at = argv.indexOf(option)
  return at < 0 ? undefined : argv[at + 1]
}
