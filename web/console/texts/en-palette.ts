/** The English texts of the list of everything that can be done. */
import type { PaletteDeed, PaletteItem } from '../state/palette.js'
import { actions } from './en-actions.js'
import { account, status } from './en-desk.js'
import { places } from './en-places.js'

const groups: Record<PaletteItem['group'], string> = {
  here: 'This page',
  'this-chat': 'This chat',
  requests: 'Requests',
  chats: 'Chats',
  places: 'Places',
  status: 'Your status',
  page: 'Console',
}

const name = (deed: PaletteDeed): string => {
  switch (deed.do) {
    case 'go-to':
      return `Go to ${deed.entry.chat.visitorName}`
    case 'accept':
      return `Accept ${deed.offer.visitorName}`
    case 'decline':
      return `Decline ${deed.offer.visitorName}`
    case 'in-chat':
      return actions.name(deed.action)
    case 'here':
      return deed.deed.name()
    case 'go-to-place':
      return `Go to ${places.name(deed.place.id)}`
    case 'status':
      return `Be ${deed.choice.named?.name ?? status.name(deed.choice.status).toLowerCase()}`
    case 'theme':
      return `Theme: ${account.themeName(deed.theme)}`
    case 'details':
      return 'Show or hide visitor details'
    case 'help':
      return account.shortcuts
    case 'log-out':
      return account.logOut
  }
}

const about = (deed: PaletteDeed): string => {
  switch (deed.do) {
    case 'go-to':
      return deed.entry.chat.buttonName
    case 'accept':
    case 'decline':
      return deed.offer.buttonName
    case 'in-chat':
    case 'here':
    case 'go-to-place':
    case 'status':
    case 'theme':
    case 'details':
    case 'help':
    case 'log-out':
      return ''
  }
}

const keysOf = (deed: PaletteDeed): string | undefined => {
  if (deed.do === 'here') return deed.deed.keys
  if (deed.do === 'in-chat') return actions.keys[deed.action]
  return deed.do === 'help' ? '?' : undefined
}

export const palette = {
  title: 'Do something',
  open: 'Search or do something',
  openKeys: (isMac: boolean) => (isMac ? '⌘ K' : 'Ctrl K'),
  label: 'What do you want to do?',
  placeholder: 'A chat, an action, a status…',
  none: 'Nothing by that name.',
  group: (group: PaletteItem['group']) => groups[group],
  name,
  about,
  keys: keysOf,
}
