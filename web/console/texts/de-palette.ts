/** The German texts of the list of everything that can be done. */
import type { PaletteDeed, PaletteItem } from '../state/palette.js'
import { actions } from './de-actions.js'
import { account, status } from './de-desk.js'
import { places } from './de-places.js'
import type { Texts } from './en.js'
import { palette as english } from './en-palette.js'

const groups: Record<PaletteItem['group'], string> = {
  here: 'Diese Seite',
  'this-chat': 'Dieser Chat',
  requests: 'Anfragen',
  chats: 'Chats',
  places: 'Bereiche',
  status: 'Ihr Status',
  page: 'Konsole',
}

const name = (deed: PaletteDeed): string => {
  switch (deed.do) {
    case 'go-to':
      return `Zu ${deed.entry.chat.visitorName}`
    case 'accept':
      return `${deed.offer.visitorName} annehmen`
    case 'decline':
      return `${deed.offer.visitorName} ablehnen`
    case 'in-chat':
      return actions.name(deed.action)
    case 'here':
      return deed.deed.name()
    case 'go-to-place':
      return `${places.name(deed.place.id)} öffnen`
    case 'status':
      return `Status: ${deed.choice.named?.name ?? status.name(deed.choice.status)}`
    case 'theme':
      return `Design: ${account.themeName(deed.theme)}`
    case 'details':
      return 'Angaben zum Gast ein- oder ausblenden'
    case 'help':
      return account.shortcuts
    case 'log-out':
      return account.logOut
  }
}

export const palette: Texts['palette'] = {
  title: 'Etwas tun',
  open: 'Suchen oder etwas tun',
  openKeys: (isMac) => (isMac ? '⌘ K' : 'Strg K'),
  label: 'Was möchten Sie tun?',
  placeholder: 'Ein Chat, eine Aktion, ein Status …',
  none: 'Nichts mit diesem Namen.',
  group: (group) => groups[group],
  name,
  about: english.about,
  keys: english.keys,
}
