import { useEffect, useRef } from 'preact/hooks'
import { isCovered, isWriting } from '../../browser/keyboard.js'

/** What to do at which key; letters only where nobody writes. */
type Keys = Readonly<Record<string, () => void>>

/** Listens for the keys of a page while it is there; a dialog or a menu above it has the keyboard for itself. `save`: Ctrl or Command with S. */
export function useKeys(keys: Keys & { readonly save?: () => void }): void {
  const now = useRef(keys)
  now.current = keys
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.isComposing || event.altKey || isCovered()) return
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
