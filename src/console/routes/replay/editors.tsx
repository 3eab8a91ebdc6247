// What may be changed, one editor for each kind: terms, calendar, parameters, people.
import { useQuery } from '@tanstack/react-query'
import { DatePicker, Input, InputNumber, Select } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { get } from '../../../kit/api.ts'
import { number } from '../../../kit/format.ts'
import { EmptyState, ErrorState, Skeleton } from '../../../kit/states.tsx'
import type { ReplayDesks, ReplayOptions } from '../../../wire/replay.ts'
import { type Asked, type Changes, isSame, type Parameter, type Term, termText, units } from './asked.ts'

type Editing = { readonly changes: Changes; readonly onChange: (changes: Changes) => void }

export function TermEditor({ terms, changes, onChange }: Editing & { terms: ReplayOptions['terms'] }) {
  return (
    <ul className="replay-list">
      {terms.map(({ path, label, term }) => {
        const now = changes.terms[path] ?? term
        const set = (next: Term) => onChange({ ...changes, terms: { ...changes.terms, [path]: next } })
        return (
          <li key={path} className={isSame(now, term) ? '' : 'changed'}>
            <span className="replay-label" title={label}>
              {label}
            </span>
            <span className="muted num">现行 {termText(term)}</span>
            <span className="replay-inputs">
              <InputNumber
                aria-label={`${label}的拟改期限`}
                min={0}
                max={3660}
                precision={0}
                value={now.count}
                onChange={count => set({ ...now, count: count ?? term.count })}
              />
              <Select
                aria-label={`${label}的期限单位`}
                value={now.unit}
                options={Object.entries(units).map(([value, text]) => ({ value: value as Term['unit'], label: text }))}
                onChange={unit => set({ ...now, unit })}
              />
            </span>
          </li>
        )
      })}
    </ul>
  )
}

export function CalendarEditor({ changes, onChange }: Editing) {
  const days = (label: string, key: 'daysOff' | 'workdays', hint: string) => (
    <div className="replay-days">
      <label htmlFor={`replay-${key}`}>{label}</label>
      <DatePicker
        id={`replay-${key}`}
        multiple
        maxTagCount="responsive"
        value={changes[key].map(day => dayjs(day))}
        placeholder={hint}
        onChange={value =>
          onChange({ ...changes, [key]: (Array.isArray(value) ? value : []).map(day => day.format('YYYY-MM-DD')).toSorted() })
        }
      />
    </div>
  )
  return (
    <div className="replay-calendar">
      {days('另外放假的日子', 'daysOff', '可选多天')}
      {days('另外上班的日子', 'workdays', '可选多天，如调休的周末')}
    </div>
  )
}

/** Parameters under the source they come from, each source said once. */
export function ParameterEditor({ parameters, ...editing }: Editing & { parameters: readonly Parameter[] }) {
  return [...Map.groupBy(parameters, one => one.basis)].map(([basis, of]) => (
    <section key={basis} className="replay-basis">
      <p className="muted">依据：{basis}</p>
      <ul className="replay-list">
        {of.map(one => (
          <ParameterRow key={one.name} of={one} {...editing} />
        ))}
      </ul>
    </section>
  ))
}

function ParameterRow({ of: { name, label, unit, value }, changes, onChange }: Editing & { of: Parameter }) {
  const now = changes.parameters[name] ?? value
  const set = (next: string | number | boolean | null) => {
    const { [name]: _, ...others } = changes.parameters
    onChange({ ...changes, parameters: next === null || next === value ? others : { ...others, [name]: next } })
  }
  return (
    <li className={now === value ? '' : 'changed'}>
      <span className="replay-label" title={label}>
        {label}
      </span>
      <span className="muted num">
        现行 {value === null ? '无' : String(value)}
        {unit}
      </span>
      <span className="replay-inputs">
        {typeof value === 'boolean' ? (
          <Select
            aria-label={`${label}的拟改值`}
            value={Boolean(now)}
            options={[
              { value: true, label: '是' },
              { value: false, label: '否' },
            ]}
            onChange={set}
          />
        ) : typeof value === 'string' ? (
          <Input aria-label={`${label}的拟改值`} value={String(now ?? '')} onChange={event => set(event.target.value)} />
        ) : (
          <InputNumber<number> aria-label={`${label}的拟改值`} value={typeof now === 'number' ? now : null} onChange={set} />
        )}
      </span>
    </li>
  )
}

const shownDesks = 12

export function StaffEditor({ record, asked, changes, onChange }: Editing & { record: string; asked: Asked }) {
  const [words, setWords] = useState('')
  const desks = useQuery({
    queryKey: ['replay-desks', record, asked.from, asked.to],
    queryFn: ({ signal }) => get<ReplayDesks>(`/replays/${record}/desks`, { from: asked.from, to: asked.to }, signal),
  })
  if (desks.error) return <ErrorState error={desks.error} onRetry={() => void desks.refetch()} />
  if (!desks.data) return <Skeleton rows={4} />
  if (desks.data.desks.length === 0) return <EmptyState title="这段时间没有办理记录" hint="换一段时间再看。" />
  const open = desks.data.desks.filter(one => one.role !== null)
  const found = open.filter(one => changes.desks[one.desk] !== undefined || (words ? one.label.includes(words) : true)).slice(0, shownDesks)
  if (open.length === 0)
    return <EmptyState title="这里的环节都指定到人办理" hint="人数不由岗位决定，增减人力推不出结果。可改推期限或规则。" />
  return (
    <>
      <h2 className="replay-sub">按岗位种类，每个岗位增减</h2>
      <ul className="replay-list">
        {desks.data.roles.map(({ role, label, desks: count, people, visits }) => {
          const more = changes.roles[role] ?? 0
          return (
            <li key={role} className={more === 0 ? '' : 'changed'}>
              <span className="replay-label">{label}</span>
              <span className="muted num">
                {number(count)}个岗位 {number(people)}人 · {number(visits)}次
              </span>
              <span className="replay-inputs">
                <InputNumber
                  aria-label={`${label}每岗增减人数`}
                  min={-100}
                  max={100}
                  precision={0}
                  value={more}
                  formatter={value => (Number(value) > 0 ? `+${value}` : String(value ?? ''))}
                  onChange={value => onChange({ ...changes, roles: { ...changes.roles, [role]: value ?? 0 } })}
                />
                <span className="muted">人</span>
              </span>
            </li>
          )
        })}
      </ul>
      <div className="replay-desk-head">
        <h2 className="replay-sub">或单独指定某个岗位的人数</h2>
        <Input
          allowClear
          aria-label="按名称找岗位"
          placeholder="按名称找岗位"
          value={words}
          onChange={event => setWords(event.target.value)}
        />
      </div>
      <ul className="replay-list">
        {found.map(({ desk, label, people, visits }) => {
          const set = changes.desks[desk]
          return (
            <li key={desk} className={set === undefined ? '' : 'changed'}>
              <span className="replay-label" title={label}>
                {label}
              </span>
              <span className="muted num">
                现行 {number(people)}人 · {number(visits)}次
              </span>
              <span className="replay-inputs">
                <InputNumber
                  aria-label={`${label}的人数`}
                  min={1}
                  max={1000}
                  precision={0}
                  value={set ?? people}
                  onChange={value => {
                    const { [desk]: _, ...others } = changes.desks
                    onChange({ ...changes, desks: value === null || value === people ? others : { ...others, [desk]: value } })
                  }}
                />
                <span className="muted">人</span>
              </span>
            </li>
          )
        })}
      </ul>
      {open.length > shownDesks ? (
        <p className="muted replay-note">
          列出办理最多的{shownDesks}个，其余按名称查找（共{number(open.length)}个）。
        </p>
      ) : null}
    </>
  )
}
