import { ipcMain, type WebContents, type WebFrameMain } from 'electron'
import { announceChannel, askChannel } from '../contract/bridge.ts'
import type { Announcement } from '../contract/calls.ts'
import type { Reply } from '../contract/errors.ts'
import type { Core } from '../core/core.ts'
import { isOurAddress } from './pages-scheme.ts'

/** Answers our own pages, and no one else. */
export function answerPages(core: Pick<Core, 'answer'>): void {
  ipcMain.handle(askChannel, ({ senderFrame }, name: unknown, input: unknown) =>
    isOurPage(senderFrame) ? core.answer(name, input) : refused,
  )
}

/** The one sender: a page that is gone, or not ours, hears nothing. */
export function announceTo(contents: WebContents, announcement: Announcement): void {
  if (contents.isDestroyed() || contents.isCrashed() || !isOurAddress(contents.getURL())) return
  contents.send(announceChannel, announcement)
}

const refused: Reply<never> = {
  ok: false,
  code: 'forbidden',
  message: 'Only the pages of Digit Lab may ask',
}

/** The frame is null when it was closed or left its page meanwhile. */
const isOurPage = (frame: WebFrameMain | null): boolean =>
  frame !== null && frame.parent === null && isOurAddress(frame.url)
