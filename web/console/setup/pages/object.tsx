import { useSignal } from '@preact/signals'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { goTo } from '../../browser/path.js'
import { withoutTurning } from '../../api/read-json.js'
import { PlacePage } from '../../parts/place-page.js'
import { isTouch } from '../../parts/use-focus-place.js'
import { texts as consoleTexts } from '../../texts/texts.js'
import { AgentAccess } from '../parts/agent-access.js'
import { Conflict } from '../parts/conflict.js'
import { Effects } from '../parts/effects.js'
import { FormView } from '../parts/form-view.js'
import { Remove } from '../parts/remove.js'
import { RuleTrial } from '../parts/rule-trial.js'
import { SaveBar } from '../parts/save-bar.js'
import { SkillMembers } from '../parts/skill-members.js'
import { useKeys } from '../parts/use-keys.js'
import { browserClock } from '../../state/clock.js'
import type { Form } from '../state/form.js'
import { followPreview } from '../state/preview.js'
import { sectionFor, sectionOf, type SectionId } from '../state/sections.js'
import { historyPath, listPath, newPath, objectPath } from '../state/setup-page.js'
import type { Setup } from '../state/setup.js'
import { texts } from '../texts/texts.js'

export interface ObjectPageProps {
  setup: Setup
  section: SectionId
  /** Undefined: a new one. */
  id: string | undefined
}

/** One object, to be read and changed. */
export function ObjectPage({ setup, section, id }: ObjectPageProps) {
  const [tries, setTries] = useState(0)
  const opened = useMemo(() => setup.open({ section, id }), [setup, section, id, tries])
  const now = opened.value
  const last = useRef(opened)
  last.current = opened
  useEffect(
    () => () => {
      // What is not written stays as it is elsewhere, so next time it is fetched anew.
      const left = last.current.peek()
      if (left.state !== 'there' || !left.form.isDirty.peek()) setup.close({ section, id })
    },
    [setup, section, id],
  )
  const stored = now.state === 'there' ? now.form.stored.value : undefined
  const own = stored ? sectionFor(sectionOf(section).plural, stored).id : section
  useEffect(() => {
    // Such as an invitation, which is a button to whatever only knows its kind.
    if (stored && own !== section) goTo(objectPath(own, stored.id), 'replace')
  }, [stored, own, section])
  const words = texts.sections[section]
  const loading = (
    <PlacePage title={words.name}>
      <p class="set-page" role="status">
        <span class="place-wait">{texts.list.loading}</span>
      </p>
    </PlacePage>
  )
  switch (now.state) {
    case 'there':
      return own === section ? <Editor key={id ?? 'new'} setup={setup} section={section} form={now.form} /> : loading
    case 'loading':
      return loading
    case 'gone':
    case 'failed':
      return (
        <PlacePage title={words.name}>
          <div class="set-empty" role="alert">
            <h2>{now.state === 'gone' ? texts.form.gone : texts.overview.failed}</h2>
            {now.state === 'gone' && <p>{texts.form.goneMore}</p>}
            {now.state === 'gone' ? (
              <a class="button" href={listPath(section)}>
                {texts.form.back}
              </a>
            ) : (
              <button type="button" class="button" onClick={() => setTries(tries + 1)}>
                {consoleTexts.retry}
              </button>
            )}
          </div>
        </PlacePage>
      )
  }
}

function Editor({ setup, section, form }: { setup: Setup; section: SectionId; form: Form }) {
  const words = texts.sections[section]
  const body = useRef<HTMLDivElement>(null)
  const stored = form.stored.value
  const removing = useSignal(false)
  const isSingle = section === 'organization'
  const preview = useMemo(() => followPreview(setup.api, form, browserClock), [setup, form])
  useEffect(() => () => preview.stop(), [preview])
  // Whoever makes something new begins to write; fingers do not have the keyboard put over the page.
  useEffect(() => {
    const { activeElement } = document
    const isElsewhere = activeElement !== null && body.current?.contains(activeElement)
    if (form.stored.peek() === undefined && !isTouch && !isElsewhere)
      body.current?.querySelector<HTMLElement>('form :is(input, textarea, select)')?.focus()
  }, [form])
  const isTold = preview.shown.value !== undefined
  // What it tells of takes its room at the bottom; whoever writes there is not to lose sight of their field.
  useEffect(() => {
    const { activeElement } = document
    if (isTold && body.current?.contains(activeElement)) activeElement?.scrollIntoView({ block: 'nearest' })
  }, [isTold])

  const save = async (): Promise<void> => {
    const wasNew = form.stored.peek() === undefined
    const saved = await form.save()
    if (saved === undefined) {
      // After the problems are drawn.
      setTimeout(() => {
        const wrong = body.current?.querySelector<HTMLElement>('[aria-invalid="true"]')
        // Somebody may have closed the part around it by hand.
        const folded = wrong?.closest('details')
        if (folded) folded.open = true
        wrong?.focus()
      })
      return
    }
    if (!wasNew) return
    const { password } = saved
    if (password !== undefined)
      setup.secret.value = { what: 'password', name: withoutTurning(saved.name), value: password }
    // Whoever went elsewhere meanwhile stays there.
    const isHere = location.pathname === newPath(section)
    setup.made(section, saved.id, isHere)
    if (isHere) goTo(objectPath(section, saved.id))
  }
  useKeys({
    save: () => void save(),
    n: () => {
      if (!isSingle) goTo(newPath(section))
    },
  })

  const outcome = form.outcome.value
  // Why it was not saved is said beside the button already.
  const effects = outcome?.what === 'failed' && preview.shown.value?.refusal ? undefined : preview.shown.value
  const name = form.draft.value['name']
  const title =
    stored === undefined ? words.create : withoutTurning(typeof name === 'string' && name !== '' ? name : stored.name)
  return (
    <PlacePage
      title={title}
      actions={
        stored !== undefined && (
          <>
            <a class="button" href={historyPath({ kind: sectionOf(section).plural, id: stored.id })}>
              {texts.history.link}
            </a>
            {!isSingle && (
              <button type="button" class="button set-danger" onClick={() => (removing.value = true)}>
                {texts.form.remove}
              </button>
            )}
          </>
        )
      }
    >
      <div class="set-object" ref={body}>
        {!isSingle && (
          <a class="set-back" href={listPath(section)}>
            {words.name}
          </a>
        )}
        <form
          onSubmit={(event) => {
            event.preventDefault()
            void save()
          }}
        >
          <FormView setup={setup} form={form} />
          {/* Enter in a field of one line saves. */}
          <button type="submit" hidden />
        </form>
        {section === 'sensitive-data-rules' && <RuleTrial setup={setup} form={form} />}
        {section === 'agents' && stored !== undefined && <AgentAccess setup={setup} agent={stored} />}
        {section === 'skills' && stored !== undefined && <SkillMembers setup={setup} skill={stored} />}
        {stored !== undefined && (
          <p class="set-id">
            {texts.form.id} <code>{stored.id}</code>
          </p>
        )}
        {/* In sight wherever one is in a long form, for it is why one might not save. */}
        <div class="set-foot">
          {effects && <Effects preview={effects} isNew={stored === undefined} />}
          <SaveBar form={form} onSave={() => void save()} />
        </div>
      </div>
      {outcome?.what === 'conflict' && <Conflict form={form} theirs={outcome.theirs} onOverwrite={() => void save()} />}
      {removing.value && stored !== undefined && (
        <Remove setup={setup} form={form} onClose={() => (removing.value = false)} />
      )}
    </PlacePage>
  )
}
