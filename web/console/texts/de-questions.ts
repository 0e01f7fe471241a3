/** The German texts of what is asked before something is done in a chat. */
import type { Texts } from './en.js'

export const flag: Texts['flag'] = {
  title: 'Um Hilfe bitten',
  text: 'Die Teamleitung sieht, dass Sie Hilfe brauchen, und was Sie hier schreiben. Der Gast sieht es nicht.',
  label: 'Was brauchen Sie? (freiwillig)',
  confirm: 'Um Hilfe bitten',
  raised: 'Sie haben um Hilfe gebeten',
  raisedWith: (text) => `Sie haben um Hilfe gebeten: ${text}`,
  lower: 'Nicht mehr nötig',
}

export const block: Texts['block'] = {
  title: (visitor) => `${visitor} sperren?`,
  text: 'Der Chat endet, und von der Netzwerkadresse dieses Gastes kommt kein Chat mehr zustande. Die Administration kann das in der Einrichtung rückgängig machen.',
  label: 'Warum? (für die Administration, freiwillig)',
  confirm: 'Sperren und Chat beenden',
}

export const event: Texts['event'] = {
  title: 'Ereignis senden',
  text: 'Für Programme auf der Seite des Gastes. Der Gast liest es nicht.',
  type: 'Art',
  data: 'Daten (freiwillig)',
  confirm: 'Ereignis senden',
}

export const decline: Texts['decline'] = {
  title: (visitor) => `Warum lehnen Sie ${visitor} ab?`,
}
