import { checkpointsList, checkpointsPrune } from './checkpoints.ts'
import type { Command } from './command.ts'
import { compare } from './compare.ts'
import { dataAdd } from './data-add.ts'
import { dataDelete, dataList, dataShow } from './data.ts'
import { doctor } from './doctor.ts'
import { exportModel } from './export.ts'
import { extend, pause, resume, runsStop, set, stop } from './life-cycle.ts'
import { predict } from './predict.ts'
import { prepare } from './prepare.ts'
import { presetsDelete, presetsList, presetsSave } from './presets.ts'
import { runsReproduce, runsVerify } from './repeat.ts'
import { runsLayers } from './run-layers.ts'
import { runsUsage } from './run-usage.ts'
import { runsDelete, runsList, runsMetrics, runsRestore, runsShow } from './runs.ts'
import { serve } from './serve.ts'
import { settingsList, settingsSet } from './settings.ts'
import { train } from './train.ts'

/** In the order in which the help shows them. */
export const commands: readonly Command[] = [
  train,
  pause,
  resume,
  stop,
  extend,
  set,
  dataAdd,
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
  runsStop,
  runsDelete,
  runsRestore,
  runsVerify,
  runsReproduce,
  checkpointsList,
  checkpointsPrune,
  predict,
  prepare,
  serve,
  compare,
  exportModel,
  settingsList,
  settingsSet,
  doctor,
]
