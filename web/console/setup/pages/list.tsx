import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { goTo } from '../../browser/path.js'
import { Icon } from '../../parts/icon.js'
import { PlacePage } from '../../parts/place-page.js'
import { texts as consoleTexts } from '../../texts/texts.js'
import { Cell } from '../parts/cell.js'
import { ListFoot } from '../parts/list-foot.js'
import { LoadFailed } from '../parts/load-failed.js'
import { ToOverview } from '../parts/to-overview.js'
import { useKeys } from '../parts/use-keys.js'
import type { ObjectList } from '../state/object-list.js'
import { fieldOf, sectionOf, type Section, type SectionId } from '../state/sections.js'
import { newPath, objectPath } from '../state/setup-page.js'
import type { Setup } from '../state/setup.js'
import { texts } from '../texts/texts.js'
import { fieldWords } from '../texts/words-of.js'

/** All objects of a section: searched, sorted, page by page. */
export function ListPage({ setup, id }: { setup: Setup; id: SectionId }) {
  const section = sectionOf(id)
  const list = setup.listOf(id)
  const search = useRef<HTMLInputElement>(null)
  const page = useRef<HTMLDivElement>(null)
  const words = texts.sections[id]
  useEffect(() => void list.load(), [list])
  // Whoever comes back from one of many objects goes on where they were.
  useLayoutEffect(() => {
    const box = page.current?.closest('.place-body')
    if (!box) return
    box.scrollTop = list.scrolledPx
    return () => void (list.scrolledPx = box.scrollTop)
  }, [list])
  useKeys({
    '/': () => search.current?.focus(),
    n: () => goTo(newPath(id)),
  })
  const objects = list.objects.value
  const searched = list.searched.value
  // Nothing is there of what was searched for, until it is known that there is nothing at all.
  const isEmpty = objects?.length === 0 && searched === ''
  return (
    <PlacePage
      title={words.name}
      actions={
        <a class="button button-primary" href={newPath(id)} aria-keyshortcuts="n">
          {words.create}
        </a>
      }
    >
      <div class="set-page" ref={page}>
        <ToOverview />
        <p class="set-lead">{words.about}</p>
        {!isEmpty && (
          <div class="combo-field set-search">
            <Icon name="search" />
            <input
              ref={search}
              type="search"
              aria-label={texts.list.search}
              aria-keyshortcuts="/"
              placeholder={texts.list.search}
              value={list.query.value}
              onInput={(event) => void list.search(event.currentTarget.value)}
            />
            <kbd aria-hidden="true">/</kbd>
          </div>
        )}
        {objects === undefined && list.state.value === 'loading' && (
          <p>
            <span class="place-wait">{consoleTexts.places.loading}</span>
          </p>
        )}
        {objects !== undefined && objects.length > 0 && <ObjectTable setup={setup} section={section} list={list} />}
        {isEmpty && (
          <div class="set-empty">
            <p>{words.empty}</p>
            <a class="button button-primary" href={newPath(id)}>
              {words.create}
            </a>
          </div>
        )}
        {objects?.length === 0 && !isEmpty && <p class="set-empty">{texts.list.nothing(searched)}</p>}
        {list.state.value === 'failed' && <LoadFailed onRetry={() => void list.load()} />}
        <p class="unseen" role="status">
          {list.state.value === 'there' && texts.list.found(list.total.value)}
        </p>
      </div>
    </PlacePage>
  )
}

function ObjectTable({ setup, section, list }: { setup: Setup; section: Section; list: ObjectList }) {
  const columns = ['name', ...section.columns.filter((member) => member !== 'name')]
  const unsaved = setup.unsaved.value
  return (
    <>
      <table class="set-table">
        <thead>
          <tr>
            {columns.map((member) => (
              <HeaderCell key={member} section={section} list={list} member={member} />
            ))}
          </tr>
        </thead>
        <tbody>
          {list.objects.value?.map((object) => (
            <tr key={object.id}>
              <th scope="row">
                <a href={objectPath(section.id, object.id)} dir="auto">
                  {object.name}
                </a>
                {unsaved.some((name) => name.section === section.id && name.id === object.id) && (
                  <span class="tag tag-away">{texts.list.unsaved}</span>
                )}
              </th>
              {columns.slice(1).map((member) => (
                <td key={member} data-label={fieldWords(section.plural, member).label}>
                  <Cell setup={setup} section={section} object={object} member={member} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <ListFoot list={list} />
    </>
  )
}

const sortable = new Set(['text', 'number', 'length', 'switch', 'choice'])

function HeaderCell({ section, list, member }: { section: Section; list: ObjectList; member: string }) {
  const { label } = fieldWords(section.plural, member)
  const { member: sorted, descending } = list.sorting.value
  const isSorted = sorted === member
  const field = fieldOf(section, member)
  return (
    <th scope="col" aria-sort={isSorted ? (descending ? 'descending' : 'ascending') : undefined}>
      {field && sortable.has(field.type) ? (
        <button type="button" class="set-sort" onClick={() => void list.sortBy(member)}>
          {label}
          <span aria-hidden="true">{isSorted ? (descending ? '↓' : '↑') : ''}</span>
        </button>
      ) : (
        label
      )}
    </th>
  )
}
