import { Icon } from '../../parts/icon.js'
import { searchId } from '../browser/floor-keys.js'
import { showWall } from '../browser/wall.js'
import { searchTextMax } from '../state/floor-view.js'
import type { Room } from '../state/room.js'
import { floorTexts as texts } from '../texts/texts.js'

/** What stands beside the page's title: the search, and the way to the wall screen. */
export function FloorActions({ room }: { room: Room }) {
  const { text, wall } = room.view.value
  return (
    <>
      <div class="floor-search">
        <Icon name="search" />
        <input
          id={searchId}
          type="search"
          aria-label={texts.search}
          placeholder={texts.search}
          title={texts.searchKeys}
          maxLength={searchTextMax}
          autoComplete="off"
          spellcheck={false}
          value={text}
          onInput={(event) => room.look({ text: event.currentTarget.value })}
        />
        <kbd aria-hidden="true">/</kbd>
      </div>
      <button
        type="button"
        class="button floor-to-wall"
        aria-pressed={wall}
        title={texts.wallKeys}
        onClick={() => showWall(room, !wall)}
      >
        <Icon name="screen" />
        {wall ? texts.leaveWall : texts.wall}
      </button>
    </>
  )
}
