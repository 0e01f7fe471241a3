import { useSignal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'
import type { Place, PlaceProps } from '../places.js'
import { texts } from '../texts/texts.js'
import { Icon } from './icon.js'

type Load =
  | { readonly state: 'loading' }
  | { readonly state: 'failed' }
  | { readonly state: 'there'; readonly Screen: ComponentType<PlaceProps> }

const loaded = new Map<string, ComponentType<PlaceProps>>()

/**
 * A place's screen, fetched when it is first shown. A fetch fails when the connection is away, or when the server has
 * been replaced by one with other files; a browser remembers that failure, so trying again takes the page anew.
 */
export function LoadedPlace({ place, ...props }: PlaceProps & { place: Place }) {
  const known = loaded.get(place.id)
  const load = useSignal<Load>(known ? { state: 'there', Screen: known } : { state: 'loading' })
  useEffect(() => {
    if (load.peek().state === 'there') return
    place.load().then(
      (Screen) => {
        loaded.set(place.id, Screen)
        load.value = { state: 'there', Screen }
      },
      () => (load.value = { state: 'failed' }),
    )
  }, [place, load])
  switch (load.value.state) {
    case 'there': {
      const { Screen } = load.value
      return <Screen {...props} />
    }
    case 'loading':
      return (
        <p class="place-state" role="status">
          <span class="place-wait">{texts.places.loading}</span>
        </p>
      )
    case 'failed':
      return (
        <div class="place-state" role="alert">
          <Icon name="warning" />
          <p>{texts.places.failed}</p>
          <button type="button" class="button" onClick={() => location.reload()}>
            {texts.retry}
          </button>
        </div>
      )
  }
}
