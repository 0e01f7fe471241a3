import { path } from '../browser/path.js'
import type { Place } from '../places.js'
import type { Desk } from '../state/desk.js'
import { chatHash, deskPath, isDesk, isWithin } from '../state/place.js'
import { texts } from '../texts/texts.js'
import { Icon, type IconName } from './icon.js'

export interface PlaceNavProps {
  desk: Desk
  places: readonly Place[]
}

/** The ways to the places of the console. The desk's tells from everywhere how many visitors wait there. */
export function PlaceNav({ desk, places }: PlaceNavProps) {
  const selected = desk.reading.selected.value
  const waiting = desk.waitingCount.value
  const atDesk = isDesk(path.value)
  return (
    <nav class="places" aria-label={texts.places.label}>
      <PlaceLink
        href={selected === undefined || atDesk ? deskPath : deskPath + chatHash(selected)}
        icon="chats"
        name={texts.places.name('desk')}
        current={atDesk}
        waiting={waiting}
      />
      {places.map((place) => (
        <PlaceLink
          key={place.id}
          href={place.path}
          icon={place.icon}
          name={texts.places.name(place.id)}
          current={isWithin(place, path.value)}
          waiting={0}
        />
      ))}
    </nav>
  )
}

interface PlaceLinkProps {
  href: string
  icon: IconName
  name: string
  current: boolean
  waiting: number
}

function PlaceLink({ href, icon, name, current, waiting }: PlaceLinkProps) {
  return (
    <a href={href} class="place-link" aria-current={current ? 'page' : undefined}>
      <Icon name={icon} />
      <span>{name}</span>
      {waiting > 0 && (
        <>
          <span class="badge" aria-hidden="true">
            {texts.badge(waiting)}
          </span>
          <span class="unseen">{texts.places.waiting(waiting)}</span>
        </>
      )}
    </a>
  )
}
