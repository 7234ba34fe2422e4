import type { Command } from './command.ts'
import { compare } from './compare.ts'
import { doctor } from './doctor.ts'
import { exportModel } from './export.ts'
import { predict } from './predict.ts'
import { prepare } from './prepare.ts'
import { runsDelete, runsList, runsMetrics, runsRestore, runsShow, runsStop } from './runs.ts'
import { serve } from './serve.ts'
import { train } from './train.ts'

/** In the order in which the help shows them. */
export const commands: readonly Command[] = [
  train,
  runsList,
  runsShow,
  runsMetrics,
  runsStop,
  runsDelete,
  runsRestore,
  predict,
  prepare,
  serve,
  compare,
  exportModel,
  doctor,
]
