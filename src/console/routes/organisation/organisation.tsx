// Who is who: regions and their organs as a tree, an organ with its people, a person with their posts.
import { useQuery } from '@tanstack/react-query'
import { textOf, useAddress } from '../../../kit/address.ts'
import { get, listIn } from '../../../kit/api.ts'
import { AppLink } from '../../../kit/app-link.tsx'
import { useModel } from '../../../kit/model.tsx'
import { PageFrame, Panel } from '../../../kit/page-frame.tsx'
import { Facts } from '../../../kit/record-detail.tsx'
import { SearchBox } from '../../../kit/search-box.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../../kit/states.tsx'
import type { OrganBody, PersonBody } from '../../../wire/city.ts'
import { RegionTree } from './region-tree.tsx'
import './organisation.css'

type OrganDetail = OrganBody & { people?: PersonBody[] }

export function OrganisationPage() {
  const [address, change] = useAddress()
  const { manifest } = useModel()
  const q = textOf(address['q'])
  const region = textOf(address['region']) || manifest.city.code
  const organ = textOf(address['organ'])
  const person = textOf(address['person'])
  const organs = useQuery({
    queryKey: ['organs', q ? '' : region, q],
    queryFn: async ({ signal }) => listIn<OrganBody>(await get('/organs', { ...(q ? { q } : { region }), limit: 200 }, signal)),
  })
  const people = useQuery({
    queryKey: ['people', q],
    queryFn: async ({ signal }) => listIn<PersonBody>(await get('/people', { q, limit: 30 }, signal)),
    enabled: q.length > 0,
  })
  return (
    <PageFrame title="组织机构" lead="机构、岗位与人员来自本市机构编制目录。点选左侧区域查看单位，点选单位查看人员。">
      <div className="organisation">
        <section className="panel organisation-tree" aria-label="区域">
          <header>
            <h2>区域</h2>
          </header>
          <RegionTree chosen={region} onChoose={code => change({ region: code, organ: '', person: '', q: '' })} />
        </section>
        <section className="panel organisation-organs" aria-label="单位">
          <div className="organisation-search">
            <SearchBox value={q} onSearch={next => change({ q: next })} placeholder="按单位、曾用名、姓名查找" />
          </div>
          {organs.error ? (
            <ErrorState error={organs.error} onRetry={() => void organs.refetch()} />
          ) : !organs.data ? (
            <Skeleton rows={8} />
          ) : (
            <ul className="organ-list">
              {(people.data ?? []).map(one => (
                <li key={one.id}>
                  <button
                    type="button"
                    aria-pressed={person === one.id}
                    onClick={() => change({ person: one.id, organ: '' }, { push: true })}
                  >
                    <span className="grow">{one.name}</span>
                    <span className="muted">{one.posts[0]?.organName}</span>
                  </button>
                </li>
              ))}
              {organs.data.map(one => (
                <li key={one.id}>
                  <button
                    type="button"
                    aria-pressed={organ === one.id}
                    onClick={() => change({ organ: one.id, person: '' }, { push: true })}
                  >
                    <span className="grow">{one.name}</span>
                    {one.parent ? <span className="muted">内设</span> : null}
                  </button>
                </li>
              ))}
              {organs.data.length + (people.data?.length ?? 0) === 0 ? (
                <li>
                  <EmptyState drawing="search" title={q ? '没有找到' : '此区域没有登记单位'} />
                </li>
              ) : null}
            </ul>
          )}
        </section>
        <div className="stack organisation-detail">
          {person ? (
            <PersonCard id={person} />
          ) : organ ? (
            <OrganCard id={organ} onPerson={id => change({ person: id }, { push: true })} />
          ) : (
            <div className="panel">
              <EmptyState title="请选择一个单位" hint="在左侧点选单位，这里会显示职责、岗位与人员。" />
            </div>
          )}
        </div>
      </div>
    </PageFrame>
  )
}

function OrganCard({ id, onPerson }: { id: string; onPerson: (id: string) => void }) {
  const { manifest } = useModel()
  const organ = useQuery({ queryKey: ['organ', id], queryFn: ({ signal }) => get<OrganDetail>(`/organs/${id}`, {}, signal) })
  const own = organ.data?.people
  const listed = useQuery({
    queryKey: ['organ-people', id],
    queryFn: async ({ signal }) => listIn<PersonBody>(await get('/people', { organ: id, limit: 200 }, signal)),
    enabled: organ.isSuccess && own === undefined,
  })
  if (organ.error)
    return (
      <div className="panel">
        <ErrorState error={organ.error} onRetry={() => void organ.refetch()} />
      </div>
    )
  if (!organ.data)
    return (
      <div className="panel">
        <Skeleton rows={6} />
      </div>
    )
  const people = own ?? listed.data ?? []
  const roleIn = (person: PersonBody) => person.posts.filter(post => post.organ === id)
  return (
    <>
      <Panel title={organ.data.name}>
        <Facts
          of={[
            ['全称', organ.data.fullName],
            ['层级', manifest.levels[organ.data.level] ?? organ.data.level],
            ...(organ.data.aliases.length > 0 ? [['又称', organ.data.aliases.join('、')] as const] : []),
          ]}
        />
      </Panel>
      <Panel title={`岗位与人员（${people.length}）`} pad={false}>
        {people.length === 0 ? (
          <EmptyState title="暂无在岗人员" />
        ) : (
          <ul className="people">
            {people.map(person => (
              <li key={person.id}>
                <button type="button" onClick={() => onPerson(person.id)}>
                  <span className="avatar" aria-hidden="true">
                    {person.name.slice(-1)}
                  </span>
                  <span className="grow">
                    <b>{person.name}</b>
                    <span className="muted">{person.title}</span>
                  </span>
                  <span className="row wrap people-roles">
                    {roleIn(person).map(post => (
                      <span key={post.role} className="chip primary">
                        {post.roleLabel}
                      </span>
                    ))}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </Panel>
    </>
  )
}

function PersonCard({ id }: { id: string }) {
  const person = useQuery({ queryKey: ['person', id], queryFn: ({ signal }) => get<PersonBody>(`/people/${id}`, {}, signal) })
  if (person.error)
    return (
      <div className="panel">
        <ErrorState error={person.error} onRetry={() => void person.refetch()} />
      </div>
    )
  if (!person.data)
    return (
      <div className="panel">
        <Skeleton rows={5} />
      </div>
    )
  const { name, title, phone, posts } = person.data
  return (
    <Panel title="人员">
      <div className="person-head">
        <span className="avatar big" aria-hidden="true">
          {name.slice(-1)}
        </span>
        <span>
          <strong>{name}</strong>
          <span className="muted">{title}</span>
        </span>
      </div>
      <Facts
        of={[
          [
            '联系电话',
            <span key="phone" className="num">
              {phone || '—'}
            </span>,
          ],
        ]}
      />
      <h3 className="part-heading" style={{ marginTop: 16 }}>
        任职
      </h3>
      <ul className="posts">
        {posts.map(post => (
          <li key={`${post.organ}${post.role}${post.from}`}>
            <AppLink href={`/organisation?organ=${post.organ}`}>{post.organName}</AppLink>
            <span className="chip primary">{post.roleLabel}</span>
            <span className="muted num">
              {post.from} 至 {post.to ?? '今'}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
