import type { ComponentChildren } from 'preact'
import { useErrorBoundary } from 'preact/hooks'
import { texts } from '../texts/texts.js'
import { PlaceProblem } from './loaded-place.js'

/** Keeps what goes wrong in a place from taking the rest of the page along. Give it the place's id as its key. */
export function Guarded({ children }: { children: ComponentChildren }) {
  // For whoever looks for the cause.
  const [error] = useErrorBoundary((cause: unknown) => reportError(cause)) as [unknown, () => void]
  return error === undefined ? <>{children}</> : <PlaceProblem words={texts.places.broken} />
}
