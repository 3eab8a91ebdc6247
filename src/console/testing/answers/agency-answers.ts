// Who asks to act for firms, and who acts.
// The addresses of `capabilities/identity` that the office of services asks.
import type { FakeRoutes } from '../fake-route.ts'

const letter = (name: string, size: number) => ({ name, type: 'application/pdf', size })
const agencies = [
  [
    '91330602MA2BC1D04X',
    '绍兴稽山纺织有限公司（虚构）',
    '139****0222',
    'waiting',
    '2026-02-26T02:10:00.000Z',
    letter('授权委托书（加盖公章）.pdf', 184_320),
    0,
  ],
  [
    '91330681MA29AB035K',
    '诸暨枫桥香榧农业发展有限责任公司浣东分公司（虚构）',
    '137****8841',
    'waiting',
    '2026-02-27T06:40:00.000Z',
    letter('扫描件20260227_授权委托书及经办人身份证复印件.jpg', 3_460_300),
    2,
  ],
  [
    '91330604MA2D77208B',
    '上虞曹娥江物流有限公司（虚构）',
    '158****3307',
    'waiting',
    '2026-03-01T23:55:00.000Z',
    letter('委托书.pdf', 96_000),
    1,
  ],
  [
    '91330603MA2E11930P',
    '柯桥轻纺印染有限公司（虚构）',
    '135****1930',
    'active',
    '2026-01-12T01:20:00.000Z',
    letter('委托书.pdf', 101_000),
    0,
  ],
] as const

export const agencyAnswers: FakeRoutes = [
  [
    'GET',
    /^agencies$/,
    query => ({
      items: agencies
        .filter(([code, name, , state]) => state === query.get('state') && `${code}${name}`.includes(query.get('q') ?? ''))
        .map(([creditCode, name, who, state, since, of, others]) => ({
          id: creditCode,
          creditCode,
          name,
          who,
          state,
          since,
          letter: of,
          others,
        })),
      more: false,
    }),
  ],
  [
    'POST',
    /^agencies\/[^/]+\/refuse$/,
    () => {
      throw { title: '这项申请已经通过，请刷新后查看', status: 409, code: 'conflict' }
    },
  ],
  ['POST', /^agencies\/[^/]+\/(confirm|revoke)$/, () => undefined],
]
