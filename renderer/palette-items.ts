import { useRoute, useRouter } from 'vue-router'
import { isLive, type Run } from '../electron/contract/entities.ts'
import { runItem, type PaletteItem } from './lib/palette.ts'
import { placeOf } from './lib/run-list.ts'
import { shortcuts } from './lib/shortcuts.ts'
import { chordOf, doingPages, keptPages } from './lib/side-pages.ts'
import { canGoOn } from './lib/steering.ts'
import { nextTheme } from './lib/theme.ts'
import { t } from './lib/translate.ts'
import { useModelImportActs } from './model-import-acts.ts'
import { useQueueActs } from './queue-acts.ts'
import { useRunActs } from './run-acts.ts'
import { useOverlays } from './stores/overlays.ts'
import { useQueue } from './stores/queue.ts'
import { useRuns } from './stores/runs.ts'
import { useTheme } from './stores/theme.ts'
import { useUndo } from './stores/undo.ts'

const pages = [
  ...doingPages.map((page) => ({ page, icon: page })),
  ...keptPages,
  { page: 'settings', icon: 'settings' },
] as const

/** Every run, page and action, as they are at the moment of asking. */
export function usePaletteItems(): () => readonly PaletteItem[] {
  const route = useRoute()
  const router = useRouter()
  const runs = useRuns()
  const queue = useQueue()
  const runActs = useRunActs()
  const queueActs = useQueueActs()
  const { pick } = useModelImportActs()
  const theme = useTheme()
  const overlays = useOverlays()
  const { undo, redo } = useUndo()

  const pageItems = (): readonly PaletteItem[] => [
    {
      key: 'new',
      label: t('newRun.title'),
      icon: 'plus',
      chord: shortcuts.everywhere.newRun[0],
      act: () => router.push({ name: 'new' }),
    },
    {
      key: 'open file',
      label: t('palette.openFile'),
      icon: 'open',
      chord: shortcuts.everywhere.openFile[0],
      act: pick,
    },
    ...pages.map(({ page, icon }) => ({
      key: page,
      icon,
      chord: chordOf(page),
      label: t(`${page}.title`),
      detail: t('palette.page'),
      act: () => router.push({ name: page }),
    })),
  ]

  const trainingItems = (run: Run): readonly PaletteItem[] => [
    {
      key: `pause ${run.id}`,
      label: t('run.pauseNamed', { name: run.name }),
      icon: 'pause',
      act: () => runActs.pause(run.id),
    },
    {
      key: `stop ${run.id}`,
      label: t('run.stopNamed', { name: run.name }),
      icon: 'stop',
      act: () => runActs.stop(run.id),
    },
  ]

  /** What can be done with the run whose page is open. */
  function openItems(run: Run): readonly PaletteItem[] {
    const { id, name, isPinned } = run
    const keep: readonly PaletteItem[] =
      placeOf(run) === 'active' && !isLive(run)
        ? [
            {
              key: 'archive',
              label: t('palette.archive', { name }),
              icon: 'archive',
              act: () => runActs.archive([id]),
            },
          ]
        : []
    const goOn: readonly PaletteItem[] = canGoOn(run)
      ? [
          {
            key: 'resume',
            label: t('run.resumeNamed', { name }),
            icon: 'play',
            act: () => runActs.resume(id),
          },
        ]
      : []
    return [
      {
        key: 'clone',
        label: t('palette.clone', { name }),
        icon: 'clone',
        chord: shortcuts.run.clone[0],
        act: () => runActs.clone(id),
      },
      ...(run.weightsSha256 === null
        ? []
        : [
            {
              key: 'export',
              label: t('palette.export', { name }),
              icon: 'export' as const,
              chord: shortcuts.run.export[0],
              act: () => {
                runActs.exportModel(id)
              },
            },
          ]),
      {
        key: 'pin',
        label: t(isPinned ? 'palette.unpin' : 'palette.pin', { name }),
        icon: 'pin',
        act: () => runActs.pin([id], !isPinned),
      },
      ...goOn,
      ...keep,
    ]
  }

  function queueItems(): readonly PaletteItem[] {
    const idsOf = (held: boolean) =>
      queue.told.runs.filter(({ isHeld }) => isHeld === held).map(({ id }) => id)
    const [held, free] = [idsOf(true), idsOf(false)]
    return [
      ...(free.length === 0
        ? []
        : [
            {
              key: 'hold',
              label: t('palette.holdAll'),
              icon: 'pause' as const,
              act: () => queueActs.hold(free, true),
            },
          ]),
      ...(held.length === 0
        ? []
        : [
            {
              key: 'release',
              label: t('palette.releaseAll'),
              icon: 'play' as const,
              act: () => queueActs.hold(held, false),
            },
          ]),
    ]
  }

  const windowItems = (): readonly PaletteItem[] => [
    {
      key: 'theme',
      label: t('theme.next', {
        theme: t(`theme.${theme.theme}`),
        next: t(`theme.${nextTheme(theme.theme)}`),
      }),
      icon: 'theme',
      act: theme.next,
    },
    {
      key: 'undo',
      label: t('app.undo'),
      icon: 'undo',
      chord: shortcuts.everywhere.undo[0],
      act: undo,
    },
    {
      key: 'redo',
      label: t('keys.everywhere.redo'),
      icon: 'redo',
      chord: shortcuts.everywhere.redo[0],
      act: redo,
    },
    {
      key: 'keys',
      label: t('keys.title'),
      icon: 'info',
      chord: shortcuts.everywhere.keys[0],
      act: () => {
        overlays.open('keys')
      },
    },
  ]

  const kept = { active: '', archived: t('archived.title'), deleted: t('deleted.title') }

  return () => {
    const open = runs.all.find(({ id }) => id === route.params['id'])
    return [
      ...(open && route.name === 'run' ? openItems(open) : []),
      ...pageItems(),
      ...runs.training.flatMap(trainingItems),
      ...queueItems(),
      ...windowItems(),
      ...runs.all.map((run) => runItem(run, kept[placeOf(run)], () => runActs.open(run.id))),
    ]
  }
}
