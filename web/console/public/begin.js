/**
 * Loads the page anew when one of the files that it begins with is not there: while servers are updated one by one, the
 * page may come from one of them and its files be asked of another. As it is there before them, it is not part of the
 * build, and has the same name in every version.
 */
const storeName = 'parley.console.begun-anew'
const triesMax = 20
const pauseMs = 1_000
let hasBegun = false
let isWaiting = false

/** Counts the tries of this window; none are left where the browser keeps nothing, as it would never end there. */
function takeTry() {
  try {
    const tries = Number(sessionStorage.getItem(storeName) ?? 0)
    sessionStorage.setItem(storeName, String(tries + 1))
    return tries < triesMax
  } catch {
    // Storage is forbidden.
    return false
  }
}

addEventListener(
  'error',
  ({ target }) => {
    const isFile = target instanceof HTMLScriptElement || target instanceof HTMLLinkElement
    // What is fetched later asks for what it needs by itself.
    if (!isFile || hasBegun || isWaiting) return
    isWaiting = takeTry()
    if (isWaiting) setTimeout(() => location.reload(), pauseMs)
    else addEventListener('load', () => document.getElementById('not-begun')?.removeAttribute('hidden'))
  },
  true,
)
addEventListener('load', () => {
  hasBegun = true
  if (!isWaiting && document.getElementById('app')?.childElementCount) sessionStorage.removeItem(storeName)
})
