import { computed, signal, type ReadonlySignal } from '@preact/signals'
import type { Preferences } from './preferences.js'

/** Whether the visitor's details are on the page. */
export interface Details {
  readonly shown: ReadonlySignal<boolean>
  /** Whether they lie over the chat. */
  readonly over: ReadonlySignal<boolean>
  show(shown: boolean): void
  toggle(): void
}

/**
 * The details' place. Where there is room for them beside the chat, the preference decides; where there is none they lie
 * over the chat, and only while they are asked for.
 */
export function createDetails(preferences: Preferences, roomy: ReadonlySignal<boolean>): Details {
  const laidOver = signal(false)
  const shown = computed(() => (roomy.value ? preferences.details.value : laidOver.value))
  const show = (next: boolean): void => {
    if (roomy.value) preferences.setDetails(next)
    else laidOver.value = next
  }
  const over = computed(() => !roomy.value && laidOver.value)
  return { shown, over, show, toggle: () => show(!shown.value) }
}
