import { signal, type ReadonlySignal } from '@preact/signals'

const current = signal(location.pathname)

/** The path of the page's address, without `#…`. */
export const path: ReadonlySignal<string> = current

/** Reads the path again; whatever changes the address without telling the window calls this. */
export const readPath = (): void => {
  current.value = location.pathname
}
addEventListener('popstate', readPath)

/** Goes to an address of this page, as a click on a link to it would; or puts it in the stead of the one that is there. */
export function goTo(address: string, how: 'push' | 'replace' = 'push'): void {
  if (how === 'push') history.pushState(null, '', address)
  else history.replaceState(null, '', address)
  // Pushing tells nobody; the router and the signal above listen for this.
  dispatchEvent(new PopStateEvent('popstate'))
}
