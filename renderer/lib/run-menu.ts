import type { Run, RunId } from '../../electron/contract/entities.ts'
import { isLive } from '../../electron/contract/entities.ts'
import type { RunPlace } from '../../electron/contract/run-list.ts'
import type { MenuItem } from './menu-item.ts'
import { moreSeeds } from './seeds.ts'
import { canGoOn } from './steering.ts'
import { t } from './translate.ts'

export type RunMenuKey =
  | 'open'
  | 'draw'
  | 'compare'
  | 'rename'
  | 'clone'
  | 'repeat'
  | 'export'
  | 'pin'
  | 'tags'
  | 'colour'
  | 'baseline'
  | 'pause'
  | 'resume'
  | 'stop'
  | 'moveUp'
  | 'moveDown'
  | 'hold'
  | 'release'
  | 'dequeue'
  | 'archive'
  | 'unarchive'
  | 'restore'
  | 'delete'
  | 'purge'

type RunMenuItem = MenuItem & { readonly key: RunMenuKey }

const sayings = (run: Run): readonly RunMenuItem[] => [
  { key: 'rename', label: t('menu.rename'), icon: 'edit', keys: 'F2', isAfterLine: true },
  { key: 'tags', label: t('menu.tags'), icon: 'tag' },
  { key: 'colour', label: t('menu.colour'), icon: 'colour' },
  { key: 'pin', label: t(run.isPinned ? 'menu.unpin' : 'menu.pin'), icon: 'pin' },
]

const waiting = (isHeld: boolean): readonly RunMenuItem[] => [
  { key: 'moveUp', label: t('menu.moveUp'), icon: 'up', keys: 'Alt ↑', isAfterLine: true },
  { key: 'moveDown', label: t('menu.moveDown'), icon: 'down', keys: 'Alt ↓' },
  isHeld
    ? { key: 'release', label: t('menu.release'), icon: 'play', keys: 'H' }
    : { key: 'hold', label: t('menu.hold'), icon: 'pause', keys: 'H' },
  { key: 'dequeue', label: t('menu.dequeue'), icon: 'x', keys: 'S' },
]

function steps(run: Run): readonly RunMenuItem[] {
  if (run.status === 'queued') return waiting(run.isHeld)
  if (run.status === 'running')
    return [
      { key: 'pause', label: t('run.pause'), icon: 'pause', keys: 'P' },
      { key: 'stop', label: t('run.stop'), icon: 'stop', keys: 'S' },
    ]
  return canGoOn(run) ? [{ key: 'resume', label: t('run.resume'), icon: 'play', keys: 'P' }] : []
}

/** What can be done with several runs, beside what has a button of its own. */
export const manyMenu: readonly MenuItem[] = [
  { key: 'pin', label: t('menu.pin'), icon: 'pin' },
  { key: 'unpin', label: t('menu.unpin'), icon: 'pin' },
  { key: 'colour', label: t('menu.colour'), icon: 'colour' },
  { key: 'repeat', label: t('seeds.repeat', { count: moreSeeds + 1 }), icon: 'repeat' },
]

/** What can be done with a run where it is kept. */
export function runMenu(
  run: Run,
  place: RunPlace,
  baseline: RunId | undefined,
): readonly RunMenuItem[] {
  const open: RunMenuItem = { key: 'open', label: t('menu.open'), icon: 'open', keys: 'Enter' }
  const clone: RunMenuItem = { key: 'clone', label: t('run.clone'), icon: 'clone', keys: 'Ctrl D' }
  const exporting: RunMenuItem = {
    key: 'export',
    label: t('menu.export'),
    icon: 'export',
    keys: 'Ctrl E',
    isDisabled: run.weightsSha256 === null,
  }
  const remove: RunMenuItem = {
    key: 'delete',
    label: t('run.delete'),
    icon: 'trash',
    keys: 'Del',
    isDanger: true,
  }
  if (place === 'deleted')
    return [
      open,
      { key: 'restore', label: t('run.restore'), icon: 'undo' },
      { key: 'purge', label: t('menu.purge'), icon: 'trash', isDanger: true, isAfterLine: true },
    ]
  if (place === 'archived')
    return [
      open,
      clone,
      exporting,
      ...sayings(run),
      { key: 'unarchive', label: t('menu.unarchive'), icon: 'archive', isAfterLine: true },
      remove,
    ]
  return [
    open,
    {
      key: 'draw',
      label: t('menu.draw'),
      icon: 'draw',
      keys: 'D',
      isDisabled: run.weightsSha256 === null,
    },
    { key: 'compare', label: t('menu.compare'), icon: 'compare', keys: 'C' },
    clone,
    {
      key: 'repeat',
      label: t('seeds.repeat', { count: moreSeeds + 1 }),
      icon: 'repeat',
      isDisabled: run.origin.kind === 'imported',
    },
    exporting,
    ...steps(run),
    ...sayings(run),
    {
      key: 'baseline',
      label: t(run.id === baseline ? 'menu.noBaseline' : 'menu.baseline'),
      icon: 'flag',
      keys: 'B',
    },
    {
      key: 'archive',
      label: t('menu.archive'),
      icon: 'archive',
      keys: 'E',
      isDisabled: isLive(run),
      isAfterLine: true,
    },
    remove,
  ]
}
