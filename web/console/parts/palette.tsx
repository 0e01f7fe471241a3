import { useSignal } from '@preact/signals'
import { goTo, path } from '../browser/path.js'
import type { Place } from '../places.js'
import type { Desk } from '../state/desk.js'
import type { Details } from '../state/details.js'
import { fitting } from '../state/matching.js'
import { paletteItems, type PaletteDeed } from '../state/palette.js'
import { placeOffer } from '../state/place-offer.js'
import { deskPath, isDesk, isWithin } from '../state/place.js'
import { themes, type Preferences } from '../state/preferences.js'
import { texts } from '../texts/texts.js'
import { Combo } from './combo.js'
import { Dialog } from './dialog.js'
import { usePlaceWays } from './use-place-ways.js'

export interface PaletteProps {
  desk: Desk
  preferences: Preferences
  details: Details
  places: readonly Place[]
  onLogOut: () => void
  onClose: () => void
}

/** One field for everything: what is typed is searched among all there is to do. */
export function Palette({ desk, preferences, details, places, onLogOut, onClose }: PaletteProps) {
  const query = useSignal('')
  const ways = usePlaceWays(places)
  const atDesk = isDesk(path.value)
  const selected = atDesk ? desk.selectedEntry.value : undefined
  const elsewhere = [{ id: 'desk' as const, path: deskPath }, ...places].filter((place) => !isWithin(place, path.value))
  const items = paletteItems({
    offers: desk.snapshot.value.offers,
    entries: desk.entries.value,
    selected,
    actions: selected ? desk.actionsIn(selected.chat.chatId) : [],
    statuses: desk.status.choices.value,
    themes,
    here: placeOffer().deeds,
    places: elsewhere,
    ways,
  })
  const found = fitting(items, query.value, ({ deed, group }) => [
    texts.palette.name(deed),
    texts.palette.about(deed),
    texts.palette.group(group),
  ])
  // Best first overall, but what belongs together stays together: groups in the order of their best.
  const groups = [...new Set(found.map(({ group }) => group))]
  const options = groups.flatMap((group) =>
    found
      .filter((item) => item.group === group)
      .map(({ key, deed }) => ({ key, deed, group: texts.palette.group(group) })),
  )

  const carryOut = (deed: PaletteDeed): void => {
    onClose()
    switch (deed.do) {
      case 'go-to':
        return desk.select(deed.entry.chat.chatId)
      case 'accept':
        return void desk.requests.accept(deed.offer)
      case 'decline':
        return desk.decline(deed.offer)
      case 'in-chat':
        return desk.perform(deed.entry.chat.chatId, deed.action)
      case 'here':
        return deed.deed.run()
      case 'go-to-place':
        return goTo(deed.place.path)
      case 'status':
        return void desk.status.choose(deed.choice)
      case 'theme':
        return preferences.setTheme(deed.theme)
      case 'details':
        return details.toggle()
      case 'help':
        desk.dialog.value = { what: 'help' }
        return
      case 'log-out':
        return onLogOut()
    }
  }

  return (
    <Dialog title={texts.palette.title} takesFocus bare onClose={onClose}>
      <Combo
        label={texts.palette.label}
        placeholder={texts.palette.placeholder}
        query={query.value}
        onQuery={(text) => (query.value = text)}
        options={options}
        onChoose={({ deed }) => carryOut(deed)}
        draw={({ deed }) => (
          <>
            <bdi class="option-name clip" dir="auto">
              {texts.palette.name(deed)}
            </bdi>
            <bdi class="option-about clip" dir="auto">
              {texts.palette.about(deed)}
            </bdi>
            {texts.palette.keys(deed) !== undefined && <kbd aria-hidden="true">{texts.palette.keys(deed)}</kbd>}
          </>
        )}
        empty={texts.palette.none}
      />
    </Dialog>
  )
}
