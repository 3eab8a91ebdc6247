// A place, chosen step by step from the county down, as far as the service needs to know.
import { useQuery } from '@tanstack/react-query'
import type { PortalRegion } from '../../wire/portal.ts'
import { get } from '../api.ts'

const order = ['city', 'county', 'town', 'village']
const words: Readonly<Record<string, string>> = { county: '县（市、区）', town: '镇（街道）', village: '村（社区）' }
/** National codes: six digits for a county, nine for a town, twelve for a village. */
const above = (code: string | undefined): (string | undefined)[] =>
  code === undefined ? [] : [code.slice(0, 6), code.length >= 9 ? code.slice(0, 9) : undefined, code.length >= 12 ? code : undefined]

export function RegionInput({
  id,
  value,
  onChange,
  level,
  invalid,
  describedBy,
}: {
  id: string
  value: string | undefined
  onChange: (code: string | undefined) => void
  level: string
  invalid: boolean
  describedBy: string | undefined
}) {
  const depth = Math.max(1, order.indexOf(level))
  const chosen = above(value)
  const levels = ['county', 'town', 'village'].slice(0, depth)
  return (
    <fieldset className="stack" aria-label="所在地区">
      {levels.map((name, at) =>
        at > 0 && !chosen[at - 1] ? null : (
          <Level
            key={name}
            id={at === 0 ? id : `${id}-${name}`}
            label={words[name] ?? name}
            parent={at === 0 ? undefined : chosen[at - 1]}
            value={chosen[at]}
            invalid={invalid}
            describedBy={describedBy}
            onChange={code => onChange(code ?? (at === 0 ? undefined : chosen[at - 1]))}
          />
        ),
      )}
    </fieldset>
  )
}

function Level({
  id,
  label,
  parent,
  value,
  onChange,
  invalid,
  describedBy,
}: {
  id: string
  label: string
  parent: string | undefined
  value: string | undefined
  onChange: (code: string | undefined) => void
  invalid: boolean
  describedBy: string | undefined
}) {
  const query = useQuery({
    queryKey: ['regions', parent ?? ''],
    queryFn: () => get<{ items: PortalRegion[] }>(`/regions${parent ? `?parent=${parent}` : ''}`),
    staleTime: 3_600_000,
  })
  return (
    <select
      id={id}
      className="input"
      aria-label={label}
      aria-invalid={invalid || undefined}
      aria-describedby={describedBy}
      value={value ?? ''}
      onChange={event => onChange(event.target.value || undefined)}
    >
      <option value="">请选择{label}</option>
      {query.data?.items.map(region => (
        <option key={region.code} value={region.code}>
          {region.name}
        </option>
      ))}
    </select>
  )
}
