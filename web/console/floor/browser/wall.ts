import type { Room } from '../state/room.js'

/** Shows the floor large on the whole screen, or as part of the console again. */
export function showWall(room: Room, on: boolean): void {
  room.look({ wall: on })
  // A browser that refuses, or knows no full screen, leaves it as large as its window.
  if (on && document.fullscreenEnabled) document.documentElement.requestFullscreen().catch(() => undefined)
  else if (document.fullscreenElement) void document.exitFullscreen()
}

/** Leaving the full screen by the browser's own key leaves the wall, too. Returns how to stop. */
export function followFullscreen(room: Room): () => void {
  const onChange = (): void => {
    if (!document.fullscreenElement && room.view.peek().wall) room.look({ wall: false })
  }
  addEventListener('fullscreenchange', onChange)
  return () => removeEventListener('fullscreenchange', onChange)
}
