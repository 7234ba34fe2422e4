import { PresetName } from '../contract/entities.ts'
import { AppError } from '../contract/errors.ts'
import { checkedOperand, type Operands } from './arguments.ts'
import { command, exitCodes, jsonOption, noOperands } from './command.ts'
import { table } from './print.ts'
import { statedDifferences } from './setting-options.ts'
import { configFrom, configOptions, knownPresets } from './start-run.ts'

const oneName: Operands = { usage: 'NAME', least: 1, most: 1 }

export const presetsList = command({
  name: 'presets list',
  summary: 'List the presets: settings under a name, for train --preset NAME',
  operands: noOperands,
  options: jsonOption,
  run: async (given, context) => {
    const { print } = context
    const presets = await knownPresets(context)
    if (given.flag('json')) print.json(presets)
    else {
      const rows = presets.map(({ name, isOwn, config }) => [
        name,
        isOwn ? 'own' : 'built in',
        statedDifferences(config),
      ])
      const titles = [{ title: 'Name' }, { title: 'Kind' }, { title: 'Settings' }]
      for (const line of table(titles, rows)) print.line(line)
    }
    return exitCodes.done
  },
})

export const presetsSave = command<string>({
  name: 'presets save',
  summary: 'Keep settings under a name; an own preset of that name is replaced',
  operands: oneName,
  options: configOptions,
  notes: ['What is not named is as in the reference experiment, or as in --preset and --config.'],
  run: async (given, context) => {
    const name = checkedOperand(PresetName, given)
    const config = await configFrom(given, context)
    await (await context.core()).ask('presets.save', { name, config })
    context.print.line(`Saved preset ${name}: ${statedDifferences(config)}`)
    return exitCodes.done
  },
})

export const presetsDelete = command<string>({
  name: 'presets delete',
  summary: 'Delete an own preset; runs made with it stay as they are',
  operands: oneName,
  options: {},
  run: async (given, context) => {
    const name = checkedOperand(PresetName, given)
    const known = await knownPresets(context)
    if (!known.some((preset) => preset.name === name))
      throw new AppError(
        'not-found',
        `No preset ${JSON.stringify(name)}; presets are ${known.map((each) => each.name).join(', ')}`,
      )
    if (known.some((preset) => preset.name === name && !preset.isOwn))
      throw new AppError('conflict', `The preset ${name} is built in and cannot be deleted`)
    await (await context.core()).ask('presets.delete', { name })
    context.print.line(`Deleted preset ${name}`)
    return exitCodes.done
  },
})
