// The mark: a bridge over its own reflection.
export function BrandMark({ size = 28 }: { size?: number }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#0b5c6e" />
      <path
        d="M5.500 18.500C8 11.500 12 8.600 16 8.600s8 2.900 10.500 9.900"
        fill="none"
        stroke="#fff"
        strokeWidth="2.600"
        strokeLinecap="round"
      />
      <path d="M8.600 22.300h14.800M12 25.600h8" stroke="#9fd3d6" strokeWidth="2" strokeLinecap="round" />
      <circle cx="16" cy="16.200" r="2.100" fill="#e9b872" />
    </svg>
  )
}

export function Brand({ title }: { title: string }) {
  return (
    <span className="brand">
      <BrandMark />
      <span>
        <strong>{title}</strong>
        <small>政务工作台</small>
      </span>
    </span>
  )
}
