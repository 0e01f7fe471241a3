import type { ObjectList } from '../state/object-list.js'
import { texts } from '../texts/texts.js'

/** How many objects of a list are shown, and the way to more. */
export function ListFoot({ list }: { list: ObjectList }) {
  return (
    // The last of the ways to more goes, and leaves the focus here.
    <div class="set-table-foot" tabIndex={-1}>
      <span>{texts.list.shown(list.objects.value?.length ?? 0, list.total.value)}</span>
      {list.hasMore.value && (
        <button
          type="button"
          class="button button-small"
          aria-disabled={list.state.value === 'loading'}
          onClick={() => void list.more()}
        >
          {texts.list.more}
        </button>
      )}
    </div>
  )
}
