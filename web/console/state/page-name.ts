import { signal } from '@preact/signals'

/** What the page on the screen is called, for the window's title; empty at the desk. */
export const pageName = signal('')
