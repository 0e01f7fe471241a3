/** What a store consists of, as it is copied to another: every table that is not computed from the others. */

/** A name may hold any text; a text is ASCII or JSON, in which anything odd is escaped. A flag is 0 or 1. */
export type ColumnType = 'name' | 'text' | 'number' | 'flag' | 'bytes'

export type Value = string | number | Uint8Array

/** The values of a row, in the order of its part's columns. */
export type Row = readonly Value[]

export interface Part {
  /** The name of the table, in every store. */
  readonly name: string
  /** What an operator calls its rows. */
  readonly words: string
  readonly columns: Readonly<Record<string, ColumnType>>
  /** The columns that tell its rows apart. */
  readonly key: readonly string[]
}

const object = { organization: 'name', kind: 'name', id: 'name' } as const

/** In the order in which they are copied: what is named before what names it. */
export const copiedParts: readonly Part[] = [
  {
    name: 'setup_objects',
    words: 'objects of setup',
    columns: { ...object, version: 'number', data: 'text' },
    key: ['organization', 'kind', 'id'],
  },
  {
    name: 'setup_audit',
    words: 'records of changes',
    columns: { organization: 'name', number: 'number', kind: 'name', id: 'name', done_by: 'name', data: 'text' },
    key: ['organization', 'number'],
  },
  {
    name: 'tokens',
    words: 'log-ins',
    columns: {
      ...{ hash: 'name', organization: 'name', agent: 'name', expires_at: 'number', seen_at: 'number', origin: 'text' },
    },
    key: ['hash'],
  },
  { name: 'bookmarks', words: 'bookmarks', columns: { name: 'name', value: 'name' }, key: ['name'] },
  {
    name: 'figures',
    words: 'sums',
    columns: {
      ...{ organization: 'name', slot: 'number', kind: 'name', subject: 'name', measure: 'name', amount: 'number' },
    },
    key: ['organization', 'slot', 'kind', 'subject', 'measure'],
  },
  { name: 'figures_begun', words: 'marks of sums', columns: { only_row: 'number' }, key: ['only_row'] },
  {
    name: 'files',
    words: 'files',
    columns: { file: 'number', organization: 'name', chat: 'name', id: 'name', state: 'number' },
    key: ['file'],
  },
  {
    name: 'file_chunks',
    words: 'pieces of files',
    columns: { file: 'number', number: 'number', bytes: 'bytes' },
    key: ['file', 'number'],
  },
  {
    name: 'streams',
    words: 'streams',
    columns: { stream: 'number', ...object, version: 'number', open: 'flag' },
    key: ['stream'],
  },
  {
    name: 'snapshots',
    words: 'snapshots',
    columns: { stream: 'number', version: 'number', state: 'text' },
    key: ['stream'],
  },
  {
    name: 'events',
    words: 'events',
    columns: { stream: 'number', version: 'number', at: 'number', id: 'text', body: 'text' },
    key: ['stream', 'version'],
  },
]
