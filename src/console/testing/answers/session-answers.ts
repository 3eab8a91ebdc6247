// Who is logged in, from where, and who stands in for whom.
// The addresses of `capabilities/identity` that concern the person themselves.
import { shaoxing } from '../../../../cities/shaoxing/city.ts'
import { me, organName, postsOf } from '../fake-people.ts'
import type { FakeRoutes } from '../fake-route.ts'
import { now, organs } from '../fake-rows.ts'

const session = () => ({
  person: me.id,
  name: '沈文澜',
  title: '督查室副主任',
  account: 'shenwenlan',
  csrf: 'x',
  demo: true,
  simulatedNow: now,
  posts: [
    {
      role: 'supervisor',
      roleLabel: '督查员',
      organ: organs[0]!.id,
      organName: '市政府办公室',
      level: 'city',
      region: '330600',
      regionName: '绍兴市',
      line: 'government-office',
      onBehalfOf: null,
    },
    {
      role: 'administrator',
      roleLabel: '系统管理员',
      organ: organs[0]!.id,
      organName: '市政府办公室',
      level: 'city',
      region: '330600',
      regionName: '绍兴市',
      line: 'government-office',
      onBehalfOf: '周明远',
    },
    {
      role: 'handler',
      roleLabel: '承办人',
      organ: '330600-services',
      organName: '市政务服务办',
      level: 'city',
      region: '330600',
      regionName: '绍兴市',
      line: 'services',
      onBehalfOf: null,
    },
  ],
})

export const sessionAnswers: FakeRoutes = [
  ['GET', /^session\/ways$/, () => ({ password: true, oidc: false, demo: true })],
  ['GET', /^session$/, session],
  ['POST', /^session(\/demo)?$/, session],
  ['DELETE', /^session$/, () => ({ logOutAddress: null })],
  [
    'GET',
    /^demo\/people$/,
    query => ({
      items: shaoxing.people
        .filter(one => !query.get('q') || `${one.name}${one.title}`.includes(query.get('q') ?? ''))
        .slice(0, 24)
        .map(one => ({
          person: one.id,
          account: one.account,
          name: one.name,
          title: one.title,
          organ: one.posts[0]!.organ,
          organName: organName.get(one.posts[0]!.organ) ?? '',
          level: 'city',
          region: '330600',
          regionName: '绍兴市',
          roles: postsOf(one).map(each => each.roleLabel),
        })),
      next: null,
    }),
  ],
  [
    'GET',
    /^sessions$/,
    () => ({
      items: [
        [true, 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0 Safari/537.36', '10.31.6.18'],
        [
          false,
          'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1',
          '10.31.80.4',
        ],
      ].map(([current, agent, address], at) => ({
        current,
        how: 'oidc',
        createdAt: `2026-03-02T0${1 - at}:05:00.000Z`,
        seenAt: `2026-03-02T0${1 - at}:30:00.000Z`,
        address,
        agent,
      })),
    }),
  ],
  [
    'GET',
    /^delegations$/,
    () => ({
      items: [
        {
          id: 'd1',
          from: me.id,
          fromName: '沈文澜',
          to: 'p2',
          toName: '陈知远',
          startsOn: '2026-03-23',
          endsOn: '2026-03-27',
          reason: '参加省政府督查业务培训',
          revokedAt: null,
        },
        {
          id: 'd2',
          from: 'p9',
          fromName: '周明远',
          to: me.id,
          toName: '沈文澜',
          startsOn: '2026-03-16',
          endsOn: '2026-03-20',
          reason: '年休假',
          revokedAt: null,
        },
      ],
    }),
  ],
  [
    'POST',
    /^delegations$/,
    () => {
      throw {
        title: '代理人在此期间也已离岗，请另选代理人',
        status: 409,
        code: 'conflict',
        faults: [{ at: 'to', message: '请选择另一位同事' }],
      }
    },
  ],
]
