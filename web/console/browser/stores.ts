import type { TextStore } from '../state/store.js'
import { memoryStore } from '../state/store.js'

/** One of the browser's stores; names are kept apart from other pages of this host by a prefix. */
export function browserStore(kind: 'localStorage' | 'sessionStorage'): TextStore {
  const prefix = 'parley.console.'
  const fallback = memoryStore()
  // Even touching the property throws where storage is forbidden.
  const attempt = <Result>(use: (storage: Storage) => Result, otherwise: () => Result): Result => {
    try {
      return use(window[kind])
    } catch {
      // Forbidden or full: what is written now lasts as long as the page does.
      return otherwise()
    }
  }
  return {
    read: (name) =>
      fallback.read(name) ??
      attempt(
        (storage) => storage.getItem(prefix + name) ?? undefined,
        () => undefined,
      ),
    write: (name, text) => {
      fallback.write(name, undefined)
      attempt(
        (storage) => (text === undefined ? storage.removeItem(prefix + name) : storage.setItem(prefix + name, text)),
        () => fallback.write(name, text),
      )
    },
    names: () => [
      ...fallback.names(),
      ...attempt(
        (storage) =>
          Object.keys(storage)
            .filter((name) => name.startsWith(prefix))
            .map((name) => name.slice(prefix.length)),
        () => [],
      ),
    ],
    follow(name, onWritten) {
      const area = attempt<Storage | undefined>(
        (storage) => storage,
        () => undefined,
      )
      // The browser tells of what its other windows wrote.
      const onStorage = ({ key, storageArea }: StorageEvent): void => {
        if (key === prefix + name && storageArea === area) onWritten()
      }
      addEventListener('storage', onStorage)
      return () => removeEventListener('storage', onStorage)
    },
  }
}
