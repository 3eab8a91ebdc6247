// What the brain remembers: of every subject that ever met a watch, how it was seen last and which warning speaks of it.
// The line of a subject is the lock under which its warning is raised: there is never a second open one.
import type { Column, Table } from '#declare'
import { platformOnly } from '../store/port.ts'

const text = (label: string): Column => ({ type: 'text', label })
const instant = (label: string): Column => ({ type: 'timestamptz', label })

export const subjectTable: Table = {
  name: 'watch_subject',
  label: '预警对象',
  key: ['subject', 'watch'],
  spread: { by: 'subject' },
  columns: {
    watch: text('预警规则'),
    subject: text('预警对象'),
    met: { type: 'boolean', label: '条件成立', default: 'false' },
    level: { ...text('级别'), optional: true },
    count: { type: 'integer', label: '涉及数据', optional: true },
    value: { type: 'double precision', label: '指标值', optional: true },
    rows: { type: 'jsonb', label: '已见过的数据', default: `'[]'` },
    warning: { type: 'uuid', label: '预警', optional: true },
    times: { type: 'integer', label: '发现次数', default: '0' },
    seen_at: { ...instant('最近查看'), optional: true },
  },
  indexes: [{ on: ['watch', 'subject'], where: '"met"' }],
  security: platformOnly,
}

/** When a watch was looked at last: a clock that runs backwards finds nothing new. */
export const watchRoundTable: Table = {
  name: 'watch_round',
  label: '预警规则巡检',
  key: ['watch'],
  spread: 'local',
  columns: { watch: text('预警规则'), looked_at: instant('最近查看'), swept: text('最近全面查看的时段') },
  security: platformOnly,
}

export const brainTables: readonly Table[] = [subjectTable, watchRoundTable]
