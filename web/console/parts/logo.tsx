/** Two speech marks that lean towards each other. */
export function Logo() {
  return (
    <svg class="logo" viewBox="0 0 32 32" aria-hidden="true">
      <rect class="logo-ground" width="32" height="32" rx="9" />
      <path
        class="logo-mark"
        d="M11.2 8.2a4.6 4.6 0 0 0-4.6 4.6 4.5 4.5 0 0 0 4.1 4.5c-.2 1.7-1.1 3-2.6 3.9-.6.4-.7 1.1-.3 1.6.3.5.9.6 1.5.4 4-1.6 6.5-5.2 6.5-10.4a4.6 4.6 0 0 0-4.6-4.6Z"
      />
      <path
        class="logo-mark logo-mark-second"
        d="M21.4 8.2a4.6 4.6 0 0 0-4.6 4.6 4.5 4.5 0 0 0 4.1 4.5c-.2 1.7-1.1 3-2.6 3.9-.6.4-.7 1.1-.3 1.6.3.5.9.6 1.5.4 4-1.6 6.5-5.2 6.5-10.4a4.6 4.6 0 0 0-4.6-4.6Z"
      />
    </svg>
  )
}
