// Rules with other parameters over the past: how many decisions would differ and in which cases; the indicators of the cases that would have
// gone the same way. Where a case would have gone another way it is counted as such and nothing is made up about it.
import { sql } from 'kysely'
import { type Calendar, type Clock, getRecord, type Indicator, type Model, Problem, valueOn } from '#declare'
import { conditionFields } from '../../methods/condition/fields.ts'
import type { ReplayBody } from '../../wire/replay.ts'
import { actAsPlatform } from '../flow/port.ts'
import type { Subject } from '../identity/port.ts'
import type { Store, Tx } from '../store/port.ts'
import { changedOutside, type Decided, decideAgain, type ParameterOn } from './decide-again.ts'
import { type Decision, decisionsOf } from './decisions.ts'
import type { Run } from './run.ts'
import { copyOf, copyRows, demandMay, eachBatch, type Span, titlesOf } from './scope.ts'

export type Figure = { readonly value: number | null; readonly numerator: number | null; readonly denominator: number | null }
type Scalar = number | string | boolean
export type RuleNeeds = {
  readonly model: Model
  readonly store: Store
  readonly clock: Clock
  calendar(): Calendar
  /** The figure of a whole indicator as the person may see it, in this transaction; with these parameters instead of those in force. */
  figure(tx: Tx, subject: Subject, indicator: Indicator, parameters?: ReadonlyMap<string, Scalar>): Promise<Figure>
}

export type RulesAsked = Span & {
  readonly record: string
  readonly parameters: Readonly<Record<string, Scalar>>
  /** How many differing cases are listed. */
  readonly listed?: number
}

export const decisionsIn = (model: Model, record: string): Decision[] =>
  decisionsOf(
    model.flows.get(record),
    model.scenes.flatMap(scene => Object.values(scene.rules)).filter(rule => rule.record.name === record),
  )

export async function replayRules(needs: RuleNeeds, subject: Subject, asked: RulesAsked, run: Run): Promise<ReplayBody> {
  const { model, store } = needs
  const record = getRecord(model, asked.record)
  demandMay(subject, record)
  const flow = model.flows.get(record.name)
  const decisions = decisionsIn(model, record.name)
  const parameters = changedParameters(model, decisions, asked.parameters)
  const touched = decisions.filter(one => one.parameters.some(name => parameters.has(name)))
  const hidden = touched.filter(one => one.fields.some(name => record.fields[name]?.protect))
  const again = touched.filter(one => !hidden.includes(one))
  const calendar = needs.calendar()
  const was: ParameterOn = (name, date) => {
    const of = model.parameters.get(name)
    if (!of) throw new Problem('broken', `没有名为“${name}”的参数`)
    return Object.keys(of.from).some(from => from <= date) ? (valueOn(of, date) as Scalar) : undefined
  }
  const is: ParameterOn = (name, date) => parameters.get(name) ?? was(name, date)
  const indicators = [...model.indicators.values()].filter(one => one.record.name === record.name)

  return store.as(subject, async tx => {
    const cases = await copyRows(tx, record, model, asked)
    await actAsPlatform(tx)
    const tally = new Map(again.map(one => [one.name, { asked: 0, differs: 0, unclear: 0, ways: new Map<string, number>() }]))
    const changed: { id: string; decided: Decided[] }[] = []
    let outside = 0
    await eachBatch(tx, record, { run, cases, says: '重新判断' }, async batch => {
      const rows = await store.find(tx, subject, record, { op: 'in', field: 'id', value: batch.map(one => one.id) }, batch.length)
      const byId = new Map(rows.map(row => [row.id, row]))
      for (const { id, events, columns } of batch) {
        const row = byId.get(id)
        if (!row) continue
        const decided = decideAgain(
          { events, values: row, madeAt: row.createdAt },
          {
            decisions: again,
            was,
            is,
            context: { fields: conditionFields(record), zone: calendar.zone, me: null, organs: [], regions: [] },
            dateOf: at => calendar.dateOf(at),
          },
        )
        if (decided.length > 0 && changedOutside(events, Number(columns['version']))) outside += 1
        const differing: Decided[] = []
        for (const one of decided) {
          const count = tally.get(one.decision.name)!
          count.asked += 1
          if (one.unclear) count.unclear += 1
          else if (one.was !== one.is) {
            count.differs += 1
            const way = `${labelOf(one, one.was)} → ${labelOf(one, one.is)}`
            count.ways.set(way, (count.ways.get(way) ?? 0) + 1)
            differing.push(one)
          }
        }
        if (differing.length > 0) changed.push({ id, decided: differing })
      }
    })
    const figuresNow: Figure[] = []
    for (const one of indicators) figuresNow.push(await needs.figure(tx, subject, one))
    const listed = changed.slice(0, asked.listed ?? 200)
    const titles = await titlesOf(
      tx,
      record,
      listed.map(one => one.id),
    )
    await sql`delete from ${copyOf(record)} where id = any (${changed.map(one => one.id)}::uuid[])`.execute(tx)
    const figuresThen: Figure[] = []
    for (const one of indicators) figuresThen.push(await needs.figure(tx, subject, one, parameters))
    const unclear = [...tally.values()].reduce((sum, one) => sum + one.unclear, 0)
    return {
      kind: 'rules',
      cases,
      says: [
        `按办件当时的事实和当时有效的参数重判一次，再按拟改的参数重判一次，两次不同的才算“去向改变”。`,
        ...(changed.length > 0
          ? [
              `去向改变的${changed.length}件，此后当事人和承办人会怎么做，过去的记录里没有，不作推测：指标只按其余${cases - changed.length}件计算；比例类指标另给出这${changed.length}件全不计入与全部计入之间的范围。`,
            ]
          : ['没有一件去向改变。']),
        ...(unclear > 0 ? [`有${unclear}次判断按现有事实重做，得不到当时的去向（事实在办理过程之外改过），不参加对照。`] : []),
        ...(outside > 0 ? [`有${outside}件的内容曾由系统计算写入或在办理过程之外改过，没有逐次留存，这部分按现在的值重判。`] : []),
        ...hidden.map(one => `“${one.label}”要看受保护的个人信息，不参加推演。`),
      ],
      figures: [
        { name: 'asked', label: '重新判断', unit: '次', better: null, was: sumOf(tally, 'asked'), is: sumOf(tally, 'asked') },
        { name: 'differs', label: '结论不同的判断', unit: '次', better: null, was: 0, is: sumOf(tally, 'differs') },
        { name: 'changed', label: '去向改变的办件', unit: '件', better: null, was: 0, is: changed.length },
        ...indicators.map((one, index) => ({
          name: one.name,
          label: one.label,
          unit: one.unit,
          better: one.better,
          was: figuresNow[index]!.value,
          is: figuresThen[index]!.value,
          ...spanOf(one, figuresThen[index]!, changed.length),
        })),
      ],
      tables: [
        {
          name: 'decisions',
          label: '各项判断',
          columns: [
            { key: 'label', label: '判断', unit: '', better: null },
            { key: 'asked', label: '判断次数', unit: '次', better: null },
            { key: 'differs', label: '结论不同', unit: '次', better: null },
            { key: 'unclear', label: '无法复原', unit: '次', better: null },
            { key: 'ways', label: '怎样不同', unit: '', better: null },
          ],
          rows: again.map(one => {
            const count = tally.get(one.name)!
            const ways = [...count.ways].map(([way, times]) => `${way} ${times}次`).join('；')
            return { label: one.label, asked: count.asked, differs: count.differs, unclear: count.unclear, ways: ways || '—' }
          }),
        },
      ],
      charts: [
        {
          name: 'decisions',
          label: '结论相同与不同的判断',
          unit: '次',
          kind: 'bars',
          names: again.map(one => one.label),
          series: [
            { name: '结论相同', values: again.map(one => tally.get(one.name)!.asked - tally.get(one.name)!.differs) },
            { name: '结论不同', values: again.map(one => tally.get(one.name)!.differs) },
          ],
        },
      ],
      changed: {
        total: changed.length,
        rows: listed.map(({ id, decided }) => ({
          record: record.name,
          id,
          title: titles.get(id)?.title ?? record.label,
          number: titles.get(id)?.number ?? null,
          was: decided.map(one => `${one.decision.label}：${labelOf(one, one.was)}`).join('；'),
          is: `${decided.map(one => labelOf(one, one.is)).join('；')}（去向改变）`,
        })),
      },
    }
  })

  function labelOf({ decision }: Decided, to: string): string {
    if (decision.kind !== 'choice' || !flow) return to
    const [main, branch] = decision.path.split('.')
    const around = flow.states[main ?? '']
    const states = branch !== undefined && around?.kind === 'parallel' ? (around.branches[branch]?.states ?? {}) : flow.states
    return states[to]?.label ?? to
  }
}

const sumOf = (tally: ReadonlyMap<string, { asked: number; differs: number }>, of: 'asked' | 'differs') =>
  [...tally.values()].reduce((sum, one) => sum + one[of], 0)

/** Of a share: what it would be if none, or all, of the cases that went another way were among those that count. */
function spanOf({ of, unit }: Indicator, { value, numerator, denominator }: Figure, unknown: number) {
  if (unknown === 0) return {}
  if (of.kind === 'count') return value === null ? {} : { least: value, most: value + unknown }
  if (of.kind !== 'ratio' || numerator === null || denominator === null) return {}
  const scale = unit === '%' ? 100 : 1
  const share = (part: number) => Math.round((part / (denominator + unknown)) * scale * 1e4) / 1e4
  return { least: share(numerator), most: share(numerator + unknown) }
}

function changedParameters(
  model: Model,
  decisions: readonly Decision[],
  asked: Readonly<Record<string, Scalar>>,
): ReadonlyMap<string, Scalar> {
  const read = new Set(decisions.flatMap(one => one.parameters))
  const strange = Object.keys(asked).filter(name => !read.has(name))
  if (strange.length > 0) throw new Problem('invalid', `这里的规则和判断没有用到这些参数：${strange.join('、')}`)
  return new Map(Object.entries(asked).map(([name, value]) => [name, likeDeclared(model, name, value)]))
}

/** A value of the kind that was declared. */
export function likeDeclared(model: Model, name: string, value: Scalar): Scalar {
  const of = model.parameters.get(name)
  const sample = of && Object.values(of.from)[0]
  if (typeof sample === typeof value && (typeof value !== 'number' || Number.isFinite(value))) return value
  throw new Problem(
    'invalid',
    `参数“${of?.label ?? name}”应当是${typeof sample === 'number' ? '数字' : typeof sample === 'boolean' ? '是或否' : '文字'}`,
  )
}
