/** How clients are pointed at the server, and how a first chat comes about, in German. */
import type { InAnyLanguage } from '../../texts/language.js'
import type { chatSettings as English, firstChat as EnglishFirstChat } from './en-chat-settings.js'

export const chatSettings: InAnyLanguage<typeof English> = {
  title: 'Chat-Einstellungen',
  lead: 'Was ein Client wissen muss, um Sie zu finden, fertig zum Kopieren.',
  ids: 'Endpunkt und Kennungen',
  deployment: 'Website oder App',
  button: 'Schaltfläche',
  endpoint: 'Endpunkt',
  host: 'Rechnername (in manchen Clients „pod“)',
  organizationId: 'Kennung der Organisation',
  deploymentId: 'Kennung der Website oder App',
  buttonId: 'Kennung der Schaltfläche',
  oldClients:
    'Ein Client, der für die Live-Agent-API geschrieben wurde, braucht sonst nichts: Ändern Sie seinen Rechnernamen oder Endpunkt, und setzen Sie diese drei Kennungen an die Stelle der alten.',
  tryIt: 'Als Gast ausprobieren',
  snippets: 'Programme für den Anfang',
  snippetsLead: 'Jedes führt einen ganzen Chat: Es fragt an, wartet, bis Sie annehmen, sagt ein Wort und beendet ihn.',
  language: 'Sprache',
  languages: { curl: 'curl', script: 'JavaScript' },
  hindrances: 'Was noch nicht gehen würde',
  hindrance: {
    'not-public':
      'PARLEY_PUBLIC_URL ist nicht gesetzt, also steht hier nur, wo der Server lauscht. Setzen Sie die Adresse, die Ihre Gäste erreichen, bevor Sie etwas kopieren.',
    'not-encrypted':
      'Die öffentliche Adresse ist nicht verschlüsselt. Browser und Telefone erwarten https: Stellen Sie einen Proxy davor, der es spricht.',
    inactive: 'Die Schaltfläche ist abgeschaltet; damit kann niemand einen Chat anfragen.',
  },
  noDeployment: 'Ein Client nennt die Website oder App, von der Ihre Gäste kommen. Es gibt noch keine.',
  noButton: 'Ein Client nennt eine Schaltfläche, also wer antworten soll. Es gibt noch keine.',
}

export const firstChat: InAnyLanguage<typeof EnglishFirstChat> = {
  title: 'Ihr erster Chat',
  steps: {
    'tell-name': { name: 'Sagen Sie, wer Sie sind', about: 'Geben Sie Ihrer Organisation ihren Namen.' },
    'add-agents': {
      name: 'Holen Sie andere dazu',
      about: 'Wer antwortet, braucht einen eigenen Zugang. Oder antworten Sie vorerst allein.',
    },
    'go-online': { name: 'Gehen Sie online', about: 'Nur wer online ist, wird gefragt.' },
    'have-chat': {
      name: 'Chatten Sie mit sich selbst',
      about: 'Öffnen Sie daneben das Fenster eines Gasts, fragen Sie einen Chat an, und nehmen Sie ihn hier an.',
    },
  },
  done: 'Erledigt',
  open: 'Fenster eines Gasts öffnen',
  hide: 'Ausblenden',
  allDone: 'Es geht. Jetzt können Sie Ihre Clients auf diesen Server richten.',
}
