/** The German texts with which an installation begins. */
import type { WelcomeTexts } from './en.js'

export const de: WelcomeTexts = {
  title: 'Willkommen bei Parley',
  lead: 'Hier hat noch niemand begonnen. Geben Sie Ihrer Organisation einen Namen, und verwalten Sie sie als Erste oder Erster.',
  field: {
    organization: 'Ihre Organisation',
    name: 'Ihr Name, wie Gäste ihn sehen',
    username: 'Benutzername, etwa Ihre E-Mail-Adresse',
    password: 'Passwort',
  },
  submit: 'Beginnen',
  sending: 'Wird eingerichtet …',
  toLogIn: 'Zur Anmeldung',
  problem: (problem) => {
    switch (problem.kind) {
      case 'incomplete':
        return 'Füllen Sie alle vier Felder aus.'
      case 'short':
        return 'Das Passwort braucht mindestens 10 Zeichen.'
      case 'wrong-token':
        return 'Das ist nicht die Adresse, die der Server beim Start ausgegeben hat. Kopieren Sie sie ganz, mit dem Teil hinter dem #.'
      case 'set-up-already':
        return 'Diese Installation ist schon eingerichtet. Melden Sie sich an.'
      case 'busy':
        return 'Der Server ist beschäftigt. Versuchen Sie es gleich noch einmal.'
      case 'unreachable':
        return 'Der Server ist nicht erreichbar. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.'
      case 'refused':
        return problem.detail || 'Der Server hat das abgelehnt.'
    }
  },
}
