import * as v from 'valibot'
import type { Handlers } from '../contract/calls.ts'
import { RunId, type Run } from '../contract/entities.ts'
import { AppError } from '../contract/errors.ts'
import { openDatabase } from '../store/database.ts'
import { runById, runsWith } from '../store/runs.sql.ts'
import { handBack } from '../store/sweeps.sql.ts'
import { createAnswering } from './answer.ts'
import { createBundles } from './bundle/bundles.ts'
import { claimAtOnce } from './claims.ts'
import type { Core, CoreOptions } from './core.ts'
import { comparisonHandlers } from './comparison/comparing.ts'
import { addonCopiesPath, databasePath, exportsPath } from './data-folder.ts'
import { changeHandlers } from './change-runs.ts'
import { checkpointHandlers } from './checkpoints.ts'
import { addDataset } from './add-dataset.ts'
import { createDatasetCalls } from './dataset-calls.ts'
import { clearLeftovers } from './dataset-folder.ts'
import { createDatasets } from './datasets.ts'
import { digitHandlers } from './digits.ts'
import { createDoctor } from './doctor.ts'
import { enqueueRepeat, enqueueRun } from './enqueue.ts'
import { environmentOf, thisMachine, type Source } from './environment.ts'
import { createAnnouncer } from './events.ts'
import { createExporter } from './export/exporter.ts'
import { createEvaluating } from './evaluation/evaluating.ts'
import { firstLayerOf } from './first-layer.ts'
import { createHandwritingCalls } from './handwriting.ts'
import { createHandwritingScorer } from './handwriting-scorer.ts'
import { createImporter, modelAt, modelOf } from './import/importer.ts'
import { ourselves } from './lease.ts'
import { lifeCycleHandlers, queued } from './life-cycle.ts'
import { createMemoryKills } from './memory-kills.ts'
import { mixHandwriting } from './mix-handwriting.ts'
import { presetHandlers } from './own-presets.ts'
import { clearPartials } from './partial.ts'
import { placeHandlers } from './places.ts'
import { createQueueOrder } from './queue-order.ts'
import { createQueue } from './queue.ts'
import { runHandlers } from './runs.ts'
import { enqueueNextSeed, startHandlers } from './repeats.ts'
import { createSavedModels } from './saved-models.ts'
import { createSettings, currentSettings } from './settings.ts'
import { createSweepNews, sweepHandlers } from './sweeps/sweep-calls.ts'
import { createSweeper } from './sweeps/sweeper.ts'
import { trainSweep } from './sweeps/train-sweep.ts'
import { unforeseen } from './unforeseen.ts'
import { viewHandlers } from './views.ts'
import { trainRun, type TrainingContext } from './train-run.ts'
import { closeDeadRuns, watchDataFolder } from './watch.ts'

const unknownSource: Source = { commit: null, hasChanges: false }

/** Opens a data folder and answers for it until `close`; several cores may share one folder. */
export function createCore(options: CoreOptions): Core {
  const { dataDir, fork, log, version, now = Date.now, random = unforeseen } = options
  const db = openDatabase(databasePath(dataDir))
  const owner = ourselves(String(random()))
  const news = createAnnouncer((error) => {
    log.error(`A listener failed: ${String(error)}`)
  })
  const datasets = createDatasets({ db, dataDir, mnistDir: options.mnistDir })
  const { source = unknownSource, commandLine = [] } = options
  const data = createDatasetCalls({ db, dataDir, owner, datasets, news })
  const settings = createSettings({ db, news })
  const training: TrainingContext = {
    db,
    fork,
    log,
    now,
    owner,
    datasets,
    memoryKills: createMemoryKills(),
    addonCopies: addonCopiesPath(dataDir),
    news,
    checkpointEverySeconds: () =>
      options.checkpointEverySeconds ?? currentSettings(db).checkpointEverySeconds,
    environment: environmentOf({ version, ...source, commandLine }, thisMachine()),
  }

  clearLeftovers(dataDir, now())
  clearPartials(exportsPath(dataDir), now())
  const closeDead = () => {
    for (const run of runsWith(db, closeDeadRuns({ db, owner, now }))) news.emit('run.changed', run)
  }
  closeDead()
  const scorer = createHandwritingScorer({ db, log, news, isOn: options.worksQueue })
  news.on('run.changed', scorer.hear)
  scorer.lookAgain()
  const handwriting = createHandwritingCalls({ db, now, news, scorer })
  const runs = { db, now, random, news }
  const lookAtSweeps = createSweepNews(db, news)
  const sweeper = createSweeper({
    enqueuing: runs,
    log,
    news,
    worksAll: options.worksQueue,
    onChange: lookAtSweeps,
  })
  const queueOrder = createQueueOrder({ db, now, log, news })
  const lookAgain = () => {
    settings.lookAgain()
    queueOrder.lookAgain()
    data.lookAgain()
    handwriting.lookAgain()
    lookAtSweeps()
  }
  const endWatch = watchDataFolder({ db, owner, now, log, news, onChange: lookAgain })
  const findModel = createSavedModels(db)
  const evaluating = createEvaluating({ db, fork, log, now, news, datasets, findModel })
  const queue = options.worksQueue
    ? createQueue(training, ({ id }) => {
        evaluating.ahead(id)
      })
    : undefined
  if (queue) {
    queue.wake()
    news.on('run.changed', queue.wake)
    news.on('settings.changed', queue.wake)
  }

  /** What is done past the queue, ended by `close`. */
  const closing = new AbortController()
  const foreground = new Set<Promise<unknown>>()
  const untilClose = <T>(work: Promise<T>): Promise<T> => {
    foreground.add(work)
    return work.finally(() => foreground.delete(work))
  }
  const adding = { db, dataDir, owner, now, datasets }

  const doctor = createDoctor({ db, dataDir, version, fork, datasets })
  const bundles = createBundles({
    db,
    fork,
    now,
    dataDir,
    owner,
    version,
    scorer,
    closing: closing.signal,
  })
  const exporter = createExporter({ db, dataDir, fork, now, owner, datasets, version })
  const importer = createImporter({
    ...runs,
    fork,
    onImported: (id) => {
      if (options.worksQueue) evaluating.ahead(id)
    },
  })
  const handlers: Handlers = {
    ...runHandlers(runs),
    ...startHandlers(runs),
    ...lifeCycleHandlers(runs),
    ...checkpointHandlers(db, news),
    ...sweepHandlers({ ...runs, dataDir, sweeper, lookAgain: lookAtSweeps }),
    ...presetHandlers(db),
    ...settings.handlers,
    ...viewHandlers(db),
    ...changeHandlers(db, news),
    ...placeHandlers({ db, now, news, closeDead, onPurged: settings.lookAgain }),
    ...queueOrder.handlers,
    ...digitHandlers(db, findModel),
    'runs.firstLayer': ({ id, epoch }) => firstLayerOf(findModel(id, epoch)),
    ...evaluating.handlers,
    ...comparisonHandlers({ db, now, version, find: evaluating.find }),
    ...data.handlers,
    ...handwriting.handlers,
    'handwriting.mix': async (mix) => {
      const dataset = await untilClose(mixHandwriting(adding, mix, closing.signal))
      data.lookAgain()
      return dataset
    },
    'models.inspect': ({ fileName, file }) => untilClose(importer.inspect(modelOf(fileName, file))),
    'models.import': ({ fileName, file, ...wishes }) =>
      untilClose(importer.add(modelOf(fileName, file), wishes)),
    'models.export': ({ id, ...choice }) => exporter.inMemory(id, choice),
    'runs.bundle': (chosen, signal) => untilClose(bundles.inMemory(chosen, signal)),
    'runs.importBundle': (sent, signal) => untilClose(bundles.fromMemory(sent, signal)),
    'lab.doctor': ({ engine }) => doctor(engine),
  }

  /** Trains the run that `enqueue` queues or finds in the queue, which nobody else can claim meanwhile. */
  const trainHere = async (
    enqueue: () => RunId,
    signal: AbortSignal,
    began?: (id: RunId) => void,
  ): Promise<Run> => {
    const claimed = claimAtOnce(training, enqueue)
    if (!claimed) throw new AppError('conflict', 'The run has just passed to another process')
    began?.(v.parse(RunId, claimed.id))
    const run = await untilClose(
      trainRun(training, claimed, AbortSignal.any([signal, closing.signal])),
    )
    if (!run) throw new AppError('not-found', `Run ${claimed.id} was deleted for good meanwhile`)
    await scorer.settle(run.id)
    return runById(db, run.id)
  }

  return {
    ...createAnswering(handlers, log),
    on: news.on,
    onAny: news.onAny,
    train: (start, signal, began) => trainHere(() => enqueueRun(runs, start), signal, began),
    resume: (id, signal, began) => trainHere(() => queued(runs, id), signal, began),
    reproduce: (id, signal, began) => trainHere(() => enqueueRepeat(runs, id), signal, began),
    repeat: (id, signal, began) => trainHere(() => enqueueNextSeed(runs, id), signal, began),
    sweep: (id, signal) => {
      const ends = AbortSignal.any([signal, closing.signal])
      return untilClose(trainSweep(training, runs, news, { id, sweeper, signal: ends }))
    },
    exportTo: exporter.toPath,
    inspect: (path) => untilClose(importer.inspect(modelAt(path))),
    importFrom: async (path, wishes) => {
      const imported = await untilClose(importer.add(modelAt(path), wishes))
      await scorer.settle(imported.id)
      return imported
    },
    bundleTo: (chosen, target, signal) => untilClose(bundles.toPath(chosen, target, signal)),
    inspectBundle: (path) => untilClose(bundles.inspect(path)),
    importBundle: (path, drawings, signal) => untilClose(bundles.fromPath(path, drawings, signal)),
    addDataset: async (added, signal, progress) => {
      const ends = AbortSignal.any([signal, closing.signal])
      const dataset = await untilClose(addDataset(adding, added, ends, progress))
      data.lookAgain()
      return dataset
    },
    close: async () => {
      endWatch()
      sweeper.close()
      if (db.open) handBack(db, owner)
      queueOrder.close()
      closing.abort()
      handwriting.close()
      await Promise.allSettled([queue?.close(), scorer.close(), evaluating.close(), ...foreground])
      db.close()
    },
  }
}
