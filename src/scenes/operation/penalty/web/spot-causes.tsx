// The causes that may be decided on the spot: those this officer uses most first, the others one search away.
import { Input } from 'antd'
import { useState } from 'react'
import type { SpotCause } from './spot-data.ts'
import { Pick } from './spot-parts.tsx'

const shownAtOnce = 4

export function Causes({
  causes,
  line,
  value,
  onPick,
}: {
  causes: readonly SpotCause[]
  line: string
  value: string
  onPick: (of: SpotCause) => void
}) {
  const [words, setWords] = useState('')
  const [wide, setWide] = useState(false)
  const own = causes.filter(one => one.field === line)
  const offered = own.length > 0 && !wide ? own : causes
  const found = offered.filter(one => `${one.cause}${one.code}${one.article}`.includes(words.trim()))
  const chosen = causes.find(one => one.id === value)
  const shown = words.trim() === '' ? found.slice(0, shownAtOnce) : found.slice(0, 12)
  const listed = chosen && !shown.some(one => one.id === chosen.id) ? [chosen, ...shown] : shown
  return (
    <>
      <Pick
        stacked
        label="案由"
        value={value}
        options={listed.map(one => ({ value: one.id, label: one.cause, hint: one.article }))}
        onPick={id => onPick(causes.find(one => one.id === id)!)}
        none="没有可以当场处罚的这类案由；请换个词，或者按普通程序办理"
      />
      {found.length > shownAtOnce || words !== '' || (own.length > 0 && own.length < causes.length) ? (
        <div className="spot-search">
          <Input
            aria-label="查找案由"
            placeholder="查找案由"
            size="large"
            allowClear
            value={words}
            onChange={event => {
              setWords(event.target.value)
              setWide(event.target.value.trim() !== '')
            }}
          />
        </div>
      ) : null}
    </>
  )
}
