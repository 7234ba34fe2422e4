import * as v from 'valibot'
import type { Handlers } from '../contract/calls.ts'
import type { Preset } from '../contract/entities.ts'
import { AppError } from '../contract/errors.ts'
import { TrainConfig } from '../contract/train-config.ts'
import type { Db } from '../store/database.ts'
import { deletePreset, ownPresets, savePreset } from '../store/presets.sql.ts'
import { builtInPresets } from './presets.ts'

type PresetCalls = Pick<Handlers, Extract<keyof Handlers, `presets.${string}`>>

function refuseBuiltIn(name: string): void {
  if (builtInPresets.some((preset) => preset.name === name))
    throw new AppError('conflict', `The preset ${name} belongs to the application`)
}

const ownPreset = ({
  name,
  config,
}: {
  readonly name: string
  readonly config: string
}): Preset => ({
  name,
  config: v.parse(TrainConfig, JSON.parse(config)),
  isOwn: true,
})

/** Answers to every question about presets. */
export const presetHandlers = (db: Db): PresetCalls => ({
  'presets.list': () => [...builtInPresets, ...ownPresets(db).map(ownPreset)],
  'presets.save': ({ name, config }) => {
    refuseBuiltIn(name)
    savePreset(db, { name, config: JSON.stringify(config) })
  },
  'presets.delete': ({ name }) => {
    refuseBuiltIn(name)
    if (!deletePreset(db, name)) throw new AppError('not-found', `There is no preset ${name}`)
  },
})
