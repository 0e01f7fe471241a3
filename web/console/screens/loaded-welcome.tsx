import { useSignal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'
import { texts } from '../texts/texts.js'
import type { WelcomeScreenProps } from '../welcome/welcome-screen.js'

/** The first screen of an installation, fetched when it is needed: once. */
export function LoadedWelcome(props: WelcomeScreenProps) {
  const loaded = useSignal<{ Screen: ComponentType<WelcomeScreenProps> } | 'failed' | undefined>(undefined)
  useEffect(() => {
    import('../welcome/welcome-screen.js').then(
      ({ WelcomeScreen }) => (loaded.value = { Screen: WelcomeScreen }),
      () => (loaded.value = 'failed'),
    )
  }, [loaded])
  const { value } = loaded
  if (value === undefined || value === 'failed') {
    return (
      <main class="opening">
        <p role="status">{value === 'failed' ? texts.opening.lost : texts.places.loading}</p>
        {value === 'failed' && (
          <button type="button" class="button" onClick={() => window.location.reload()}>
            {texts.retry}
          </button>
        )}
      </main>
    )
  }
  return <value.Screen {...props} />
}
