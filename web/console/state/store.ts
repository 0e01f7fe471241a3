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
}

/** A store for tests, and for browsers that give us none. */
export function memoryStore(): TextStore {
  const texts = new Map<string, string>()
  return {
    read: (name) => texts.get(name),
    write(name, text) {
      if (text === undefined) texts.delete(name)
      else texts.set(name, text)
    },
    names: () => [...texts.keys()],
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
