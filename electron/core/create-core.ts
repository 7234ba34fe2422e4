import { randomInt } from 'node:crypto'
import * as v from 'valibot'
import type { Handlers } from '../contract/calls.ts'
import { RunId } from '../contract/entities.ts'
import { AppError } from '../contract/errors.ts'
import { openDatabase, write } from '../store/database.ts'
import { claimRun } from '../store/leases.sql.ts'
import { createAnswering } from './answer.ts'
import type { Core, CoreOptions } from './core.ts'
import { databasePath } from './data-folder.ts'
import { createDatasets } from './datasets.ts'
import { digitHandlers } from './digits.ts'
import { createDoctor } from './doctor.ts'
import { createAnnouncer } from './events.ts'
import { createExporter } from './export-model.ts'
import { ourselves } from './lease.ts'
import { createQueue } from './queue.ts'
import { enqueueRun, runHandlers } from './runs.ts'
import { trainRun, type TrainingContext } from './train-run.ts'
import { closeDeadRuns, watchDataFolder } from './watch.ts'

/** A number from 0 to 1 that nobody can foresee. */
const unforeseen = (): number => randomInt(2 ** 47) / 2 ** 47

/** Opens a data folder and answers for it until `close`; several cores may share one folder. */
export function createCore(options: CoreOptions): Core {
  const { dataDir, fork, log, version, now = Date.now, random = unforeseen } = options
  const db = openDatabase(databasePath(dataDir))
  const owner = ourselves(String(random()))
  const news = createAnnouncer((error) => {
    log.error(`A listener failed: ${String(error)}`)
  })
  const datasets = createDatasets(options.mnistDir)
  const training: TrainingContext = { db, fork, log, now, owner, datasets, news }
  const queue = options.worksQueue ? createQueue(training) : undefined
  const wakeQueue = () => queue?.wake()

  closeDeadRuns({ db, owner, now })
  const endWatch = watchDataFolder({ db, owner, now, news, onChange: wakeQueue })
  wakeQueue()

  const doctor = createDoctor({ db, dataDir, version, fork, datasets })
  const exporter = createExporter({ db, fork, datasets })
  const handlers: Handlers = {
    ...runHandlers({ db, now, random, news, onQueued: wakeQueue }),
    ...digitHandlers(db),
    'models.export': ({ id, format }) => exporter.toZip(id, format),
    'lab.doctor': ({ engine }) => doctor(engine),
  }

  /** What `train` has under way, ended by `close`. */
  const closing = new AbortController()
  const foreground = new Set<Promise<unknown>>()

  return {
    ...createAnswering(handlers, log),
    on: news.on,
    onAny: news.onAny,
    train: async (start, signal, began) => {
      const claimed = write(db, () =>
        claimRun(db, { owner, now: now(), id: enqueueRun({ db, now, random }, start) }),
      )
      if (!claimed) throw new AppError('internal', 'The new run could not be claimed')
      began?.(v.parse(RunId, claimed.id))
      const ended = trainRun(training, claimed, AbortSignal.any([signal, closing.signal]))
      foreground.add(ended)
      return ended.finally(() => foreground.delete(ended))
    },
    exportTo: (id, format, path) => exporter.toPath(id, format, path),
    close: async () => {
      endWatch()
      closing.abort()
      await Promise.allSettled([queue?.close(), ...foreground])
      db.close()
    },
  }
}
