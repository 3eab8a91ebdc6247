// What lies on the desk, how a case stands, what somebody is told of it.
// The addresses of `capabilities/flow`; one act is always too late, so that a conflict can be looked at.
import type { FakeRoutes } from '../fake-route.ts'
import { caseOf, inbox, now, rowsOf, tasks } from '../fake-rows.ts'

export const caseAnswers: FakeRoutes = [
  [
    'GET',
    /^inbox\/counts$/,
    () => ({ todo: inbox.length, overdue: 4, red: 4, yellow: 8, supervised: 2, copied: 3, started: 137, done: null }),
  ],
  [
    'GET',
    /^inbox$/,
    query => {
      const light = query.get('light')
      const items =
        query.get('tab') === 'copied'
          ? []
          : query.get('tab') === 'done'
            ? inbox.slice(5, 15).map(one => ({ ...one, closedAt: now, outcome: '已报送', quick: [] }))
            : inbox.filter(one => (!light || one.light === light) && (!query.get('q') || one.title.includes(query.get('q') ?? '')))
      return {
        items: items.slice(0, 25),
        counts: { todo: inbox.length, overdue: 4, red: 4, yellow: 8, supervised: 2, copied: 3, started: 137, done: null },
        next: items.length > 25 ? '25' : null,
      }
    },
  ],
  [
    'GET',
    /^cases\/([^/]+)\/([^/]+)$/,
    (_, [record = '', id]) => {
      const row = rowsOf(record).find(one => one.id === id)
      if (!row) throw { title: '没有这条记录', status: 404, code: 'not-found' }
      return caseOf(row)
    },
  ],
  [
    'POST',
    /^cases\/acts$/,
    (_, __, body) => ({ results: (body['items'] as { case: string }[]).map(one => ({ case: one.case, ok: true, problem: null })) }),
  ],
  [
    'POST',
    /^cases\/[^/]+\/[^/]+\/acts\/(.+)$/,
    (_, [name]) => {
      if (name === 'void') throw { title: '事项已被他人办理', status: 409, code: 'conflict' }
      return { case: 'x', version: 6, state: 'handling', stateLabel: '办理中', seq: 6, made: null, repeated: false }
    },
  ],
  [
    'GET',
    /^notices$/,
    () => ({
      items: [
        '重点任务“推进市域‘一网通办’改革”已逾期2个工作日，请立即办理。',
        '市发展改革委已签收“加快建设绍兴综合保税区跨境电商产业园二期”。',
        '沈文澜催办了“完成鉴湖流域水环境综合治理三年行动年度任务”。',
        '2026年工作日历已更新，3项任务的到期日顺延。',
      ].map((text, index) => ({
        id: `n${index}`,
        at: new Date(Date.parse(now) - index * 5_400_000 - 600_000).toISOString(),
        text,
        record: 'supervision-task',
        case: tasks[index]!.id,
        kind: 'act',
        unread: index < 2,
      })),
      unread: 2,
      next: null,
    }),
  ],
  ['POST', /^notices\/read$/, () => ({})],
]
