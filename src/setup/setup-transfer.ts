/** Takes a setup document in: what differs is changed, what the document does not name stays as it is. */
import type { Author } from './audit.js'
import { differencesOf, editsOf, type Difference } from './setup-document.js'
import type { SetupEditor } from './setup-editor.js'
import { SetupError } from './setup-error.js'
import type { Setup } from './setup.js'

export interface TransferOptions {
  readonly author: Author
  /** Of which organizations the document may be: whose setup the author may change. */
  readonly organizationIds: readonly string[]
  /** Changes nothing. */
  readonly dryRun: boolean
  /** Told how far it is, at the beginning of each step and now and then. */
  readonly onProgress?: (progress: Progress) => void
}

/** How many objects were compared with what there is, or found right, of how many. */
export interface Progress {
  readonly step: 'comparing' | 'checking'
  readonly done: number
  readonly total: number
}

/**
 * Carries out all of a document or nothing, and tells what it changed; with `dryRun` it changes nothing and tells what
 * it would. A document taken in twice changes nothing the second time. Where there is no organization yet the document's
 * is made. Throws {@link SetupError}, which tells of mistakes by their place in the document: `agents.17.username`.
 */
export const takeIn = async (
  { setup, editor }: { setup: Setup; editor: SetupEditor },
  document: unknown,
  { author, organizationIds, dryRun, onProgress = () => undefined }: TransferOptions,
): Promise<Difference[]> => {
  const read = editsOf(document)
  if (organizationIds.length > 0 && !organizationIds.includes(read.organizationId)) {
    const here = organizationIds.length === 1 ? 'the organization that is here' : 'the organizations that are here'
    const message = `Is not ${organizationIds.join(' or ')}, ${here}. Take it in where there is none yet.`
    throw new SetupError('invalid', `organizations.0.id: ${message}`, [{ member: 'organizations.0.id', message }])
  }
  const telling = (step: Progress['step'], total: number): ((done: number) => void) => {
    const tell = (done: number): void => onProgress({ step, done, total })
    tell(0)
    return tell
  }
  const comparing = differencesOf(setup, read.organizationId, read.edits)
  const differences = await editor.inSlices(comparing, telling('comparing', read.edits.length))
  const changed = new Set(differences.map(({ kind, id }) => `${kind}/${id}`))
  // What is so already was found right when it was made so.
  const edits = read.edits.filter(({ kind, id }) => changed.has(`${kind}/${id}`))
  const checking = telling('checking', edits.length)
  if (dryRun) await editor.checkMany(read.organizationId, edits, checking)
  else if (edits.length > 0) await editor.edit(read.organizationId, edits, author, undefined, checking)
  return differences
}
