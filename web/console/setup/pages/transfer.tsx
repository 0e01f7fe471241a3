import { useSignal } from '@preact/signals'
import type { Difference } from '../../../../src/setup-api/messages.js'
import { PlacePage } from '../../parts/place-page.js'
import { ChangeList } from '../parts/change-list.js'
import { refusalWords } from '../parts/save-bar.js'
import { ToOverview } from '../parts/to-overview.js'
import { pluralOf } from '../state/plural.js'
import { sectionFor } from '../state/sections.js'
import type { Setup } from '../state/setup.js'
import { texts } from '../texts/texts.js'

/** How many bytes a document may have. */
const documentBytesMax = 16 * 1024 * 1024
/** How many differences are drawn; the number of all is said. */
const shownMax = 200

type Step =
  | { readonly at: 'start' }
  | { readonly at: 'checking' | 'taking-in'; readonly file: string }
  | { readonly at: 'problem'; readonly words: string }
  | {
      readonly at: 'differs'
      readonly file: string
      readonly document: object
      readonly differences: readonly Difference[]
    }
  | { readonly at: 'done'; readonly count: number }

/** Everything that is set up as one file: out, and in with a look at what would change. */
export function TransferPage({ setup }: { setup: Setup }) {
  const step = useSignal<Step>({ at: 'start' })

  const readIn = async (file: File): Promise<void> => {
    step.value = { at: 'checking', file: file.name }
    if (file.size > documentBytesMax) {
      step.value = { at: 'problem', words: texts.transfer.tooLarge }
      return
    }
    // Unreadable once it was moved away or changed.
    const document = jsonOf(await file.text().catch(() => ''))
    if (document === undefined) {
      step.value = { at: 'problem', words: texts.transfer.noDocument }
      return
    }
    const answer = await setup.api.takeIn(document, true)
    step.value = answer.ok
      ? { at: 'differs', file: file.name, document, differences: answer.value.differences }
      : { at: 'problem', words: refusalWords(answer.refusal) }
  }
  const takeIn = async (file: string, document: object): Promise<void> => {
    step.value = { at: 'taking-in', file }
    const answer = await setup.api.takeIn(document, false)
    step.value = answer.ok
      ? { at: 'done', count: answer.value.differences.length }
      : { at: 'problem', words: refusalWords(answer.refusal) }
  }
  const now = step.value
  return (
    <PlacePage title={texts.transfer.name}>
      <div class="set-page">
        <ToOverview />
        <p class="set-lead">{texts.transfer.about}</p>
        <section class="set-cards" aria-labelledby="transfer-out">
          <h2 id="transfer-out">{texts.transfer.out}</h2>
          <p class="set-lead">{texts.transfer.outMore}</p>
          <p>
            <a class="button" href="/api/v1/setup/export" download="parley-setup.json">
              {texts.transfer.download}
            </a>
          </p>
        </section>
        <section class="set-cards" aria-labelledby="transfer-in">
          <h2 id="transfer-in">{texts.transfer.in}</h2>
          <p class="set-lead">{texts.transfer.inMore}</p>
          <label class="labelled">
            <span>{texts.transfer.file}</span>
            <input
              type="file"
              accept="application/json,.json"
              disabled={now.at === 'checking' || now.at === 'taking-in'}
              onChange={(event) => {
                const file = event.currentTarget.files?.[0]
                if (file) void readIn(file)
                // The same file, once it was mended, is chosen anew.
                event.currentTarget.value = ''
              }}
            />
          </label>
          <p role="status" class={now.at === 'problem' ? 'set-problem' : undefined}>
            {statusWords(now)}
          </p>
          {(now.at === 'checking' || now.at === 'taking-in') && <progress aria-label={statusWords(now)} />}
          {now.at === 'differs' && now.differences.length > 0 && (
            <>
              <ol class="set-history">
                {now.differences.slice(0, shownMax).map((difference) => (
                  <DifferenceEntry key={`${difference.kind}/${difference.id}`} setup={setup} difference={difference} />
                ))}
              </ol>
              {now.differences.length > shownMax && <p>{texts.transfer.notShown(now.differences.length - shownMax)}</p>}
              <p>
                <button type="button" class="button button-primary" onClick={() => void takeIn(now.file, now.document)}>
                  {texts.transfer.takeIn}
                </button>
              </p>
            </>
          )}
        </section>
      </div>
    </PlacePage>
  )
}

const jsonOf = (text: string): object | undefined => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    // Whatever it is, it is no setup file.
    return undefined
  }
}

const statusWords = (step: Step): string => {
  switch (step.at) {
    case 'start':
      return ''
    case 'checking':
      return texts.transfer.checking(step.file)
    case 'taking-in':
      return texts.transfer.takingIn(step.file)
    case 'problem':
      return step.words
    case 'differs':
      return texts.transfer.differs(step.differences.length)
    case 'done':
      return texts.transfer.done(step.count)
  }
}

function DifferenceEntry({ setup, difference }: { setup: Setup; difference: Difference }) {
  const { action, kind, name, changes } = difference
  const plural = pluralOf(kind)
  const list = <ChangeList setup={setup} plural={plural} changes={changes} />
  return (
    <li class="set-history-entry">
      <p>
        {texts.transfer.action(action)}{' '}
        <span class="set-none">{plural && texts.sections[sectionFor(plural).id].name}</span>{' '}
        <strong dir="auto">{name}</strong>
      </p>
      {action === 'change' ? (
        list
      ) : (
        <details>
          <summary>{texts.history.details}</summary>
          {list}
        </details>
      )}
    </li>
  )
}
