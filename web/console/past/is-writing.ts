/** Whether keys belong to where they are pressed: a field, or what lies above the page. */
export const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('input, textarea, select, [contenteditable], dialog, [popover]') !== null
