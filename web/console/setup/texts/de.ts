/** Every word of setup, in German. */
import { counted, listed, long, wholeNumber } from '../../texts/de-words.js'
import type { LengthUnit } from '../state/lengths.js'
import type { Problem } from '../state/problems.js'
import type { Weekday } from '../state/week.js'
import { blockingRules, deployments, organizations, quickTexts, sensitiveDataRules } from './de-fields-others.js'
import { agents, configurations, reasons, statuses } from './de-fields-people.js'
import { businessHours, buttons, queues, skills } from './de-fields-routing.js'
import { chatSettings, firstChat } from './de-chat-settings.js'
import { history, readings, transfer } from './de-records.js'
import { refusal, said } from './de-said.js'
import { groups, sections } from './de-sections.js'
import type { Texts } from './en.js'

const unitNames: Record<LengthUnit, readonly [string, string]> = {
  d: ['Tag', 'Tage'],
  h: ['Stunde', 'Stunden'],
  m: ['Minute', 'Minuten'],
  s: ['Sekunde', 'Sekunden'],
}
const unitsWritten: Record<LengthUnit, string> = { d: 'd', h: 'Std.', m: 'Min.', s: 's' }

const spoken = (seconds: number): string => long(seconds * 1000)

const dayNames: Record<Weekday, string> = {
  monday: 'Montag',
  tuesday: 'Dienstag',
  wednesday: 'Mittwoch',
  thursday: 'Donnerstag',
  friday: 'Freitag',
  saturday: 'Samstag',
  sunday: 'Sonntag',
}

const someOf = (names: readonly string[], count: number): string =>
  listed(count > names.length ? [...names, `${wholeNumber.format(count - names.length)} weitere`] : names)

const problem = (of: Problem): string => {
  switch (of.what) {
    case 'empty':
      return 'Füllen Sie das aus.'
    case 'too-short':
      return `Schreiben Sie mindestens ${counted(of.limit, 'Zeichen', 'Zeichen')}.`
    case 'too-long':
      return `Schreiben Sie höchstens ${counted(of.limit, 'Zeichen', 'Zeichen')}.`
    case 'out-of-range':
      return `Wählen Sie eine Zahl von ${wholeNumber.format(of.min)} bis ${wholeNumber.format(of.max)}.`
    case 'length-out-of-range':
      return `Wählen Sie eine Dauer von ${spoken(of.min)} bis ${spoken(of.max)}.`
    case 'no-number':
      return 'Schreiben Sie eine ganze Zahl, etwa 10.'
    case 'no-length':
      return 'Schreiben Sie eine Dauer wie 90 s, 2 Min. oder 1 Std. 30 Min.'
    case 'form':
      return 'Hier steht etwas, das nicht verwendet werden kann.'
    case 'period':
      return 'Schreiben Sie Uhrzeiten wie 09:00 und 17:30.'
    case 'twice':
      return 'Dieser Tag steht zweimal da; fassen Sie seine Zeiträume zusammen.'
    case 'too-many':
      return `Höchstens ${wholeNumber.format(of.limit)} sind möglich.`
    case 'said':
      return said(of.message)
  }
}

export const de: Texts = {
  title: 'Einrichtung',
  overview: {
    name: 'Überblick',
    about: 'Alles, was Ihre Chats ausmacht. Änderungen gelten sofort.',
    nav: 'Teile der Einrichtung',
    failed: 'Das konnte nicht geladen werden.',
  },
  chatSettings,
  firstChat,
  count: (count) => wholeNumber.format(count),
  keys: {
    search: 'Die Liste durchsuchen',
    create: 'Ein neues Objekt dieser Art anlegen',
    save: 'Das Geschriebene speichern',
  },
  deeds: { goTo: (name) => `Einrichtung: ${name}` },
  groups,
  sections,
  fields: {
    agents,
    'agent-configurations': configurations,
    'presence-statuses': statuses,
    'decline-reasons': reasons,
    skills,
    queues,
    'business-hours': businessHours,
    buttons,
    organizations,
    deployments,
    'quick-texts': quickTexts,
    'sensitive-data-rules': sensitiveDataRules,
    'blocking-rules': blockingRules,
  },
  problem,
  list: {
    search: 'Nach Namen suchen',
    found: (total) => counted(total, 'Eintrag', 'Einträge'),
    nothing: (query) => `Nichts heißt „${query}“.`,
    more: 'Mehr zeigen',
    loading: 'Wird geladen …',
    yes: 'Ja',
    no: 'Nein',
    none: 'Keine',
    count: (count) => wholeNumber.format(count),
    unsaved: 'Nicht gespeichert',
    shown: (shown, total) =>
      shown === total
        ? counted(total, 'Eintrag', 'Einträge')
        : `${wholeNumber.format(shown)} von ${wholeNumber.format(total)}`,
  },
  form: {
    unsaved: 'Sie haben etwas geändert und nicht gespeichert.',
    problems: (count) => `${counted(count, 'Angabe ist', 'Angaben sind')} zu berichtigen.`,
    save: 'Speichern',
    create: 'Anlegen',
    saving: 'Wird gespeichert …',
    saved: 'Gespeichert.',
    created: 'Angelegt.',
    discard: 'Verwerfen',
    remove: 'Löschen',
    back: 'Zurück zur Liste',
    id: 'Kennung',
    none: 'Keine',
    takeOut: (name) => `${name} herausnehmen`,
    nothingFound: 'Nichts gefunden.',
    searchHint: 'Zum Suchen tippen …',
    gone: 'Es ist nicht mehr da',
    goneMore: 'Jemand hat es gelöscht, oder die Adresse stimmt nicht.',
    goneMeanwhile: 'Jemand hat das inzwischen gelöscht; es kann nicht mehr gespeichert werden.',
    unreachable: 'Der Server hat nicht geantwortet. Versuchen Sie es noch einmal.',
    busy: 'Der Server ist ausgelastet. Versuchen Sie es gleich noch einmal.',
    row: (place) => `Regel ${place}`,
    addRow: 'Regel hinzufügen',
    removeRow: (place) => `Regel ${place} entfernen`,
  },
  refusal,
  said,
  conflict: {
    title: 'Jemand hat das inzwischen geändert',
    changedThere: (labels) => `Dort geändert: ${listed(labels)}.`,
    changedByBoth: (labels) => `Sie haben dasselbe geändert: ${listed(labels)}.`,
    choice:
      'Übernehmen Sie die andere Fassung und geben Ihre auf, oder speichern Sie Ihre darüber; was nur dort geändert wurde, bleibt dann.',
    theirs: 'Andere übernehmen',
    overwrite: 'Meine darüber speichern',
  },
  listed: (words) => listed(words),
  effects: {
    title: (isNew) => (isNew ? 'Was das Anlegen bewirkt' : 'Was das bewirkt'),
    loggedOut: (name, chats) =>
      chats > 0
        ? `${name} wird abgemeldet, und ${counted(chats, 'Chat geht', 'Chats gehen')} an andere.`
        : `${name} wird abgemeldet.`,
    takes: (takes) => (takes ? 'Nimmt von jetzt an Anfragen an.' : 'Nimmt zu dieser Stunde keine Anfragen an.'),
    gained: (names, count) => `Darf von jetzt an antworten: ${someOf(names, count)}.`,
    lost: (names, count) => `Darf nicht mehr antworten: ${someOf(names, count)}.`,
    able: (able, online) =>
      `Dann ${counted(able, 'Person', 'Personen')}, davon ${wholeNumber.format(online)} gerade online.`,
    nobody: 'Dann darf niemand mehr antworten.',
    stranded: (waiting) =>
      `Dort ${counted(waiting, 'wartender Gast', 'wartende Gäste')}, und niemand von denen, die da sind, darf antworten.`,
  },
  access: {
    title: 'Anmeldung',
    logIns: 'Anmeldungen',
    loggedIn: (count) =>
      count === 0 ? 'Nirgends angemeldet.' : `An ${counted(count, 'Stelle', 'Stellen')} angemeldet.`,
    locked: (time) => `Nach zu vielen falschen Passwörtern erst wieder ab ${time}.`,
    endLogIns: 'Überall abmelden',
    unlock: 'Entsperren',
    askEnd: (name) => `${name} überall abmelden?`,
    askEndMore: 'Eine neue Anmeldung ist sofort möglich. Programme mit Schlüsseln arbeiten weiter.',
    askUnlock: (name) => `${name} jetzt entsperren?`,
    askUnlockMore: 'Auch wer das Passwort zu erraten versucht, kann dann weitermachen.',
    password: 'Passwort',
    passwordHelp:
      'Ein neues wird erzeugt und einmal gezeigt. Es hilft allen, die ihres vergessen haben, und meldet überall ab.',
    newPassword: 'Neues Passwort',
    tokens: 'Schlüssel für Programme',
    tokensHelp: 'Damit arbeitet ein Programm als diese Person, bis er widerrufen wird.',
    tokenName: 'Wofür er ist',
    newToken: 'Neuer Schlüssel',
    revoke: 'Widerrufen',
    askPassword: (name) => `Neues Passwort für ${name}?`,
    askPasswordMore:
      'Das alte gilt nicht mehr, und die Person wird überall abgemeldet. Programme mit Schlüsseln arbeiten weiter.',
    askRevoke: (name) => `„${name}“ widerrufen?`,
    askRevokeMore: 'Das Programm, das ihn benutzt, ist sofort ausgesperrt.',
  },
  members: {
    title: 'Wer sie hat',
    label: 'Teammitglieder mit dieser Fähigkeit',
    help: 'Hinzufügen und Herausnehmen gilt sofort.',
    search: 'Unter diesen suchen',
    add: 'Jemanden hinzufügen …',
  },
  trial: {
    title: 'Ausprobieren',
    label: 'Ein Beispiel',
    help: 'Was jemand schreiben könnte. Nichts davon wird aufbewahrt.',
    becomes: 'Daraus wird',
    nothing: 'Es bleibt nichts übrig.',
    untouched: 'Die Regel lässt es, wie es ist.',
  },
  history,
  readings,
  transfer,
  remove: {
    title: (name) => `${name} löschen?`,
    used: (total) =>
      `${counted(total, 'anderer Eintrag verweist', 'andere Einträge verweisen')} darauf. Ändern Sie das zuerst.`,
    changed: 'Jemand hat es inzwischen geändert. Trotzdem löschen?',
    text: 'Das lässt sich nicht rückgängig machen. Vergangene Chats bleiben, wie sie sind.',
  },
  secret: {
    title: (what, name) => (what === 'password' ? `Passwort von ${name}` : `Schlüssel „${name}“`),
    text: (what) =>
      what === 'password'
        ? 'Es wurde erzeugt und wird nur jetzt gezeigt. Geben Sie es auf sicherem Weg weiter.'
        : 'Er wird nur jetzt gezeigt. Wer ihn hat, kann, was die Person darf.',
    copy: 'Kopieren',
    copied: 'Kopiert',
    done: 'Ich habe es',
  },
  unsaved: { elsewhere: 'Noch nicht gespeichert:' },
  week: {
    day: (day) => dayNames[day],
    closed: 'Geschlossen',
    add: 'Zeitraum hinzufügen',
    addTo: (day) => `Zeitraum hinzufügen: ${day}`,
    copy: 'Für Montag bis Freitag übernehmen',
    copyFrom: (day) => `Für Montag bis Freitag übernehmen: ${day}`,
    nextDay: 'am nächsten Tag',
    period: (day, number) => `${day}, Zeitraum ${number}`,
    from: (period) => `${period}: von`,
    to: (period) => `${period}: bis`,
    remove: (period) => `Entfernen: ${period}`,
    date: 'Tag',
    holidayName: 'Wie er heißt',
    addHoliday: 'Besonderen Tag hinzufügen',
    removeHoliday: (name) => `Besonderen Tag entfernen: ${name}`,
  },
  length: {
    placeholder: 'etwa 2 Min.',
    written: (parts) => parts.map(({ count, unit }) => `${count} ${unitsWritten[unit]}`).join(' '),
    spoken: (parts) => parts.map(({ count, unit }) => counted(count, ...unitNames[unit])).join(' '),
  },
}
