import { app, session, shell as desktop, type Session, type WebContents } from 'electron'

/** Whatever a page tries, it stays the page that it is, and gets nothing of the machine but to put text into the clipboard. */
export function guardPages(): void {
  guardSession(session.defaultSession)
  app.on('web-contents-created', (_event, contents) => {
    guardContents(contents)
  })
}

/** Text into the clipboard, when somebody presses a button; never what is in it. */
const copying = 'clipboard-sanitized-write'

function guardSession(ours: Session): void {
  ours.setPermissionRequestHandler((_contents, permission, answer) => {
    answer(permission === copying)
  })
  ours.setPermissionCheckHandler((_contents, permission) => permission === copying)
  ours.setDevicePermissionHandler(() => false)
  // A page makes its downloads itself; nothing is fetched for it.
  ours.on('will-download', (event, item) => {
    if (!item.getURL().startsWith('blob:')) event.preventDefault()
  })
}

function guardContents(contents: WebContents): void {
  const deny = (event: { preventDefault: () => void }) => {
    event.preventDefault()
  }
  contents.on('will-navigate', deny)
  contents.on('will-frame-navigate', deny)
  contents.on('will-redirect', deny)
  contents.on('will-attach-webview', deny)
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url)
    return { action: 'deny' }
  })
}

/** In the person's browser; other schemes could start programs. */
function openOutside(address: string): void {
  const url = URL.parse(address)
  if (url?.protocol === 'https:' || url?.protocol === 'http:') void desktop.openExternal(url.href)
}
