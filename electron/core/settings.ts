import * as v from 'valibot'
import type { Handlers } from '../contract/calls.ts'
import { defaultSettings, Settings } from '../contract/settings.ts'
import type { Db } from '../store/database.ts'
import { storedSettings, storeSettings } from '../store/settings.sql.ts'
import type { Announcer } from './events.ts'

/** What holds now. A value that another version allowed and this one does not counts as not set. */
export function currentSettings(db: Db): Settings {
  const stored = storedSettings(db)
  const sound = Object.entries(Settings.entries).flatMap(([name, schema]) => {
    const parsed = v.safeParse(schema, stored.get(name))
    return parsed.success ? [[name, parsed.output] as const] : []
  })
  return { ...defaultSettings, ...Object.fromEntries(sound) }
}

export interface SettingsDesk {
  readonly handlers: Pick<Handlers, 'settings.show' | 'settings.change'>
  /** Announces what another process has changed, if it has. */
  readonly lookAgain: () => void
}

/** Answers what is asked of the settings and announces each change once. */
export function createSettings({
  db,
  news,
}: {
  readonly db: Db
  readonly news: Pick<Announcer, 'emit'>
}): SettingsDesk {
  let announced = JSON.stringify(currentSettings(db))

  function lookAgain(): Settings {
    const settings = currentSettings(db)
    const text = JSON.stringify(settings)
    if (text !== announced) news.emit('settings.changed', settings)
    announced = text
    return settings
  }

  return {
    lookAgain,
    handlers: {
      'settings.show': () => currentSettings(db),
      'settings.change': (changed) => {
        storeSettings(db, changed)
        return lookAgain()
      },
    },
  }
}
