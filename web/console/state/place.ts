/** Where in the console somebody can be. */
export type PlaceId = 'desk' | 'floor' | 'past' | 'setup'

/** The address of the desk, where agents answer visitors. */
export const deskPath = '/console/'

/** Where past chats are. */
export const pastPath = '/console/past'

/** Whether a path is the desk's, with its last slash or without. */
export const isDesk = (path: string): boolean => `${path}/`.startsWith(deskPath) && path.length <= deskPath.length

/** Whether a path is a place's own or below it. */
export const isWithin = (place: { readonly id: PlaceId; readonly path: string }, path: string): boolean =>
  place.id === 'desk' ? isDesk(path) : path === place.path || path.startsWith(`${place.path}/`)
