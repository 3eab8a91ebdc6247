// The level of a warning: a shape, a word and a colour — never the colour alone.
import { type WarningLevel, warningLabels } from '#declare'
import './warning-tag.css'

/** The more urgent, the more corners are filled. */
const bars: Readonly<Record<WarningLevel, number>> = { blue: 1, yellow: 2, orange: 3, red: 4 }
export const isWarningLevel = (level: unknown): level is WarningLevel => typeof level === 'string' && level in bars

export function WarningTag({ level }: { level: unknown }) {
  if (!isWarningLevel(level)) return null
  return (
    <span className={`warning-tag w-${level}`}>
      <svg viewBox="0 0 16 12" width="14" height="11" aria-hidden="true">
        {[0, 1, 2, 3].map(at => (
          <rect
            key={at}
            x={at * 4}
            y={9 - at * 3}
            width="3"
            height={3 + at * 3}
            fill="currentColor"
            opacity={at < bars[level] ? 1 : 0.25}
          />
        ))}
      </svg>
      {warningLabels[level]}
    </span>
  )
}
