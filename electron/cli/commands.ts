import { checkpointsList, checkpointsPrune } from './checkpoints.ts'
import { runsClone } from './clone.ts'
import type { Command } from './command.ts'
import { compare } from './compare.ts'
import { dataAdd } from './data-add.ts'
import { dataMix } from './data-mix.ts'
import { dataDelete, dataList, dataShow } from './data.ts'
import { doctor } from './doctor.ts'
import { errors } from './errors.ts'
import { evaluate } from './evaluate.ts'
import { exportModel } from './export.ts'
import { extend, pause, resume, runsStop, set, stop } from './life-cycle.ts'
import { handwritingAdd, handwritingExport, handwritingImport } from './handwriting-files.ts'
import { handwritingDelete, handwritingList, handwritingRelabel } from './handwriting.ts'
import { importModel, inspect } from './import.ts'
import { predict } from './predict.ts'
import { prepare } from './prepare.ts'
import { presetsDelete, presetsList, presetsSave } from './presets.ts'
import { queueAdd, queueHold, queueList, queueMove, queueRelease, queueRemove } from './queue.ts'
import { runsRepeat, runsReproduce, runsVerify } from './repeat.ts'
import { runsLayers } from './run-layers.ts'
import { runsUsage } from './run-usage.ts'
import { runsMetrics, runsShow } from './runs.ts'
import { runsColour, runsNote, runsPin, runsRename, runsTag } from './runs-change.ts'
import { runsList } from './runs-list.ts'
import { runsLog } from './runs-log.ts'
import { runsArchive, runsDelete, runsPurge, runsRestore, runsUnarchive } from './runs-places.ts'
import { serve } from './serve.ts'
import { settingsList, settingsSet } from './settings.ts'
import { sweep } from './sweep.ts'
import {
  sweepsBest,
  sweepsDelete,
  sweepsExtend,
  sweepsList,
  sweepsPause,
  sweepsResume,
  sweepsShow,
  sweepsStop,
} from './sweeps.ts'
import { train } from './train.ts'
import { viewsDelete, viewsList, viewsSave, viewsShow } from './views.ts'
import { runsWatch } from './watch.ts'

/** In the order in which the help shows them. */
export const commands: readonly Command[] = [
  train,
  sweep,
  pause,
  resume,
  stop,
  extend,
  set,
  dataAdd,
  dataMix,
  dataList,
  dataShow,
  dataDelete,
  presetsList,
  presetsSave,
  presetsDelete,
  runsList,
  runsShow,
  runsMetrics,
  runsLayers,
  runsUsage,
  runsLog,
  runsWatch,
  runsStop,
  runsRename,
  runsNote,
  runsTag,
  runsPin,
  runsColour,
  runsArchive,
  runsUnarchive,
  runsDelete,
  runsRestore,
  runsPurge,
  runsClone,
  runsVerify,
  runsReproduce,
  runsRepeat,
  queueList,
  queueAdd,
  queueMove,
  queueHold,
  queueRelease,
  queueRemove,
  sweepsList,
  sweepsShow,
  sweepsBest,
  sweepsPause,
  sweepsResume,
  sweepsStop,
  sweepsExtend,
  sweepsDelete,
  viewsList,
  viewsShow,
  viewsSave,
  viewsDelete,
  checkpointsList,
  checkpointsPrune,
  evaluate,
  errors,
  handwritingList,
  handwritingAdd,
  handwritingRelabel,
  handwritingDelete,
  handwritingExport,
  handwritingImport,
  predict,
  prepare,
  serve,
  compare,
  exportModel,
  importModel,
  inspect,
  settingsList,
  settingsSet,
  doctor,
]
