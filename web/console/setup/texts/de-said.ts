/** What the server says of setup, in German. It speaks English; what is not found here is told as it says it. */
import type { Texts } from './en.js'

const refusals: Readonly<Record<string, (detail: string) => string>> = {
  invalid: (detail) => {
    const [, member = '', sentence = ''] = /^(.*?): (.+)$/s.exec(detail) ?? []
    const words = said(sentence)
    return words === sentence ? `Das ist so nicht möglich: ${detail}` : `${member}: ${words}`
  },
  'changed-meanwhile': () => 'Jemand hat das inzwischen geändert. Laden Sie es neu, und ändern Sie es noch einmal.',
  'no-such-object': () => 'Das gibt es nicht mehr.',
  'exists-already': () => 'Das gibt es schon.',
  'in-use': (detail) => {
    const [, users = '', more] = /^It is used by (.+?)(?: and (\d+) more)?\. Change that first\.$/s.exec(detail) ?? []
    const names = [...users.matchAll(/\S+ (.+?) \(\w{15}\)(?:, |$)/gs)].map(([, name]) => name)
    if (names.length === 0) return 'Andere Einträge verweisen darauf. Ändern Sie das zuerst.'
    const others = more === undefined ? '' : ` und ${more} weitere`
    return `Darauf verweisen noch: ${names.join(', ')}${others}. Ändern Sie das zuerst.`
  },
  'last-administrator': () =>
    'Jemand muss das alles noch ändern können. Geben Sie zuerst jemand anderem die Rolle „Administration“.',
  'too-many': (detail) => {
    const [, max] = /\bat most (\d+)\b/.exec(detail) ?? []
    const words = max === undefined ? 'Mehr davon sind nicht möglich.' : `Höchstens ${max} davon sind möglich.`
    return detail.endsWith('Revoke one first.') ? `${words} Widerrufen Sie zuerst einen.` : words
  },
  'key-reused': () => 'Das wurde schon einmal mit anderem Inhalt gesendet. Versuchen Sie es noch einmal.',
  'if-match-required': () => 'Laden Sie es neu, und ändern Sie es noch einmal, damit nichts überschrieben wird.',
  'too-large': () => 'Das ist mehr, als der Server auf einmal annimmt.',
  'address-too-long': () => 'Danach kann nicht gesucht werden: Es ist zu lang.',
  'bad-json': () => 'Das ist kein JSON.',
  role: () => 'Ihre Rolle erlaubt das nicht.',
}

/** What a member must be, without “Must be” and the full stop. */
const forms: Readonly<Record<string, string>> = {
  text: 'ein Text',
  'true or false': 'true oder false',
  'a list': 'eine Liste',
  'an object': 'ein Objekt',
  'a time of day such as 09:30': 'eine Uhrzeit wie 09:30',
  'a time of day such as 17:00, or 24:00': 'eine Uhrzeit wie 17:00, oder 24:00',
  'a day such as 2030-12-24': 'ein Tag wie 2030-12-24',
  'numbers of rules in AND(…,…), OR(…,…) and NOT(…)': 'Nummern von Regeln in AND(…,…), OR(…,…) und NOT(…)',
  'letters, digits, dots, hyphens and underscores': 'Buchstaben, Ziffern, Punkte, Binde- und Unterstriche',
}

const sentences: Readonly<Record<string, string>> = {
  'Is required.': 'Das fehlt.',
  'Is not valid.': 'Das ist nicht möglich.',
  'Must not be empty.': 'Das darf nicht leer sein.',
  'Must not list anything twice.': 'Nichts darf zweimal dastehen.',
  'Must be another one.': 'Es muss ein anderer Eintrag sein.',
  'Must not lead back to this queue by way of others.':
    'Über andere Warteschlangen darf es nicht zu dieser zurückführen.',
  'Another agent has this username; choose another.':
    'Diesen Benutzernamen hat schon jemand; wählen Sie einen anderen.',
  'There is no such day.': 'Diesen Tag gibt es nicht.',
  'This day is listed twice; put its periods together.':
    'Dieser Tag steht zweimal da; fassen Sie seine Zeiträume zusammen.',
  'Must be an IPv4 or IPv6 address, such as 192.0.2.1 or 2001:db8::1.':
    'Schreiben Sie eine IPv4- oder IPv6-Adresse wie 192.0.2.1 oder 2001:db8::1.',
  'Must be of the same kind as the first address, IPv4 or IPv6.':
    'Sie muss von derselben Art sein wie die erste, also IPv4 oder IPv6.',
  'Must not be below the first address.': 'Sie darf nicht vor der ersten liegen.',
  'Must be more than the seconds before the warning.': 'Es muss länger sein als die Zeit bis zur Warnung.',
  'Choose the queue that requests are routed to.': 'Wählen Sie die Warteschlange, in die Anfragen kommen.',
  'Choose at least one skill, because requests are routed by skills.':
    'Wählen Sie mindestens eine Fähigkeit, denn Anfragen gehen nach Fähigkeiten.',
  'Only have an effect where requests are routed by skills; leave them out here.':
    'Das wirkt nur, wo Anfragen nach Fähigkeiten gehen; lassen Sie es hier weg.',
  'Cannot be used with the routing choice: there agents choose themselves.':
    'Das geht nicht, wo das Team selbst wählt.',
  'Must be the beginning of an address without a path, such as https://shop.example.com or https://*.example.com.':
    'Schreiben Sie den Anfang einer Adresse ohne Pfad, etwa https://shop.example.com oder https://*.example.com.',
  'Must be a name such as Europe/Berlin or UTC.': 'Schreiben Sie einen Namen wie Europe/Berlin oder UTC.',
  'The pattern is too large; repeat less in it.': 'Das Muster ist zu groß; wiederholen Sie darin weniger.',
  'The pattern matches nothing at all, which is everywhere.': 'Das Muster passt auf gar nichts, und das ist überall.',
  'The pattern uses what is not possible here, or repeats too much.':
    'Das Muster verwendet etwas, das hier nicht geht, oder wiederholt zu viel.',
  'There is no such character as the pattern names.': 'Ein Zeichen, das im Muster steht, gibt es nicht.',
  'Half a surrogate pair cannot be matched; write the character itself.':
    'Ein halbes Ersatzpaar lässt sich nicht finden; schreiben Sie das Zeichen selbst.',
  'The pattern ends in the middle of an escape.': 'Das Muster endet nach einem umgekehrten Schrägstrich.',
  'Back-references such as \\1 are not possible here.': 'Rückverweise wie \\1 gehen hier nicht.',
  'Look-ahead and look-behind are not possible here.': 'Ausdrücke, die voraus- oder zurückschauen, gehen hier nicht.',
  'An empty set [] matches nothing.': 'Eine leere Menge [] passt auf nichts.',
  'This is not a JavaScript regular expression.': 'Das ist kein regulärer Ausdruck von JavaScript.',
}

const patterns: readonly (readonly [RegExp, (...parts: readonly string[]) => string])[] = [
  [/^(.+) has this shortcut; choose another\.$/s, (name) => `Dieses Kürzel hat schon ${name}; wählen Sie ein anderes.`],
  [/^There is no \S+ (\S+)\.$/, (id) => `Was hier steht, gibt es nicht (mehr): ${id}.`],
  [/^Must have at most (\d+) characters(?:, or null)?\.$/, (max) => `Höchstens ${max} Zeichen sind möglich.`],
  [/^Must list at most (\d+)\.$/, (max) => `Höchstens ${max} sind möglich.`],
  [
    /^Must be a whole number from (\d+) to (\d+)(?:, or null)?\.$/,
    (min, max) => `Eine ganze Zahl von ${min} bis ${max} muss es sein.`,
  ],
  [/^Must be one of (.+?)(?:, or null)?\.$/, (values) => `Möglich sind: ${values}.`],
  [/^The pattern has more than (\d+) characters\.$/, (max) => `Ein Muster hat höchstens ${max} Zeichen.`],
  [
    /^Must be an id of 15 letters and digits that begins with (\S+)\.$/,
    (prefix) => `Eine Kennung hat hier 15 Buchstaben und Ziffern und beginnt mit ${prefix}.`,
  ],
  [/^Must be the id of /, () => 'Hierhin gehört eine Kennung.'],
  [
    /^Must be (.+?)(?:, or null)?\.$/,
    (form = '') => (Object.hasOwn(forms, form) ? `Möglich ist hier: ${forms[form]}.` : ''),
  ],
  [/^Is not a member of /, () => 'Das gibt es hier nicht; nehmen Sie es heraus, oder berichtigen Sie den Namen.'],
]

export const refusal: Texts['refusal'] = (code, detail) =>
  (Object.hasOwn(refusals, code) && refusals[code]?.(detail)) || detail

export const said: Texts['said'] = (sentence) => {
  if (Object.hasOwn(sentences, sentence)) return sentences[sentence] ?? sentence
  for (const [pattern, inGerman] of patterns) {
    const found = pattern.exec(sentence)
    const words = found && inGerman(...found.slice(1))
    if (words) return words
  }
  return sentence
}
