// The answer about terms and calendars in the shape that every replay has. Pure.
import { type AnyRecord, termLabel } from '#declare'
import type { ReplayBody } from '../../wire/replay.ts'
import type { Replayed, StepCount } from './replay-terms.ts'

export function tellTerms(record: AnyRecord, told: Replayed): ReplayBody {
  const share = ({ visits, late }: StepCount) => (visits === 0 ? null : Math.round(((visits - late) / visits) * 1e4) / 100)
  const late = told.steps.filter(one => one.before.late + one.after.late > 0)
  const column = (key: string, label: string, unit = '', better: 'up' | 'down' | null = null) => ({ key, label, unit, better })
  return {
    kind: 'terms',
    cases: told.cases,
    says: [
      '用已经发生的办理过程重新计算：同样的人在同样的时间办了同样的事，只是期限或放假安排不同。期限变了，人也可能办得快些或慢些，这里不作推测。',
    ],
    figures: [
      { name: 'late', label: '由按期变为逾期', unit: '件', better: 'down', was: 0, is: told.becameLate },
      { name: 'punctual', label: '由逾期变为按期', unit: '件', better: 'up', was: 0, is: told.becamePunctual },
      ...told.indicators.map(({ name, label, unit, better, before, after }) => ({ name, label, unit, better, was: before, is: after })),
    ],
    tables: [
      {
        name: 'steps',
        label: '各环节按期率',
        columns: [
          column('label', '环节'),
          column('term', '期限'),
          column('visits', '办理次数', '次'),
          column('late', '超期', '次', 'down'),
          column('share', '按期率', '%', 'up'),
        ],
        rows: told.steps.map(({ label, before, after }) => ({
          label,
          term:
            termLabel(before.term) === termLabel(after.term)
              ? termLabel(before.term)
              : `${termLabel(before.term)} → ${termLabel(after.term)}`,
          visits: before.visits,
          late: { was: before.late, is: after.late },
          share: { was: share(before), is: share(after) },
        })),
      },
    ],
    charts: [
      {
        name: 'late',
        label: '各环节超期次数',
        unit: '次',
        kind: 'bars',
        names: late.map(one => one.label),
        series: [
          { name: '现行', values: late.map(one => one.before.late) },
          { name: '拟改', values: late.map(one => one.after.late) },
        ],
      },
    ],
    changed: {
      total: told.becameLate + told.becamePunctual,
      rows: told.changed.map(({ id, title, number, late }) => ({
        record: record.name,
        id,
        title,
        number,
        was: late ? '按期' : '逾期',
        is: late ? '逾期' : '按期',
      })),
    },
  }
}
