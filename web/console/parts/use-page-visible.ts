import { useSignal, type ReadonlySignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'

/** Whether anybody can see the page, for as long as a part is on it. */
export function usePageVisible(): ReadonlySignal<boolean> {
  const visible = useSignal(!document.hidden)
  useEffect(() => {
    const look = (): void => {
      visible.value = !document.hidden
    }
    look()
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [visible])
  return visible
}
