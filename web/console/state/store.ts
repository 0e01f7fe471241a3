/**
 * Text by name that survives a reload. The browser's own stores may refuse (private windows, a full disk, a policy);
 * then things still work until the reload, so writing never fails.
 */
export interface TextStore {
  read(name: string): string | undefined
  /** Writing `undefined` removes the name. */
  write(name: string, text: string | undefined): void
  /** Every name there is. */
  names(): string[]
  /** Calls `onWritten` whenever somebody else has written under `name`. Returns how to stop. */
  follow(name: string, onWritten: () => void): () => void
}

/** A store for tests, and for browsers that give us none. Whoever follows it is told of what they write, too. */
export function memoryStore(): TextStore {
  const texts = new Map<string, string>()
  const followers = new Set<{ readonly name: string; readonly onWritten: () => void }>()
  return {
    read: (name) => texts.get(name),
    write(name, text) {
      if (text === undefined) texts.delete(name)
      else texts.set(name, text)
      for (const follower of followers) if (follower.name === name) follower.onWritten()
    },
    names: () => [...texts.keys()],
    follow(name, onWritten) {
      const follower = { name, onWritten }
      followers.add(follower)
      return () => followers.delete(follower)
    },
  }
}

/** The JSON value kept under `name`, or undefined when there is none or it is not JSON. */
export function readJson(store: TextStore, name: string): unknown {
  const text = store.read(name)
  if (text === undefined) return undefined
  try {
    return JSON.parse(text)
  } catch {
    // Somebody else wrote under our name; what we would have kept there is lost anyway.
    return undefined
  }
}
