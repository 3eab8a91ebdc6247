// The discretion calculator beside a case: circumstances are ticked, the server reckons, each step is read with its article.
import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Input } from 'antd'
import { useId, useState } from 'react'
import { textOf } from '../../../../kit/address.ts'
import { newKey, post } from '../../../../kit/api.ts'
import { ErrorState } from '../../../../kit/states.tsx'
import type { RowBody } from '../../../../wire/rows.ts'
import { facts } from '../parameters.ts'

type Answer = {
  fine: boolean
  tierLabel?: string
  span?: { least: string; most: string }
  amount?: string
  allowed?: { least: string; most: string }
  steps?: { says: string; basis: string }[]
  departure?: { lawful: boolean; percent: number } | null
}
type Asked = { base: string; measure: string; proposed: string; facts: string[] }

const groups = [
  ['spare', '不予处罚'],
  ['reduce', '从轻或者减轻'],
  ['lenient', '从轻'],
  ['heavy', '从重'],
] as const

export function Calculator({ row }: { row: RowBody }) {
  const id = useId()
  const { values } = row
  const [asked, setAsked] = useState<Asked>({
    base: textOf(values['base']),
    measure: values['measure'] === null || values['measure'] === undefined ? '' : String(values['measure']),
    proposed: textOf(values['proposedFine']),
    facts: (values['facts'] ?? []) as string[],
  })
  const [sent, setSent] = useState(asked)
  const answer = useQuery({
    queryKey: ['penalty', 'calculate', row.id, sent],
    queryFn: () => {
      const input = {
        benchmark: values['benchmark'],
        facts: sent.facts,
        ...(sent.base && { base: sent.base }),
        ...(sent.measure && { measure: sent.measure }),
        ...(sent.proposed && { proposed: sent.proposed }),
      }
      return post<Answer>('/scenes/penalty/operations/calculate', { input }, { key: newKey() })
    },
    retry: false,
  })
  const change = (part: Partial<Asked>) => setAsked(now => ({ ...now, ...part }))
  const { data } = answer
  return (
    <div className="penalty-calculator">
      <form
        onSubmit={event => {
          event.preventDefault()
          setSent(asked)
        }}
      >
        {groups.map(([direction, label]) => (
          <fieldset key={direction}>
            <legend>{label}</legend>
            <Checkbox.Group
              value={asked.facts}
              onChange={picked => {
                const others = asked.facts.filter(one => !facts.some(fact => fact.id === one && fact.direction === direction))
                change({ facts: [...others, ...picked.map(String)] })
              }}
              options={facts.filter(fact => fact.direction === direction).map(fact => ({ value: fact.id, label: fact.label }))}
            />
          </fieldset>
        ))}
        <div className="penalty-amounts">
          {(
            [
              ['base', '违法所得、货值等基数（元）'],
              ['measure', '裁量阶次数量'],
              ['proposed', '拟罚款（元）'],
            ] as const
          ).map(([name, label]) => (
            <label key={name} htmlFor={`${id}-${name}`}>
              {label}
              <Input
                id={`${id}-${name}`}
                inputMode="decimal"
                value={asked[name]}
                onChange={event => change({ [name]: event.target.value })}
              />
            </label>
          ))}
        </div>
        <Button type="primary" htmlType="submit" loading={answer.isFetching}>
          计算
        </Button>
      </form>
      <div aria-live="polite">
        {answer.error ? <ErrorState error={answer.error} /> : null}
        {data?.fine === false ? <p className="soft">该案由不设罚款。</p> : null}
        {data?.fine ? (
          <>
            <p className="penalty-result">
              <span className="chip primary">{data.tierLabel}</span>
              <b className="num">{Number(data.amount).toLocaleString('zh-CN')} 元</b>
              <span className="soft num">
                {Number(data.span?.least).toLocaleString('zh-CN')}—{Number(data.span?.most).toLocaleString('zh-CN')} 元
              </span>
            </p>
            {data.departure ? <Departure {...data.departure} spared={data.allowed?.most === '0.00'} /> : null}
            <ol className="penalty-steps">
              {data.steps?.map(step => (
                <li key={step.says}>
                  {step.says}
                  <small className="soft">{step.basis}</small>
                </li>
              ))}
            </ol>
          </>
        ) : null}
      </div>
    </div>
  )
}

function Departure({ lawful, percent, spared }: { lawful: boolean; percent: number; spared: boolean }) {
  if (!lawful && spared) return <p className="penalty-departs">应当不予处罚，不能罚款</p>
  if (!lawful) return <p className="penalty-departs">拟罚款超出法定幅度</p>
  return percent === 0 ? (
    <p className="soft">拟罚款在裁量基准内</p>
  ) : (
    <p className="penalty-departs">偏离裁量基准 {percent}%，须说明理由，经法制审核和集体讨论</p>
  )
}
