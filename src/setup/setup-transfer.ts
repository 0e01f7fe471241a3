/** Takes a setup document in: what differs is changed, what the document does not name stays as it is. */
import type { Author } from './audit.js'
import { differencesOf, editsOf, type Difference } from './setup-document.js'
import type { SetupEditor } from './setup-editor.js'
import { SetupError } from './setup-error.js'
import type { Setup } from './setup.js'

/**
 * Carries out all of a document or nothing, and tells what it changed; with `dryRun` it changes nothing and tells what
 * it would. A document taken in twice changes nothing the second time. It must be of one of `organizationIds`, whose
 * setup the author may change; where that is none yet the document's is made. Throws {@link SetupError}.
 */
export const takeIn = async (
  { setup, editor }: { setup: Setup; editor: SetupEditor },
  document: unknown,
  { author, organizationIds, dryRun }: { author: Author; organizationIds: readonly string[]; dryRun: boolean },
): Promise<Difference[]> => {
  const read = editsOf(document)
  if (organizationIds.length > 0 && !organizationIds.includes(read.organizationId)) {
    const here = organizationIds.length === 1 ? 'the organization that is here' : 'the organizations that are here'
    const message = `Is not ${organizationIds.join(' or ')}, ${here}. Take it in where there is none yet.`
    throw new SetupError('invalid', `organizations.0.id: ${message}`, [{ member: 'organizations.0.id', message }])
  }
  editor.check(read.organizationId, read.edits)
  const differences = differencesOf(setup, read.organizationId, read.edits)
  const changed = new Set(differences.map(({ kind, id }) => `${kind}/${id}`))
  const edits = read.edits.filter(({ kind, id }) => changed.has(`${kind}/${id}`))
  if (!dryRun && edits.length > 0) await editor.edit(read.organizationId, edits, author)
  return differences
}
