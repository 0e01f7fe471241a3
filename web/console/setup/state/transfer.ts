/** Taking a setup file in: a look at what would change, then all of it or nothing; what is wrong is told by its line. */
import { signal, type ReadonlySignal } from '@preact/signals'
import type { Difference, ImportProgress } from '../../../../src/setup-api/messages.js'
import type { Refusal } from '../../api/answer.js'
import type { SetupApi } from '../api/setup-api.js'
import { linesOf } from './json-lines.js'
import { isPlural, type Plural } from './plural.js'

/** How many bytes a document may have. */
export const documentBytesMax = 16 * 1024 * 1024

/** Something that is wrong in the file. */
export interface FileMistake {
  /** From 1 on. */
  readonly line: number
  /** Of which kind of object; undefined for what is no such list. */
  readonly plural: Plural | undefined
  /** What the object is called, if it is called something. */
  readonly name: string | undefined
  /** The member of the object, or the whole path where there is none. */
  readonly member: string
  /** In the server's words. */
  readonly message: string
}

export type TransferStep =
  | { readonly at: 'start' }
  | {
      readonly at: 'comparing' | 'taking-in'
      readonly file: string
      readonly progress: ImportProgress | undefined
    }
  | { readonly at: 'too-large' }
  | { readonly at: 'no-document'; readonly line: number | undefined }
  | { readonly at: 'refused'; readonly refusal: Refusal; readonly mistakes: readonly FileMistake[] }
  /** The connection broke off while it was taken in: all of it may be, or nothing. */
  | { readonly at: 'unknown'; readonly file: string }
  | { readonly at: 'differs'; readonly file: string; readonly differences: readonly Difference[] }
  | { readonly at: 'done'; readonly count: number }

/** Steps that are over once somebody has read them. Whether a file was taken in stays open until it is known. */
const told: ReadonlySet<TransferStep['at']> = new Set(['too-large', 'no-document', 'refused', 'done'])

/** What of a file is needed. */
export type GivenFile = Pick<File, 'name' | 'size' | 'text'>

export interface Transfer {
  readonly step: ReadonlySignal<TransferStep>
  /** Asks what taking this file in would change. */
  compare(file: GivenFile): Promise<void>
  /** Takes in what was compared. */
  takeIn(): Promise<void>
  /** Somebody comes to look: what was compared before is compared with how everything is now. */
  enter(): Promise<void>
  /** They go: what they were told is over. What is under way goes on. */
  leave(): void
  /** Whoever chose the file is here no more; nothing of it is told to whoever comes. */
  forget(): void
}

/** Nothing is chosen yet. */
export function createTransfer(api: Pick<SetupApi, 'takeIn'>): Transfer {
  const step = signal<TransferStep>({ at: 'start' })
  let chosen: { readonly file: string; readonly text: string } | undefined

  const compareChosen = async (): Promise<void> => {
    const differences = await ask('comparing')
    if (differences && chosen) step.value = { at: 'differs', file: chosen.file, differences }
  }

  const ask = async (at: 'comparing' | 'taking-in'): Promise<readonly Difference[] | undefined> => {
    if (chosen === undefined) return undefined
    const own = chosen
    const { file, text } = own
    const tell = (progress: ImportProgress | undefined): void => {
      if (chosen === own) step.value = { at, file, progress }
    }
    tell(undefined)
    const answer = await api.takeIn(text, at === 'comparing', tell)
    if (chosen !== own) return undefined
    if (answer.ok) return answer.value.differences
    const { refusal } = answer
    const isUnknown = at === 'taking-in' && refusal.kind === 'unreachable'
    step.value = isUnknown ? { at: 'unknown', file } : { at: 'refused', refusal, mistakes: mistakesIn(text, refusal) }
    return undefined
  }

  return {
    step,
    async compare(file) {
      chosen = undefined
      if (file.size > documentBytesMax) {
        step.value = { at: 'too-large' }
        return
      }
      const text = await file.text()
      const problem = jsonProblem(text)
      if (problem) {
        step.value = problem
        return
      }
      chosen = { file: file.name, text }
      await compareChosen()
    },
    async takeIn() {
      const differences = await ask('taking-in')
      if (differences) step.value = { at: 'done', count: differences.length }
    },
    async enter() {
      if (step.value.at === 'differs') await compareChosen()
    },
    leave() {
      if (told.has(step.value.at)) step.value = { at: 'start' }
    },
    forget() {
      chosen = undefined
      step.value = { at: 'start' }
    },
  }
}

/** Forgets the file when whoever chose it logs out. They may come back to it after a log-in that only ran out. */
export function forgetAtLogOut(
  transfer: Pick<Transfer, 'forget'>,
  session: ReadonlySignal<{ readonly state: string; readonly why?: string }>,
): void {
  session.subscribe(({ state, why }) => {
    if (state === 'signed-out' && why === 'left') transfer.forget()
  })
}

/** What keeps a text from being a document at all; browsers say where in words of their own. */
function jsonProblem(text: string): Extract<TransferStep, { at: 'no-document' }> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return undefined
    return { at: 'no-document', line: undefined }
  } catch (error) {
    const words = String(error)
    const [, line] = /\bline (\d+)\b/.exec(words) ?? []
    const [, position] = /\bposition (\d+)\b/.exec(words) ?? []
    if (line !== undefined) return { at: 'no-document', line: Number(line) }
    if (position === undefined) return { at: 'no-document', line: undefined }
    return { at: 'no-document', line: text.slice(0, Number(position)).split('\n').length }
  }
}

function mistakesIn(text: string, refusal: Refusal): readonly FileMistake[] {
  const errors = refusal.kind === 'refused' ? (refusal.errors ?? []) : []
  if (errors.length === 0) return []
  const document = JSON.parse(text) as Readonly<Record<string, unknown>>
  const lines = linesOf(
    text,
    errors.map(({ member }) => member),
  )
  return errors.map(({ member: path, message }, index) => {
    const [list = '', place = '', ...members] = path.split('.')
    const objects = document[list]
    const object: unknown = Array.isArray(objects) ? objects[Number(place)] : undefined
    const name = (object as { name?: unknown } | null | undefined)?.name
    return {
      ...{ line: lines[index] ?? 1, message },
      plural: isPlural(list) ? list : undefined,
      name: typeof name === 'string' && name !== '' ? name : undefined,
      member: isPlural(list) ? members.join('.') : path,
    }
  })
}
