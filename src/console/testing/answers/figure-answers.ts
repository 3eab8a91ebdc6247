// Indicators by month and by organ, and the units' scorecard.
// The addresses of `capabilities/store` that boards ask.
import type { FakeRoutes } from '../fake-route.ts'
import { names, now, organs, tasks } from '../fake-rows.ts'

export const figureAnswers: FakeRoutes = [
  ['GET', /^indicators\/[^/]+\/[^/]+\/rows$/, () => ({ rows: tasks.slice(0, 30), names, next: null, total: 30 })],
  [
    'GET',
    /^scorecards\//,
    () => ({
      name: 'units',
      label: '牵头单位督办成绩单',
      basis: '《绍兴市政府督查工作考核办法》',
      asOf: now,
      rows: organs.slice(0, 18).map((one, index) => ({
        rank: index + 1,
        subject: one.id,
        subjectName: one.name,
        score: 98.6 - index * 1.7,
        parts: [
          ['按期办结', 50],
          ['按时签收', 30],
          ['填报质量', 20],
        ].map(([label, weight]) => ({
          indicator: String(label),
          label: String(label),
          value: 90,
          points: Number(weight) * (0.98 - index * 0.015),
          weight: Number(weight),
          says: '按比例计分',
        })),
      })),
    }),
  ],
  [
    'GET',
    /^indicators\/[^/]+\/(.+)$/,
    (query, [name]) => ({
      indicator: name,
      label: '',
      formula: '',
      unit: '',
      rows:
        query.get('by') === 'period'
          ? Array.from({ length: 9 }, (_, index) => ({
              key: { period: `2025-${index + 4}` },
              label: `${index + 4}月`,
              value: 82 + ((index * 7) % 15),
              numerator: 40 + index,
              denominator: 50 + index,
            }))
          : query.get('by')
            ? organs.slice(0, 14).map((one, index) => ({
                key: { lead: one.id },
                label: one.name,
                value: 99 - index * 2.3,
                numerator: 40 - index,
                denominator: 42,
              }))
            : [
                {
                  key: {},
                  label: '全市',
                  value: { 'on-time': 91.4, signed: 96.8, open: 118, days: 21.4 }[name ?? ''] ?? 1,
                  numerator: 53,
                  denominator: 58,
                },
              ],
      goal:
        name === 'on-time'
          ? { by: '2026', value: 95, basis: '督查工作规范', attained: false }
          : name === 'signed'
            ? { by: '2026', value: 95, basis: '督查工作规范', attained: true }
            : null,
      asOf: now,
    }),
  ],
]
