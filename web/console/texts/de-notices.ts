/** The German texts of short words to the agent, and why a chat is over. */
import type { FileFailure } from '../../../src/agent-api/files.js'
import type { Handover, HandoverEndReason, OfferedHandover } from '../../../src/agent-api/handovers.js'
import type { SeenEndReason } from '../state/chat-end.js'
import type { Deed, Fact } from '../state/notices.js'
import { status } from './de-desk.js'
import type { Texts } from './en.js'
import { refusal } from './de-refusals.js'

export const endReasons: Record<SeenEndReason, (visitor: string, colleague?: string) => string> = {
  agent: (_, who) =>
    who === undefined ? 'Sie haben diesen Chat beendet.' : `${who} hat diesen Chat an Ihrer Stelle beendet.`,
  blocked: (visitor) => `Sie haben ${visitor} gesperrt und diesen Chat beendet.`,
  visitor: (visitor) => `${visitor} hat diesen Chat beendet.`,
  'visitor-idle': (visitor) => `Dieser Chat endete, weil ${visitor} eine Weile nicht geantwortet hat.`,
  'visitor-lost': (visitor) => `Dieser Chat endete, weil die Verbindung zu ${visitor} verloren ging.`,
  'agents-unavailable': () => 'Dieser Chat endete, weil niemand mehr da war, um ihn weiterzuführen.',
  transferred: (visitor, who = 'Jemand aus Ihrem Team') => `${who} hat den Chat mit ${visitor} übernommen.`,
  left: (visitor) => `Sie haben den Chat mit ${visitor} Ihrem Team überlassen.`,
  'agent-lost': (visitor) =>
    `Sie waren zu lange nicht verbunden, deshalb führt jemand anderes den Chat mit ${visitor} weiter. Es ist nicht mehr Ihr Chat.`,
  'by-colleague': (_, who = 'Jemand aus Ihrem Team') => `${who} hat diesen Chat beendet.`,
  'blocked-by-colleague': (visitor, who = 'Jemand aus Ihrem Team') =>
    `${who} hat ${visitor} gesperrt und diesen Chat beendet.`,
  unknown: () => 'Dieser Chat endete oder wurde übergeben, während Sie nicht verbunden waren.',
}

const fileFailures: Record<FileFailure, string> = {
  'too-large': 'sie ist zu groß',
  empty: 'sie ist leer',
  'broken-off': 'die Verbindung brach ab',
  'not-kept': 'der Server konnte sie nicht speichern',
}

const deeds: Record<Deed, string> = {
  accept: 'Die Anfrage konnte nicht angenommen werden.',
  decline: 'Die Anfrage konnte nicht abgelehnt werden.',
  end: 'Der Chat konnte nicht beendet werden.',
  'set-status': 'Ihr Status konnte nicht geändert werden.',
  'load-earlier': 'Frühere Nachrichten konnten nicht geladen werden.',
  'log-out': 'Sie konnten nicht abgemeldet werden.',
  'ask-file': 'Der Gast konnte nicht um eine Datei gebeten werden.',
  'withdraw-file': 'Die Bitte um eine Datei konnte nicht zurückgenommen werden.',
  transfer: 'Der Chat konnte nicht übergeben werden.',
  invite: 'Die Einladung konnte nicht verschickt werden.',
  'take-back': 'Das konnte nicht zurückgenommen werden.',
  leave: 'Sie konnten den Chat nicht verlassen.',
  'raise-flag': 'Um Hilfe konnte nicht gebeten werden.',
  'lower-flag': 'Die Bitte um Hilfe konnte nicht zurückgenommen werden.',
  block: 'Der Gast konnte nicht gesperrt werden.',
  'send-event': 'Das Ereignis konnte nicht gesendet werden.',
  join: 'Sie konnten nicht in den Chat kommen.',
  whisper: 'Das Zuflüstern ist nicht gelungen.',
  'set-agent-status': 'Der Status konnte nicht geändert werden.',
}

const handoverEnds: Record<HandoverEndReason, (who: string) => string> = {
  declined: (who) => `${who} hat abgelehnt.`,
  'timed-out': () => 'Niemand hat rechtzeitig geantwortet.',
  cancelled: () => 'Die Anfrage wurde zurückgenommen.',
  'not-online': (who) => `${who} ist nicht mehr da.`,
  over: () => 'Die Anfrage ist erledigt.',
}

const handoverEnded = (visitor: string, { type, to }: Handover, reason: HandoverEndReason): string =>
  type === 'transfer'
    ? `Sie behalten den Chat mit ${visitor}. ${handoverEnds[reason](to.name)}`
    : `${to.name} kommt nicht in den Chat mit ${visitor}. ${handoverEnds[reason](to.name)}`

const newRequest = (visitor: string, button: string, handover: OfferedHandover | undefined): string => {
  if (handover === undefined) return `Neue Anfrage von ${visitor}, ${button}.`
  return handover.type === 'transfer'
    ? `${handover.from.name} übergibt Ihnen den Chat mit ${visitor}.`
    : `${handover.from.name} lädt Sie in den Chat mit ${visitor} ein.`
}

const factText = (fact: Fact): string => {
  switch (fact.what) {
    case 'new-request':
      return newRequest(fact.visitorName, fact.buttonName, fact.handover)
    case 'new-message':
      return `Neue Nachricht von ${fact.visitorName}.`
    case 'colleague-message':
      return `Neue Nachricht von ${fact.name} im Chat mit ${fact.visitorName}.`
    case 'new-file':
      return `Neue Datei von ${fact.visitorName}: ${fact.fileName}.`
    case 'file-failed':
      return `Die Datei von ${fact.visitorName} ist nicht angekommen: ${fileFailures[fact.reason]}. Sie können noch einmal darum bitten.`
    case 'file-refused':
      return `${fact.visitorName} möchte keine Datei senden.`
    case 'chat-ended':
      return `Chat mit ${fact.visitorName}: ${endReasons[fact.reason](fact.visitorName, fact.colleague)}`
    case 'handover-ended':
      return handoverEnded(fact.visitorName, fact.handover, fact.reason)
    case 'now-in-charge':
      return fact.name === undefined
        ? `Sie führen jetzt den Chat mit ${fact.visitorName}.`
        : `${fact.name} führt jetzt den Chat mit ${fact.visitorName}.`
    case 'colleague-joined':
      return `${fact.name} ist in den Chat mit ${fact.visitorName} gekommen.`
    case 'colleague-left':
      return `${fact.name} hat den Chat mit ${fact.visitorName} verlassen.`
    case 'critical-wait':
      return `${fact.visitorName} wartet schon zu lange auf Ihre Antwort.`
    case 'flag-lowered':
      return `Die Bitte um Hilfe im Chat mit ${fact.visitorName} wurde aufgehoben.`
    case 'connection-lost':
      return 'Nicht verbunden. Neuer Versuch läuft.'
    case 'connection-back':
      return 'Wieder verbunden.'
    case 'request-gone':
      return `Die Anfrage von ${fact.visitorName} ist nicht mehr da: Jemand anderes hat sie angenommen, oder ${fact.visitorName} ist gegangen.`
    case 'request-timed-out':
      return `Die Anfrage von ${fact.visitorName} blieb unbeantwortet und wurde zurückgezogen.`
    case 'visitor-left':
      return `${fact.visitorName} ist gegangen, bevor jemand geantwortet hat.`
    case 'status-set':
      return `${fact.name} hat Ihren Status geändert: ${status.name(fact.status)}.`
    case 'now-offline':
      return 'Sie sind jetzt offline und erhalten keine Anfragen. Gehen Sie wieder online, wenn Sie bereit sind.'
    case 'message-refused':
      return `Ihre Nachricht an ${fact.visitorName} wurde nicht gesendet.`
    case 'too-many-unsent':
      return 'Zu viele Nachrichten warten auf das Senden. Warten Sie, bis Sie wieder verbunden sind.'
    case 'not-sent':
      return `Ihre Nachricht „${fact.text}“ wurde nicht gesendet, und Sie haben den Chat nicht mehr. ${refusal(fact.code, fact.detail)}`
    case 'not-done':
      return `${deeds[fact.deed]} ${refusal(fact.code ?? '', fact.detail) || 'Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.'}`
  }
}

export const notices: Texts['notices'] = {
  region: 'Hinweise',
  dismiss: 'Ausblenden',
  text: factText,
}
