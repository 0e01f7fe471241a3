/** Setup documents as files for people: YAML, with what each kind and member means beside it. */
import { Document, isPair, isScalar, parseDocument } from 'yaml'
import type { MemberSchema } from '../setup/content-errors.js'
import { setupKindNames, setupKinds } from '../setup/setup-kinds.js'
import type { SetupDocument } from '../setup/setup-document.js'
import { UsageError } from './usage-error.js'

/** How many bytes a file may have. */
export const setupFileBytesMax = 16 * 1024 * 1024

const head = ` The setup of an organization. Passwords and tokens are not in it.
 Take it in with: parley setup import FILE [--dry-run]`

const help = new Map(
  setupKindNames.map((kind) => {
    const { plural, sentence, schema } = setupKinds[kind]
    const members = Object.entries((schema as MemberSchema).properties ?? {})
    const lines = members.map(([name, { description = '' }]) => `   ${name}: ${description}`)
    return [plural, [` ${sentence}`, ...lines].join('\n')]
  }),
)

/** The text of a document, the same for the same setup. */
export const setupText = (document: SetupDocument): string => {
  const yaml = new Document(document, { aliasDuplicateObjects: false })
  yaml.commentBefore = head
  const { contents } = yaml
  for (const item of contents && 'items' in contents ? contents.items : []) {
    if (!isPair(item) || !isScalar(item.key)) continue
    const comment = help.get(String(item.key.value))
    if (comment === undefined) continue
    item.key.commentBefore = comment
    item.key.spaceBefore = true
  }
  return yaml.toString({ lineWidth: 0 })
}

/** What a file says. Throws {@link UsageError} that names the line. Aliases are refused: they can make a little text huge. */
export const readSetupText = (text: string): unknown => {
  const yaml = parseDocument(text, { uniqueKeys: true, strict: true })
  const [error] = yaml.errors
  // The lines that follow show the place, and so what the file holds.
  if (error) throw new UsageError(`The file is not valid YAML: ${error.message.replace(/:?\n[^]*$/, '')}.`)
  try {
    return yaml.toJS({ maxAliasCount: 0 }) as unknown
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error
    throw new UsageError('The file uses an alias (*name). Write out what it stands for.')
  }
}
