import { goTo } from '../browser/path.js'
import type { PlaceDeed, PlaceOffer } from '../state/place-offer.js'
import { sections, type SectionId } from './state/sections.js'
import { chatSettingsPath, historyPath, listPath, newPath, transferPath } from './state/setup-page.js'
import { texts } from './texts/texts.js'

const way = (key: string, name: () => string, path: string): PlaceDeed => ({
  ...{ key: `setup-${key}`, run: () => goTo(path) },
  name: () => texts.deeds.goTo(name()),
})

const fresh = (section: SectionId): PlaceDeed => ({
  ...{ key: `setup-new-${section}`, run: () => goTo(newPath(section)) },
  name: () => texts.deeds.goTo(texts.sections[section].create),
})

/** The ways to every part of setup, and to a new object of every kind. */
export const setupWays = (): readonly PlaceDeed[] => [
  ...sections.map(({ id }) => way(id, () => texts.sections[id].name, listPath(id))),
  way('chat-settings', () => texts.chatSettings.title, chatSettingsPath),
  way('history', () => texts.history.name, historyPath()),
  way('transfer', () => texts.transfer.name, transferPath),
  // There is one organization for each administrator.
  ...sections.filter(({ id }) => id !== 'organization').map(({ id }) => fresh(id)),
]

/** The keys of setup, for the list of keys. Its ways are in the list of all there is to do wherever one is. */
export const setupOffer: PlaceOffer = {
  place: 'setup',
  keys: [
    { keys: ['/'], does: () => texts.keys.search },
    { keys: ['N'], does: () => texts.keys.create },
    { keys: ['Ctrl', 'S'], does: () => texts.keys.save },
  ],
  deeds: [],
}
