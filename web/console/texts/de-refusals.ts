import type { Texts } from './en.js'

/** The server's reasons that an agent meets. */
const reasons: Readonly<Record<string, string>> = {
  busy: 'Der Server ist gerade ausgelastet. Warten Sie einen Moment, und versuchen Sie es dann noch einmal.',
  'chat-over': 'Dieser Chat ist beendet.',
  'offer-gone': 'Die Anfrage wurde zurückgezogen, oder ihre Zeit ist abgelaufen.',
  'no-address': 'Die Netzwerkadresse dieses Gastes ist nicht bekannt.',
  'no-place': 'Sie haben keinen freien Platz für diesen Chat.',
  'not-your-chat': 'Das ist nicht Ihr Chat.',
  'nobody-in-charge': 'Diesen Chat führt gerade niemand.',
  'not-in-charge': 'Jemand anderes führt diesen Chat. Sie können darin schreiben und ihn verlassen.',
  'handover-open': 'Es ist schon jemand gefragt, oder der Chat wartet auf seine Übernahme.',
  'no-handover': 'Es ist niemand gefragt, oder nicht mehr.',
  'already-in-chat': 'Diese Person ist schon im Chat.',
  'conference-full': 'Mehr Personen können nicht mitreden.',
  'nobody-there': 'Es ist niemand online, der den Chat übernehmen könnte.',
  'no-such-target': 'Das Ziel gibt es nicht mehr.',
  'not-permitted': 'Ihre Konfiguration erlaubt das nicht.',
  'no-file-request': 'Um diese Datei wird nicht mehr gebeten.',
  'file-request-open': 'Um eine Datei ist schon gebeten. Nehmen Sie diese Bitte zuerst zurück.',
  'too-many-files': 'Dieser Chat hat schon so viele Dateien, wie er haben darf.',
  'too-large': 'Das ist zu lang.',
  role: 'Ihre Rolle erlaubt das nicht.',
  invalid: 'Die Eingabe ist so nicht möglich.',
}

/** A reason without a German text is told as the server says it: better than none. */
export const refusal: Texts['refusal'] = (code, detail) => reasons[code] ?? detail
