import { settingKey } from '../contract/setting-words.ts'
import type { Standing, Sweep, SweepDetail, SweepPlan, Trial } from '../contract/sweeps.ts'
import type { TrainConfig } from '../contract/train-config.ts'
import { table } from './print.ts'
import { about, percent, size, whole } from './words.ts'

type Settings = readonly (keyof TrainConfig)[]

/** `hidden 128, learning-rate 0.001` */
export const valuesText = (settings: Settings, values: readonly string[]): string =>
  settings.flatMap((setting, index) => `${settingKey(setting)} ${values[index] ?? ''}`).join(', ')

const errorText = (error: number | null): string => (error === null ? '–' : percent(error))

const runsText = (runs: number): string => (runs === 1 ? '1 run' : `${whole(runs)} runs`)

/** `12 runs, 2 side by side, about 4 min, 57.2 MB` */
export function planText({ runs, sideBySide, seconds, bytes, freeBytes }: SweepPlan): string {
  const time =
    seconds === null ? 'time not known yet: nothing like it was trained here' : about(seconds)
  const disk =
    runs === null
      ? `${size(bytes)} a run (${size(freeBytes)} free)`
      : `${size(bytes)} (${size(freeBytes)} free)`
  const count = runs === null ? 'As many runs as there is time for' : runsText(runs)
  return [count, `${whole(sideBySide)} at once`, time, disk].join(', ')
}

export const planTable = ({ settings, trials }: SweepPlan): readonly string[] =>
  table(
    [
      { title: 'Run', right: true },
      ...settings.map((setting) => ({ title: settingKey(setting), right: true })),
      ...(settings.includes('seed') ? [] : [{ title: 'seed', right: true }]),
      { title: 'Takes', right: true },
    ],
    trials.map(({ trial, values, seed, seconds }) => [
      String(trial),
      ...values,
      ...(settings.includes('seed') ? [] : [String(seed)]),
      seconds === null ? '–' : about(seconds),
    ]),
  )

/** How a trial stands, in a word or two. */
const trialStatus = ({ status, endedEarly }: Trial): string =>
  endedEarly === null ? status : `ended early, epoch ${String(endedEarly.epoch)}`

export const trialTable = ({ settings, trials, criterion }: SweepDetail): readonly string[] =>
  table(
    [
      { title: '#', right: true },
      { title: 'Id' },
      ...settings.map((setting) => ({ title: settingKey(setting), right: true })),
      { title: 'seed', right: true },
      ...(criterion === 'validation' ? [{ title: 'Validation %', right: true }] : []),
      { title: 'Test %', right: true },
      { title: 'Status' },
    ],
    trials.map((trial) => [
      String(trial.trial),
      trial.id,
      ...trial.values,
      String(trial.seed),
      ...(criterion === 'validation' ? [errorText(trial.error)] : []),
      errorText(trial.testError),
      trialStatus(trial),
    ]),
  )

const meanText = ({ error, deviation }: Standing): string =>
  deviation === null ? percent(error) : `${percent(error)} ± ${percent(deviation)}`

/** The best configurations, at most so many. */
export const standingTable = (
  { settings, standings, criterion }: SweepDetail,
  most: number,
): readonly string[] =>
  table(
    [
      { title: '#', right: true },
      ...settings.map((setting) => ({ title: settingKey(setting), right: true })),
      { title: criterion === 'validation' ? 'Validation %' : 'Test %', right: true },
      ...(criterion === 'validation' ? [{ title: 'Test %', right: true }] : []),
      { title: 'Runs', right: true },
      { title: 'First run' },
    ],
    standings
      .slice(0, most)
      .map((standing, index) => [
        String(index + 1),
        ...standing.values,
        meanText(standing),
        ...(criterion === 'validation' ? [percent(standing.testError)] : []),
        String(standing.completed),
        standing.trials[0] ?? '',
      ]),
  )

/** How far it is: `3 of 12 runs done`. */
export function doneText({ planned, added, counts, endedEarly }: Sweep): string {
  const live = counts.queued + counts.running
  const ended = Object.values(counts).reduce((sum, count) => sum + count, 0) - live - counts.paused
  const of = planned === null ? whole(added) : whole(planned)
  const early = endedEarly === 0 ? '' : `, ${whole(endedEarly)} of them ended early`
  return `${whole(ended)} of ${of} runs done${early}`
}
