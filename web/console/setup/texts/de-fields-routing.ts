/** The German words of the forms about who answers what, and when. */
import type { Texts } from './en.js'

export const skills: Texts['fields']['skills'] = {
  name: { label: 'Name', help: 'Etwa „Erstattungen“ oder „Französisch“.' },
  description: { label: 'Worum es geht', help: 'Für die Administration.' },
}

export const queues: Texts['fields']['queues'] = {
  name: { label: 'Name' },
  memberIds: { label: 'Mitglieder', help: 'Wer antwortet.' },
  model: {
    label: 'Wer zuerst gefragt wird',
    options: {
      'least-active': ['Wer die wenigsten Chats hat', 'Die Arbeit wird gleichmäßig verteilt.'],
      'most-available': ['Wer die meisten freien Plätze hat', 'Wer Platz für viele Chats hat, bekommt mehr.'],
    },
  },
  overflowQueueId: {
    label: 'Wenn diese Warteschlange keine Anfrage annehmen kann',
    help: 'Niemand ist da, oder die Grenzen der Schaltfläche sind erreicht. Dann geht die Anfrage hierhin.',
    none: 'Die Anfrage wird abgelehnt',
  },
}

export const businessHours: Texts['fields']['business-hours'] = {
  name: { label: 'Name', help: 'Etwa „Bürozeiten Berlin“.' },
  timeZone: { label: 'Zeitzone', help: 'Wessen Uhren gelten. Die Sommerzeit wird berücksichtigt.' },
  periods: { label: 'Geöffnet', help: 'Endet ein Zeitraum vor seinem Beginn, geht er nach Mitternacht weiter.' },
  holidays: {
    label: 'Besondere Tage',
    help: 'Ganz geschlossen, oder zu anderen Zeiten geöffnet als an ihrem Wochentag.',
  },
}

export const buttons: Texts['fields']['buttons'] = {
  name: { label: 'Name', help: 'Das Team sieht ihn bei jeder Anfrage, etwa „Bestellungen“.' },
  active: { label: 'Nimmt Anfragen an', help: 'Ausgeschaltet ist sie da und nie verfügbar.' },
  routing: {
    label: 'Wer gefragt wird',
    options: {
      'most-available': ['Wer die meisten freien Plätze hat', 'Nacheinander, bis jemand annimmt.'],
      'least-active': ['Wer die wenigsten Chats hat', 'Nacheinander; die Arbeit wird gleichmäßig verteilt.'],
      choice: ['Alle zugleich', 'Wer zuerst annimmt, hat den Chat.'],
      skills: ['Wer alle Fähigkeiten hat', 'Unter diesen, wer die wenigsten Chats hat.'],
      queue: ['Die Mitglieder einer Warteschlange', 'In der Reihenfolge, die dort festgelegt ist.'],
    },
  },
  queueId: { label: 'Warteschlange', help: 'Ihre Mitglieder antworten.', none: 'Noch nicht gewählt' },
  skillIds: {
    label: 'Fähigkeiten',
    help: 'Bei „alle Fähigkeiten“ ist jede davon nötig, sonst genügt eine. Keine: Alle dürfen antworten.',
  },
  additionalSkillIds: {
    label: 'Bevorzugte Fähigkeiten',
    help: 'Zuerst auch nötig; wer sie nicht hat, wird erst gefragt, wenn der Gast gewartet hat.',
  },
  additionalSkillsS: {
    label: 'Auf bevorzugte Fähigkeiten verzichten nach',
    help: 'Von da an genügen die anderen Fähigkeiten.',
    none: 'Nie',
  },
  businessHoursId: {
    label: 'Öffnungszeiten',
    help: 'Außerhalb davon ist die Schaltfläche nicht verfügbar.',
    none: 'Immer, wenn jemand da ist',
  },
  priority: {
    label: 'Vorrang',
    help: 'Wenn zu wenige da sind, kommen Schaltflächen mit kleineren Zahlen zuerst dran. 100 ist üblich.',
  },
  queueEnabled: {
    label: 'Gäste dürfen warten',
    help: 'Wenn niemand Platz hat. Ausgeschaltet wird ihre Anfrage dann abgelehnt.',
  },
  queuePerAgentMax: { label: 'Höchstens, je Person, die da ist', unit: 'Gäste', none: 'Beliebig viele' },
  queueOverallMax: { label: 'Höchstens insgesamt', unit: 'Gäste', none: 'Beliebig viele' },
  pushTimeoutS: {
    label: 'Zeit zum Annehmen',
    help: 'Danach wird die nächste Person gefragt.',
    none: 'Wie auf dem Server eingestellt',
  },
  reroutesMax: {
    label: 'Weitere Runden',
    unit: 'Runden',
    help: 'Wie oft alle noch einmal gefragt werden, wenn alle abgelehnt haben. Danach scheitert die Anfrage.',
    none: 'Beliebig viele',
  },
  autoAccept: {
    label: 'Wird von selbst angenommen',
    help: 'Niemand wird gefragt; der Chat öffnet sich. Nicht, wo alle zugleich gefragt werden.',
  },
  capacityWeight: {
    label: 'Gewicht',
    unit: 'Plätze',
    help: 'Wie viele Plätze ein Chat belegt. 1 ist üblich; anspruchsvolle Chats brauchen mehr.',
  },
  autoGreeting: {
    label: 'Begrüßung',
    help: 'Wird als erste Nachricht gesendet. Leer: was das Profil sagt.',
  },
  customAgentName: { label: 'Name, den Gäste sehen', help: 'Leer: was das Profil sagt.' },
  idleTimeout: {
    label: 'Chats mit stillen Gästen beenden',
    help: 'Die Zeit läuft ab der letzten Nachricht aus dem Team.',
  },
  'idleTimeout.warningS': { label: 'Hinweisen nach' },
  'idleTimeout.timeoutS': { label: 'Beenden nach', help: 'Länger als die Zeit bis zum Hinweis.' },
  language: { label: 'Sprache des Fensters', help: 'Etwa de oder en_US.' },
  chatWindowUrl: { label: 'Seite des Chatfensters', help: 'Ihre Adresse. Leer: die eigene des Programms.' },
  prechatUrl: { label: 'Seite vor dem Chat', help: 'Fragt nach Angaben. Leer: keine.' },
  postchatUrl: { label: 'Seite nach dem Chat', help: 'Leer: keine.' },
  invitation: {
    label: 'Die Einladung erscheint',
    help: 'Ausgeschaltet wird sie nicht aufbewahrt, und niemand sieht sie.',
  },
  'invitation.deploymentIds': { label: 'Erscheint auf', help: 'Diese Websites zeigen sie. Keine: Niemand sieht sie.' },
  'invitation.rules': { label: 'Wann sie kommt', help: 'Ohne Regel kommt sie sofort.' },
  'invitation.rules.type': {
    label: 'Sieht auf',
    options: {
      'number-of-page-views': ['Besuchte Seiten'],
      'url-match': ['Adresse der Seite'],
      'seconds-on-page': ['Sekunden auf dieser Seite'],
      'seconds-on-site': ['Sekunden auf der Website'],
      'custom-variable': ['Eine Variable der Seite'],
    },
  },
  'invitation.rules.variable': { label: 'Name der Variable' },
  'invitation.rules.operator': {
    label: 'Vergleich',
    options: {
      equals: ['ist'],
      'not-equal': ['ist nicht'],
      'start-with': ['beginnt mit'],
      contains: ['enthält'],
      'not-contain': ['enthält nicht'],
      'less-than': ['ist kleiner als'],
      'greater-than': ['ist größer als'],
      'less-or-equal': ['ist höchstens'],
      'greater-or-equal': ['ist mindestens'],
    },
  },
  'invitation.rules.value': { label: 'Wert' },
  'invitation.filter': {
    label: 'Wie die Regeln zusammenwirken',
    help: 'Nach ihren Nummern, etwa AND(1,OR(2,3)). Leer: Alle müssen zutreffen.',
  },
  'invitation.imageUrl': { label: 'Bild', help: 'Seine Adresse. Leer: Die Seite bringt eines mit.' },
  'invitation.imageWidth': { label: 'Breite', unit: 'Pixel' },
  'invitation.imageHeight': { label: 'Höhe', unit: 'Pixel' },
  'invitation.animation': {
    label: 'Wie sie hereinkommt',
    options: {
      slide: ['Gleitet'],
      fade: ['Blendet ein'],
      appear: ['Ist plötzlich da'],
      custom: ['Wie die Seite es will'],
    },
  },
  'invitation.startPosition': {
    label: 'Kommt von',
    options: {
      'top-left': ['Ecke links oben'],
      'top-left-top': ['Oben, links'],
      top: ['Von oben'],
      'top-right-top': ['Oben, rechts'],
      'top-right': ['Ecke rechts oben'],
      'top-right-right': ['Rechts, oben'],
      right: ['Von rechts'],
      'bottom-right-right': ['Rechts, unten'],
      'bottom-right': ['Ecke rechts unten'],
      'bottom-right-bottom': ['Unten, rechts'],
      bottom: ['Von unten'],
      'bottom-left-bottom': ['Unten, links'],
      'bottom-left': ['Ecke links unten'],
      'bottom-left-left': ['Links, unten'],
      left: ['Von links'],
      'top-left-left': ['Links, oben'],
    },
  },
  'invitation.endPosition': {
    label: 'Bleibt',
    options: {
      'top-left': ['Links oben'],
      top: ['Oben'],
      'top-right': ['Rechts oben'],
      left: ['Links'],
      center: ['In der Mitte'],
      right: ['Rechts'],
      'bottom-left': ['Links unten'],
      bottom: ['Unten'],
      'bottom-right': ['Rechts unten'],
    },
  },
  'invitation.removeAfterS': { label: 'Verschwindet von selbst nach', none: 'Nie' },
  'invitation.againAfterAccept': { label: 'Noch einmal, wenn sie angenommen wurde' },
  'invitation.againAfterReject': { label: 'Noch einmal, wenn sie abgelehnt wurde' },
}
