/** The English names of the console's places, and what is said on the way there. */
import type { PlaceId } from '../state/place.js'
import { counted } from './en-words.js'

const names: Record<PlaceId, string> = {
  desk: 'Chats',
  floor: 'Floor',
  past: 'History',
  setup: 'Setup',
  account: 'Account',
}

export const places = {
  label: 'Places',
  name: (id: PlaceId) => names[id],
  waiting: (count: number) => `, ${counted(count, 'thing waits', 'things wait')}`,
  loading: 'Loading…',
  away: 'Not connected. This page comes as soon as you are connected again.',
  outdated:
    'This page could not be loaded, because the server was updated. Save what you are writing, then reload the console.',
  broken: 'Something went wrong here. Reload the console to go on; what you wrote to visitors is kept.',
  reload: 'Reload',
  nowhere: 'There is nothing here',
  nowhereMore: 'The address is wrong, or this page is for other roles than yours.',
  toDesk: 'Go to your chats',
}
