/**
 * The places of the console besides the agent's desk. Each is loaded when somebody first goes there, so that the desk
 * opens with nothing it does not need.
 */
import type { ComponentType } from 'preact'
import type { Snapshot } from '../../src/agent-api/messages.js'
import type { IconName } from './parts/icon.js'
import type { App } from './state/app.js'
import type { Desk } from './state/desk.js'
import type { Details } from './state/details.js'
import type { PlaceId } from './state/place.js'
import { accountPath, pastPath } from './state/place.js'
import type { PlaceDeed } from './state/place-offer.js'
import type { Preferences } from './state/preferences.js'

export interface PlaceProps {
  app: App
  desk: Desk
  preferences: Preferences
  details: Details
}

export interface Place {
  readonly id: PlaceId
  /** Where it begins; all below belongs to it. */
  readonly path: string
  readonly icon: IconName
  /** Whether it is not in the navigation: the account menu and the palette lead there. */
  readonly aside?: true
  /** Whether somebody with this role has business there; the server judges by itself. */
  readonly isFor: (role: Role) => boolean
  readonly load: () => Promise<ComponentType<PlaceProps>>
  /** The ways to what is within it, for the list of all there is to do; loaded when that is first opened. */
  readonly loadWays?: () => Promise<() => readonly PlaceDeed[]>
}

type Role = Snapshot['agent']['role']

/** In the order of the navigation. */
export const places: readonly Place[] = [
  {
    ...{ id: 'floor', path: '/console/floor', icon: 'floor' },
    isFor: (role) => role !== 'agent',
    load: async () => (await import('./floor/parts/floor-screen.js')).FloorScreen,
  },
  {
    ...{ id: 'past', path: pastPath, icon: 'past' },
    isFor: () => true,
    load: async () => (await import('./past/past-place.js')).PastPlace,
  },
  {
    ...{ id: 'setup', path: '/setup', icon: 'setup' },
    isFor: (role) => role === 'administrator',
    load: async () => (await import('./setup/setup-screen.js')).SetupScreen,
    loadWays: async () => (await import('./setup/setup-ways.js')).setupWays,
  },
  {
    ...{ id: 'account', path: accountPath, icon: 'person', aside: true },
    isFor: () => true,
    load: async () => (await import('./account/account-place.js')).AccountPlace,
  },
]

/** Where somebody with this role can go; nothing when the desk is all there is. */
export const placesOf = (role: Role): readonly Place[] => places.filter((place) => place.isFor(role))
