import { signal, type ReadonlySignal } from '@preact/signals'
import type { TextStore } from './store.js'

/** What the agent has written and not sent yet, by chat; it survives a reload. */
export interface Drafts {
  readonly texts: ReadonlySignal<Readonly<Record<string, string>>>
  set(chatId: string, text: string): void
  /** Drops the drafts of all other chats. */
  keepOnly(chatIds: ReadonlySet<string>): void
}

/** The drafts kept in `store` under names that start with `prefix`, which should name the agent. */
export function createDrafts(store: TextStore, prefix: string): Drafts {
  const chatsInStore = (): string[] =>
    store
      .names()
      .filter((name) => name.startsWith(prefix))
      .map((name) => name.slice(prefix.length))
  const texts = signal<Readonly<Record<string, string>>>(
    Object.fromEntries(chatsInStore().map((chatId) => [chatId, store.read(prefix + chatId) ?? ''])),
  )
  const without = (chatId: string): Record<string, string> =>
    Object.fromEntries(Object.entries(texts.value).filter(([other]) => other !== chatId))
  return {
    texts,
    set(chatId, text) {
      if ((texts.value[chatId] ?? '') === text) return
      texts.value = text === '' ? without(chatId) : { ...texts.value, [chatId]: text }
      store.write(prefix + chatId, text === '' ? undefined : text)
    },
    keepOnly(chatIds) {
      for (const chatId of chatsInStore()) if (!chatIds.has(chatId)) store.write(prefix + chatId, undefined)
      const kept = Object.entries(texts.value).filter(([chatId]) => chatIds.has(chatId))
      if (kept.length !== Object.keys(texts.value).length) texts.value = Object.fromEntries(kept)
    },
  }
}
