/** Whose the keyboard is: letters that are keys of the page elsewhere are not where somebody writes, or in a dialog. */

/** Whether somebody writes, or chooses by letters, where a key is pressed. */
export const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLTextAreaElement ||
  target instanceof HTMLSelectElement ||
  (target instanceof HTMLInputElement && target.type !== 'radio' && target.type !== 'checkbox') ||
  (target instanceof HTMLElement && target.isContentEditable)

/** Whether something lies above the page that has the keyboard for itself: a dialog, or a menu. */
export const isCovered = (): boolean => document.querySelector('dialog[open], [popover]:popover-open') !== null
