import type { RefObject } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'

/** The places in a transcript at which something was found, as far as they are drawn. */
export interface Matches {
  /** Which one is looked at, counted from 1; 0 while none is. */
  readonly current: number
  readonly count: number
  /** Goes to the next place, or to the one before, and at either end to the other. */
  readonly move: (steps: 1 | -1) => void
}

/** A place may be drawn in several pieces, such as the beginning and the end of an address; the first counts. */
const placesIn = (transcript: HTMLElement | null): HTMLElement[] => [
  ...(transcript?.querySelectorAll<HTMLElement>('mark:not(.mark-rest)') ?? []),
]

/** What else is drawn of the same place: the pieces that follow it until the next. */
const piecesOf = (transcript: HTMLElement | null, place: HTMLElement): HTMLElement[] => {
  const all = [...(transcript?.querySelectorAll<HTMLElement>('mark') ?? [])]
  const start = all.indexOf(place)
  const rest = all.slice(start + 1)
  const next = rest.findIndex((mark) => !mark.classList.contains('mark-rest'))
  return [place, ...rest.slice(0, next === -1 ? rest.length : next)]
}

export interface MatchesOptions {
  readonly transcript: RefObject<HTMLElement | null>
  /** Whether all is drawn in which the first place may be. */
  readonly isReady: boolean
  /** What is searched for, and what is drawn of the chat: new ones when they changed. */
  readonly sought: unknown
  readonly drawn: unknown
}

/** Counts the marks of a transcript, and shows them one after the other; the first by itself. */
export function useMatches({ transcript, isReady, sought, drawn }: MatchesOptions): Matches {
  const [shown, setShown] = useState<{ place: HTMLElement | undefined; current: number; count: number }>({
    ...{ place: undefined, current: 0, count: 0 },
  })

  const show = (place: HTMLElement | undefined, isMove: boolean): void => {
    const places = placesIn(transcript.current)
    for (const mark of transcript.current?.querySelectorAll('mark.mark-current') ?? [])
      mark.classList.remove('mark-current')
    if (place !== undefined) {
      for (const piece of piecesOf(transcript.current, place)) piece.classList.add('mark-current')
      if (isMove) place.scrollIntoView({ block: 'center' })
    }
    setShown({ place, current: place === undefined ? 0 : places.indexOf(place) + 1, count: places.length })
  }

  const shownFor = useRef<unknown>(undefined)
  useEffect(() => {
    const places = placesIn(transcript.current)
    const isStill = shownFor.current === sought && shown.place !== undefined && places.includes(shown.place)
    if (isStill || !isReady) show(isStill ? shown.place : undefined, false)
    else {
      shownFor.current = sought
      show(places[0], true)
    }
  }, [isReady, sought, drawn])

  const move = (steps: 1 | -1): void => {
    const places = placesIn(transcript.current)
    if (places.length === 0) return
    const from = shown.place === undefined ? -1 : places.indexOf(shown.place)
    show(places[(from + steps + places.length) % places.length], true)
  }
  return { current: shown.current, count: shown.count, move }
}
