/** Line drawings on a 24-unit square, in the colour of the text around them. */
const SHAPES = {
  close: 'M6 6l12 12M18 6L6 18',
  send: 'M12 19V5M5.5 11.5L12 5l6.5 6.5',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20c1-3.6 3.9-5.5 7.5-5.5s6.5 1.9 7.5 5.5',
  fresh: 'M4 12a8 8 0 1 0 2.5-5.8M4 4v4.5h4.5',
  down: 'M12 5v14M5.5 12.5L12 19l6.5-6.5',
  link: 'M9 15l6-6M10 7l1.5-1.5a4 4 0 0 1 5.7 5.7L15.5 13M14 17l-1.5 1.5a4 4 0 0 1-5.7-5.7L8.5 11',
  parcel: 'M4 8l8-4 8 4v8l-8 4-8-4zM4 8l8 4 8-4M12 12v8',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  bell: 'M6 16V11a6 6 0 1 1 12 0v5l1.5 2h-15zM10 20.5h4',
} as const

export const Icon = ({ name }: { name: keyof typeof SHAPES }) => (
  <svg viewBox="0 0 24 24" aria-hidden="true">
    <path
      d={SHAPES[name]}
      fill="none"
      stroke="currentColor"
      stroke-width="1.9"
      stroke-linecap="round"
      stroke-linejoin="round"
    />
  </svg>
)

/** Filled, so that it reads as a key and not as an outline. */
export const StopIcon = () => (
  <svg viewBox="0 0 24 24" aria-hidden="true">
    <rect x="7" y="7" width="10" height="10" rx="2" fill="currentColor" />
  </svg>
)
