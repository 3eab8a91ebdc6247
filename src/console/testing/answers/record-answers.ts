// Rows in lists and one by one, with what a person keeps about them: views, drafts, a search.
// The addresses of `capabilities/store`, and the manifest they are read by.
import { shaoxing } from '../../../../cities/shaoxing/city.ts'
import { manifest } from '../fake-model.ts'
import type { FakeRoutes } from '../fake-route.ts'
import { names, plans, rowsOf, tasks } from '../fake-rows.ts'

export const recordAnswers: FakeRoutes = [
  ['GET', /^manifest$/, () => manifest],
  [
    'GET',
    /^records\/([^/]+)$/,
    (query, [record = '']) => {
      const start = Number(query.get('cursor') ?? 0)
      const found = rowsOf(record).filter(
        row =>
          (!query.get('q') || row.title.includes(query.get('q') ?? '')) && (!query.get('parent') || row.parent === query.get('parent')),
      )
      const limit = Number(query.get('limit') ?? 50)
      return {
        rows: found.slice(start, start + limit),
        names,
        next: found.length > start + limit ? String(start + limit) : null,
        total: found.length,
      }
    },
  ],
  [
    'POST',
    /^records\/([^/]+)$/,
    () => {
      throw {
        title: '提交的内容有 1 处需要更正',
        status: 422,
        code: 'invalid',
        faults: [{ at: 'documentNumber', message: '文号“绍政办发〔2026〕3号”已经登记过' }],
      }
    },
  ],
  [
    'GET',
    /^records\/([^/]+)\/([^/]+)$/,
    (_, [record = '', id]) => {
      const row = rowsOf(record).find(one => one.id === id)
      if (!row) throw { title: '没有这条记录，或您没有查看权限', status: 404, code: 'not-found' }
      const parts = manifest.records
        .filter(one => one.part === record)
        .map(one => ({
          record: one.name,
          label: one.label,
          count: rowsOf(one.name).filter(part => part.parent === id).length,
          canCreate: true,
        }))
      const parent = plans.find(one => one.id === row.parent)
      return {
        row,
        names,
        can: { write: true, delete: false, unmask: false },
        parts,
        parent: parent ? { record: 'supervision-plan', id: parent.id, title: parent.title } : null,
      }
    },
  ],
  ['PATCH', /^records\//, () => ({})],
  [
    'GET',
    /^views$/,
    () => [{ id: 'v1', record: 'supervision-task', name: '逾期未办结', query: { f: { late: true } }, shared: true, mine: true }],
  ],
  ['GET', /^drafts\//, () => null],
  ['PUT', /^drafts\//, () => ({})],
  [
    'GET',
    /^search$/,
    query => {
      const q = query.get('q') ?? ''
      return {
        hits: tasks
          .filter(row => row.title.includes(q))
          .slice(0, 8)
          .map(row => ({
            record: 'supervision-task',
            recordLabel: '重点任务',
            id: row.id,
            title: row.title,
            number: row.number,
            excerpt: String(row.values['body']),
            stateLabel: row.case!.stateLabel,
          })),
        people: shaoxing.people
          .filter(one => one.name.includes(q))
          .slice(0, 4)
          .map(one => ({ id: one.id, name: one.name, title: one.title, organName: '市政府办公室' })),
        organs: shaoxing.organs
          .filter(one => one.name.includes(q))
          .slice(0, 4)
          .map(one => ({ id: one.id, name: one.name })),
      }
    },
  ],
]
