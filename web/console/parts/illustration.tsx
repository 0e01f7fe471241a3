/** A calm picture for when there is nothing to do: two speech marks, resting. */
export function Illustration({ mood }: { mood: 'calm' | 'resting' | 'lively' }) {
  return (
    <svg class={`picture picture-${mood}`} viewBox="0 0 200 132" aria-hidden="true">
      <ellipse class="picture-shadow" cx="100" cy="120" rx="66" ry="5" />
      <path
        class="picture-back"
        d="M104 22h48a18 18 0 0 1 18 18v24a18 18 0 0 1-18 18h-2v13.5a2.5 2.5 0 0 1-4.3 1.8L130.5 82H104a18 18 0 0 1-18-18V40a18 18 0 0 1 18-18Z"
      />
      <path
        class="picture-front"
        d="M48 40h56a18 18 0 0 1 18 18v26a18 18 0 0 1-18 18H74.5L58.3 117.3a2.5 2.5 0 0 1-4.3-1.8V102h-6a18 18 0 0 1-18-18V58a18 18 0 0 1 18-18Z"
      />
      {mood === 'resting' ? (
        <>
          <path class="picture-line" d="M54 71c2.5 4 8.5 4 11 0M87 71c2.5 4 8.5 4 11 0" />
          <path class="picture-line picture-thin" d="M134 12h9l-9 10h9M152 2h6.5l-6.5 7.5h6.5" />
        </>
      ) : (
        <>
          <circle class="picture-dot" cx="58" cy="71" r="5" />
          <circle class="picture-dot" cx="76" cy="71" r="5" />
          <circle class="picture-dot" cx="94" cy="71" r="5" />
        </>
      )}
    </svg>
  )
}
