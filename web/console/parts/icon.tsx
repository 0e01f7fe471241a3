/** Small line drawings on a 20 by 20 grid; what they mean is always said in words beside or around them. */
const drawings = {
  back: 'M12.5 4.5 7 10l5.5 5.5',
  copy: 'M7.5 7.5h8v8h-8zM12.5 7.5v-3h-8v8h3',
  close: 'M5.5 5.5l9 9m0-9-9 9',
  check: 'm4.5 10.5 3.7 3.7L15.5 6.5',
  open: 'm6 8 4 4 4-4',
  above: 'm6 12 4-4 4 4',
  search: 'M13.2 13.2 17 17M15 9A6 6 0 1 1 3 9a6 6 0 0 1 12 0Z',
  door: 'M5 17V4.5A1.5 1.5 0 0 1 6.5 3h7A1.5 1.5 0 0 1 15 4.5V17M3 17h14M12 10.2v.1',
  skill: 'm10 3 2.1 4.4 4.9.6-3.6 3.4.9 4.8L10 13.9l-4.3 2.3.9-4.8L3 8l4.9-.6z',
  handOver: 'M3.5 7.5h12m-3-3 3 3-3 3M16.5 13.5h-9',
  invite: 'M8.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM3 16.5c0-2.8 2.4-4.5 5.5-4.5 1 0 2 .2 2.8.5M14.5 11.5v5M12 14h5',
  flag: 'M5 17.5V3.5M5 4.5h9.5l-2 3.25 2 3.25H5',
  block: 'M16.5 10a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0ZM5.5 5.5l9 9',
  more: 'M4.2 10a.8.8 0 1 1 1.6 0 .8.8 0 0 1-1.6 0ZM9.2 10a.8.8 0 1 1 1.6 0 .8.8 0 0 1-1.6 0ZM14.2 10a.8.8 0 1 1 1.6 0 .8.8 0 0 1-1.6 0Z',
  bolt: 'M11 3 5 11.5h4.5L9 17l6-8.5h-4.5z',
  down: 'M10 4.5v11m-4.5-4.5 4.5 4.5 4.5-4.5',
  panel: 'M3.5 6A1.5 1.5 0 0 1 5 4.5h10A1.5 1.5 0 0 1 16.5 6v8a1.5 1.5 0 0 1-1.5 1.5H5A1.5 1.5 0 0 1 3.5 14zM12 4.5v11',
  send: 'M10 15.5v-11M5.5 9 10 4.5 14.5 9',
  list: 'M4 6h.1M7.5 6H16M4 10h.1m3.4 0H16M4 14h.1m3.4 0H16',
  chats:
    'M3.5 6A1.5 1.5 0 0 1 5 4.5h7A1.5 1.5 0 0 1 13.5 6v4a1.5 1.5 0 0 1-1.5 1.5H8L5 14v-2.5A1.5 1.5 0 0 1 3.5 10zM15 8h.5A1.5 1.5 0 0 1 17 9.5v3a1.5 1.5 0 0 1-1.5 1.5v2.5L13 14h-2.5',
  floor: 'M3.5 16.5v-4h3v4zM8.5 16.5v-13h3v13zM13.5 16.5v-8h3v8z',
  screen:
    'M3.5 5A1.5 1.5 0 0 1 5 3.5h10A1.5 1.5 0 0 1 16.5 5v7a1.5 1.5 0 0 1-1.5 1.5H5A1.5 1.5 0 0 1 3.5 12zM7 16.5h6M10 13.5v3',
  person: 'M10 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM4 16.5c0-3 2.7-4.8 6-4.8s6 1.8 6 4.8',
  past: 'M4 10a6 6 0 1 1 1.8 4.3M4 14.5v-3.6M10 6.8V10l2.2 1.4',
  setup: 'M4 6h5m4 0h3M9 6a2 2 0 1 0 4 0 2 2 0 0 0-4 0ZM4 14h1m4 0h7M5 14a2 2 0 1 0 4 0 2 2 0 0 0-4 0Z',
  page: 'M5.5 3.5h6l3 3v10h-9zM11.5 3.5v3h3',
  shield: 'M10 3.5 4.5 5.5v4c0 3.4 2.3 5.9 5.5 7 3.2-1.1 5.5-3.6 5.5-7v-4z',
  clock: 'M10 6v4l2.6 1.6M17 10a7 7 0 1 1-14 0 7 7 0 0 1 14 0Z',
  warning:
    'M10 7.5v3.2m0 2.6v.1M8.9 3.6 2.6 14.4A1.3 1.3 0 0 0 3.7 16.4h12.6a1.3 1.3 0 0 0 1.1-2L11.1 3.6a1.3 1.3 0 0 0-2.2 0Z',
  eye: 'M2.5 10S5.2 5 10 5s7.5 5 7.5 5-2.7 5-7.5 5-7.5-5-7.5-5Zm9.7 0a2.2 2.2 0 1 1-4.4 0 2.2 2.2 0 0 1 4.4 0Z',
  leave:
    'M12.5 6V5A1.5 1.5 0 0 0 11 3.5H5A1.5 1.5 0 0 0 3.5 5v10A1.5 1.5 0 0 0 5 16.5h6a1.5 1.5 0 0 0 1.5-1.5v-1M8 10h9m-2.7-2.7L17 10l-2.7 2.7',
  keyboard:
    'M3.5 5.5h13A1.5 1.5 0 0 1 18 7v6a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 2 13V7a1.5 1.5 0 0 1 1.5-1.5ZM5 8.3h.1m2.7 0h.1m2.7 0h.1m2.7 0h.1m2 0h.1M6.5 11.7h7',
  clip: 'm14.5 9.2-5 5a3.2 3.2 0 0 1-4.5-4.5l5.6-5.6a2.1 2.1 0 0 1 3 3l-5.5 5.5a1 1 0 0 1-1.5-1.5l4.7-4.7',
  file: 'M11 3.5H6A1.5 1.5 0 0 0 4.5 5v10A1.5 1.5 0 0 0 6 16.5h8a1.5 1.5 0 0 0 1.5-1.5V8zM11 3.5V8h4.5',
  bell: 'M5.5 8.5a4.5 4.5 0 1 1 9 0c0 3.5 1.5 4.7 1.5 4.7H4s1.5-1.2 1.5-4.7ZM8.4 15.8a1.8 1.8 0 0 0 3.2 0',
} as const

export type IconName = keyof typeof drawings

/** Those that point where reading goes, or where it comes from. */
const directed: ReadonlySet<IconName> = new Set(['back', 'handOver', 'leave', 'list', 'panel'])

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class={directed.has(name) ? 'icon icon-directed' : 'icon'} viewBox="0 0 20 20" aria-hidden="true">
      <path d={drawings[name]} />
    </svg>
  )
}
