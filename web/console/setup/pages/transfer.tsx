import { useEffect } from 'preact/hooks'
import type { Difference } from '../../../../src/setup-api/messages.js'
import { PlacePage } from '../../parts/place-page.js'
import { ChangeList } from '../parts/change-list.js'
import { refusalWords } from '../parts/save-bar.js'
import { ToOverview } from '../parts/to-overview.js'
import { pluralOf } from '../state/plural.js'
import { sectionFor } from '../state/sections.js'
import type { Setup } from '../state/setup.js'
import type { FileMistake, TransferStep } from '../state/transfer.js'
import { texts } from '../texts/texts.js'
import { fieldWords } from '../texts/words-of.js'

/** How many differences are drawn; the number of all is said. */
const shownMax = 200

/** Everything that is set up as one file: out, and in with a look at what would change. */
export function TransferPage({ setup }: { setup: Setup }) {
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
          <TakeIn setup={setup} />
        </section>
      </div>
    </PlacePage>
  )
}

const problems: readonly TransferStep['at'][] = ['too-large', 'no-document', 'refused', 'unknown']

function TakeIn({ setup }: { setup: Setup }) {
  const { transfer } = setup
  useEffect(() => {
    void transfer.enter()
    return () => transfer.leave()
  }, [transfer])
  const step = transfer.step.value
  const isBusy = step.at === 'comparing' || step.at === 'taking-in'
  return (
    <>
      <label class="labelled">
        <span>{texts.transfer.file}</span>
        <input
          type="file"
          accept="application/json,.json"
          disabled={isBusy}
          onChange={(event) => {
            const { files } = event.currentTarget
            const file = files?.[0]
            if (file) void transfer.compare(file)
            // The same file, put right, can be chosen again.
            event.currentTarget.value = ''
          }}
        />
      </label>
      <p role="status" class={problems.includes(step.at) ? 'set-problem' : undefined}>
        {statusWords(step)}
      </p>
      {isBusy && <HowFar step={step} />}
      {step.at === 'refused' && step.mistakes.length > 0 && <Mistakes mistakes={step.mistakes} />}
      {step.at === 'differs' && step.differences.length > 0 && (
        <>
          <ol class="set-history">
            {step.differences.slice(0, shownMax).map((difference) => (
              <DifferenceEntry key={`${difference.kind}/${difference.id}`} setup={setup} difference={difference} />
            ))}
          </ol>
          {step.differences.length > shownMax && <p>{texts.transfer.notShown(step.differences.length - shownMax)}</p>}
          <p>
            <button type="button" class="button button-primary" onClick={() => void transfer.takeIn()}>
              {texts.transfer.takeIn}
            </button>
          </p>
        </>
      )}
    </>
  )
}

/** How many objects were looked at, of how many. */
function HowFar({ step }: { step: Extract<TransferStep, { at: 'comparing' | 'taking-in' }> }) {
  const { progress } = step
  const name = statusWords(step)
  if (progress === undefined || progress.total === 0) return <progress class="set-progress" aria-label={name} />
  const { done, total } = progress
  return (
    <p class="set-how-far">
      <progress class="set-progress" aria-label={name} value={done} max={total} />
      <span>{texts.transfer.howFar(progress.step, done, total)}</span>
    </p>
  )
}

/** What is wrong in the file, by the line on which whoever wrote it finds it. */
function Mistakes({ mistakes }: { mistakes: readonly FileMistake[] }) {
  return (
    <ol class="set-mistakes">
      {mistakes.map(({ line, plural, name, member, message }) => (
        <li key={`${line} ${member} ${message}`}>
          <span class="set-mistake-line">{texts.transfer.line(line)}</span>
          <span>
            <span class="set-none">{plural && texts.sections[sectionFor(plural).id].name}</span>{' '}
            {name !== undefined && <strong dir="auto">{name}</strong>}{' '}
            {member !== '' && (
              <span class="set-change-member">{plural ? fieldWords(plural, member).label : member}</span>
            )}
            <span class="set-mistake-words">{texts.said(message)}</span>
          </span>
        </li>
      ))}
    </ol>
  )
}

const statusWords = (step: TransferStep): string => {
  switch (step.at) {
    case 'start':
      return ''
    case 'comparing':
      return texts.transfer.checking(step.file)
    case 'taking-in':
      return texts.transfer.takingIn(step.file)
    case 'too-large':
      return texts.transfer.tooLarge
    case 'no-document':
      return texts.transfer.noDocument(step.line)
    case 'refused':
      return step.mistakes.length > 0 ? texts.transfer.mistakes(step.mistakes.length) : refusalWords(step.refusal)
    case 'unknown':
      return texts.transfer.unknown(step.file)
    case 'differs':
      return texts.transfer.differs(step.file, step.differences.length)
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
