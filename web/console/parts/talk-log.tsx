import type { Signal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'
import { rowPx } from '../state/row-height.js'
import type { TimelineRow } from '../state/timeline.js'
import { texts } from '../texts/texts.js'
import { Icon } from './icon.js'
import { Row } from './message-group.js'
import { useStickyScroll } from './use-sticky-scroll.js'
import { useVirtualList } from './use-virtual-list.js'

/** Nearly every chat is shorter than this, and stands on the page as a whole. */
const wholeMax = 200

export interface TalkLogProps {
  /** What the box is called, and the log in it. */
  label: string
  logLabel: string
  visitorName: string
  /** Whoever reads: what they wrote stands on their side. */
  agentId: string
  /** What language the visitor writes, as a tag, where it is known. */
  language?: string | undefined
  rows: readonly TimelineRow[]
  hasEarlier: boolean
  /** Whether the page before is on its way. */
  loading: boolean
  onLoadEarlier: () => void
  /** Whether the reader is at the end; kept here, for others to know. */
  atNewest: Signal<boolean>
  unread: number
  /** More of the log, after its rows. */
  rest?: ComponentChildren
  /** What stands below the log and is not spoken. */
  children?: ComponentChildren
}

/** A box with what was said, that stays at its end while the reader is there. Mounted anew for each chat. */
export function TalkLog(props: TalkLogProps) {
  const { label, logLabel, rows, hasEarlier, loading, onLoadEarlier, atNewest, unread } = props
  const { visitorName, agentId, language } = props
  const scroll = useStickyScroll(atNewest, onLoadEarlier)
  const list = useVirtualList({
    ...{ items: rows, keyOf, box: scroll.box, wholeMax, fromEnd: true },
    estimatePx: (row) => rowPx(row, scroll.box.current?.clientWidth),
  })
  // Rows that come into sight again are not for a screen reader to speak; those that come after the end is drawn are.
  const isFollowed = useRef(true)
  const isEndDrawn = useRef(true)
  isFollowed.current = atNewest.value && (isFollowed.current || isEndDrawn.current)
  isEndDrawn.current = list.rows.at(-1)?.index === rows.length - 1

  return (
    <div class="transcript">
      <div
        class="transcript-scroll"
        ref={scroll.box}
        onScroll={scroll.onScroll}
        onKeyDown={scroll.onKeyDown}
        tabIndex={0}
        role="group"
        aria-label={label}
      >
        <div class="transcript-inner" ref={scroll.inner}>
          <div class="transcript-top">
            {hasEarlier ? (
              <button type="button" class="button button-small" onClick={onLoadEarlier} aria-disabled={loading}>
                {loading ? texts.chat.loadingEarlier : texts.chat.loadEarlier}
              </button>
            ) : (
              <span>{texts.chat.beginning}</span>
            )}
          </div>
          <div role="log" aria-label={logLabel} aria-live={isFollowed.current ? 'polite' : 'off'} aria-busy={loading}>
            <div {...list.attributes}>
              {list.rows.map((row) => (
                <div key={row.key} {...row.attributes}>
                  <Row row={row.item} {...{ agentId, visitorName, language }} />
                </div>
              ))}
            </div>
            {props.rest}
          </div>
          {props.children}
        </div>
      </div>
      {!atNewest.value && (
        <button type="button" class={unread > 0 ? 'pill pill-new' : 'pill'} onClick={scroll.toNewest}>
          <Icon name="down" />
          {texts.chat.newMessages(unread)}
        </button>
      )}
    </div>
  )
}

const keyOf = ({ key }: TimelineRow): string => key
