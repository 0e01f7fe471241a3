import { useEffect, useRef } from 'preact/hooks'

/** What to do at which key; letters only where nobody writes. */
type Keys = Readonly<Record<string, () => void>>

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLTextAreaElement ||
  target instanceof HTMLSelectElement ||
  (target instanceof HTMLInputElement && target.type !== 'radio' && target.type !== 'checkbox')

/** Listens for the keys of a page while it is there; a dialog above it has the keyboard for itself. `save`: Ctrl or Command with S. */
export function useKeys(keys: Keys & { readonly save?: () => void }): void {
  const now = useRef(keys)
  now.current = keys
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.isComposing || event.altKey || document.querySelector('dialog[open]') !== null) return
      const withControl = event.ctrlKey !== event.metaKey
      const isSave = withControl && event.key.toLowerCase() === 's'
      const plain = !event.ctrlKey && !event.metaKey && !isWriting(event.target)
      const deed = isSave ? now.current.save : plain ? now.current[event.key] : undefined
      if (deed === undefined) return
      event.preventDefault()
      deed()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
}
