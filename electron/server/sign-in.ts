/** What a browser without a session sees. The code is in the fragment, which no server ever receives. */
export const signInPage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>Sign in</title>
    <script type="module" src="/sign-in.js"></script>
  </head>
  <body>
    <p role="status">Open the address that the terminal printed.</p>
  </body>
</html>
`

export const signInScript = `const code = new URLSearchParams(location.hash.slice(1)).get('code')
addEventListener('hashchange', () => location.reload())
if (code) {
  history.replaceState(null, '', '/')
  const { ok } = await fetch('/api/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  })
  if (ok) location.reload()
  else
    document.querySelector('p').textContent =
      'This address was used before. Open the newest address that the terminal printed.'
}
`
