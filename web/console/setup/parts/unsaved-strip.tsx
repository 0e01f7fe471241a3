import { effect } from '@preact/signals'
import { newPath, objectPath, type SetupPage } from '../state/setup-page.js'
import type { FormName, Setup } from '../state/setup.js'
import { texts } from '../texts/texts.js'

const isHere = ({ section, id }: FormName, page: SetupPage): boolean => {
  if (page.page === 'new') return page.section === section && id === undefined
  if (page.page === 'object') return page.section === section && page.id === id
  return page.page === 'organization' && section === 'organization'
}

/** What was written elsewhere and not saved: nothing is lost by going to another page, and nobody forgets it. */
export function UnsavedStrip({ setup, page }: { setup: Setup; page: SetupPage }) {
  const elsewhere = setup.unsaved.value.filter((name) => !isHere(name, page))
  if (elsewhere.length === 0) return null
  return (
    <div class="set-unsaved" role="status">
      <span>{texts.unsaved.elsewhere}</span>
      {elsewhere.map(({ section, id }) => (
        <a
          key={`${section}/${id ?? ''}`}
          dir="auto"
          href={id === undefined ? newPath(section) : objectPath(section, id)}
        >
          {(id !== undefined && setup.names.known.value.get(id)) || texts.sections[section].create}
        </a>
      ))}
    </div>
  )
}

const askFirst = (event: BeforeUnloadEvent): void => event.preventDefault()

/** Has the browser ask before the console is left, wherever in it one is, as long as something would be lost. */
export function guardUnsaved({ unsaved }: Setup): void {
  effect(() => {
    if (unsaved.value.length === 0) return
    addEventListener('beforeunload', askFirst)
    return () => removeEventListener('beforeunload', askFirst)
  })
}
