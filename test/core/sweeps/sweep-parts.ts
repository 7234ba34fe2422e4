import type { Input, Output } from '../../../electron/contract/calls.ts'
import type { GroupId } from '../../../electron/contract/groups.ts'
import type { Core } from '../../../electron/core/core.ts'
import { short } from '../core-parts.ts'

export const config = { ...short.config, epochs: 1 }

/** Four short runs. */
export const grid: Input<'sweeps.start'> = {
  config,
  axes: [
    { kind: 'values', setting: 'hidden', values: [8, 16] },
    { kind: 'values', setting: 'learningRate', values: [0.001, 0.01] },
  ],
}

export const range = {
  kind: 'range',
  setting: 'learningRate',
  from: 0.0001,
  to: 0.1,
  isLog: true,
} as const

type Detail = Output<'sweeps.show'>

/** Resolves with the first state of the sweep that is as wanted; listens before it looks. */
export function whenSweep(
  core: Core,
  id: GroupId,
  isWanted: (sweep: Detail) => boolean,
): Promise<Detail> {
  return new Promise((resolve, reject) => {
    const look = () => {
      core.ask('sweeps.show', { id }).then((sweep) => {
        if (!isWanted(sweep)) return
        for (const off of offs) off()
        resolve(sweep)
      }, reject)
    }
    const offs = [core.on('sweep.changed', look), core.on('run.changed', look)]
    look()
  })
}

export const isOver = ({ state }: Detail): boolean => state === 'completed'
