import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { pageName } from '../state/page-name.js'

export interface PlacePageProps {
  title: string
  /** Beside the title: what can be done here. */
  actions?: ComponentChildren
  children: ComponentChildren
}

/** The frame of a page that is not the desk: a heading that stays, and a body that scrolls. Names the window too. */
export function PlacePage({ title, actions, children }: PlacePageProps) {
  useEffect(() => {
    pageName.value = title
    return () => {
      pageName.value = ''
    }
  }, [title])
  return (
    <div class="place">
      <header class="place-head">
        <h1 class="clip">{title}</h1>
        {actions !== undefined && <div class="place-actions">{actions}</div>}
      </header>
      <div class="place-body">{children}</div>
    </div>
  )
}
