/** Where one reads and writes: the chat on the screen, or what is there in its place. */
export function focusContent(): void {
  const content = document.getElementById('chat') ?? document.getElementById('content')
  content?.focus({ preventScroll: true })
}

/**
 * Keeps the keyboard's place when what has the focus goes from the page: a request that somebody else took, a bar whose
 * button was pressed. Browsers then begin again at the top. Here the nearest thing around it that is still there and can
 * have the focus gets it, unless whoever took it away has sent it elsewhere.
 */
export function keepFocus(): void {
  let holder: Element | undefined
  let around: readonly HTMLElement[] = []

  addEventListener('focusin', ({ target }) => {
    if (!(target instanceof Element)) return
    holder = target
    around = focusableAround(target)
  })
  addEventListener('focusout', ({ target }) => {
    // Some browsers tell of it before an element goes, too; that is seen only afterwards.
    queueMicrotask(() => {
      if (holder !== undefined && holder === target && holder.isConnected) holder = undefined
    })
  })
  new MutationObserver(() => {
    if (holder === undefined || holder.isConnected) return
    holder = undefined
    if (document.activeElement !== null && document.activeElement !== document.body) return
    const next = around.find((element) => element.isConnected)
    if (next) next.focus({ preventScroll: true })
    else focusContent()
  }).observe(document.body, { childList: true, subtree: true })
}

/** From the nearest on. */
function focusableAround(element: Element): HTMLElement[] {
  const found: HTMLElement[] = []
  for (let outer = element.parentElement; outer !== null; outer = outer.parentElement) {
    if (outer.hasAttribute('tabindex')) found.push(outer)
  }
  return found
}
