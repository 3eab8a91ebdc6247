// The workbench: what lies on my desk, how urgent it is, and what may be done with it at once.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { textOf, useAddress, writeSearch } from '../../../kit/address.ts'
import { get } from '../../../kit/api.ts'
import { hourOf, longDate, weekday } from '../../../kit/format.ts'
import { lightLabels } from '../../../kit/light-tag.tsx'
import { useDayKind, useModel, useSession, useToday } from '../../../kit/model.tsx'
import { PageFrame } from '../../../kit/page-frame.tsx'
import { StatCard, StatRow } from '../../../kit/stat-card.tsx'
import { type Tab, Tabs } from '../../../kit/tabs.tsx'
import type { Inbox, InboxCounts, InboxTab, Light } from '../../../wire/cases.ts'
import { InboxFilters } from './inbox-filters.tsx'
import { InboxList } from './inbox-list.tsx'
import { SideColumn } from './side-column.tsx'
import './workbench.css'

const tabNames: Record<InboxTab, string> = { todo: '待办', done: '已办', started: '我发起', supervised: '督办', copied: '抄送' }
const isTab = (name: string): name is InboxTab => name in tabNames

export function WorkbenchPage() {
  const session = useSession()
  const { manifest } = useModel()
  const today = useToday()
  const day = useDayKind()(today)
  const [address, change] = useAddress()
  const tab: InboxTab = isTab(textOf(address['tab'])) ? (textOf(address['tab']) as InboxTab) : 'todo'
  const light = textOf(address['light'])
  const filter = { scene: textOf(address['scene']), light, q: textOf(address['q']) }
  const counts = useQuery({ queryKey: ['inbox', 'counts'], queryFn: ({ signal }) => get<InboxCounts>('/inbox/counts', {}, signal) })
  const inbox = useInfiniteQuery({
    queryKey: ['inbox', 'list', tab, filter],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => get<Inbox>('/inbox', { tab, ...filter, cursor: pageParam }, signal),
    getNextPageParam: last => last.next,
  })
  const items = inbox.data?.pages.flatMap(page => page.items)
  const known = counts.data ?? inbox.data?.pages[0]?.counts
  const to = (search: Record<string, string>) => `/${writeSearch(search)}`
  const tabs: Tab<InboxTab>[] = (Object.keys(tabNames) as InboxTab[]).map(key => ({
    key,
    label: tabNames[key],
    count: key === 'done' || key === 'started' ? null : (known?.[key] ?? null),
    ...(key === 'todo' && known && known.overdue > 0 && { tone: 'alert' as const }),
  }))
  const hour = hourOf(new Date(session.simulatedNow ?? Date.now()))
  const hello = hour < 5 ? '夜深了' : hour < 9 ? '早上好' : hour < 12 ? '上午好' : hour < 14 ? '中午好' : hour < 18 ? '下午好' : '晚上好'
  return (
    <PageFrame title="工作台" plain>
      <div className="workbench-hello">
        <p className="hello-name">
          {session.name}，{hello}
        </p>
        <p className="muted">
          <span className="num">{longDate(today)}</span> {weekday(today)}
          <span className={`chip ${day.kind === 'work' || day.kind === 'make-up' ? 'primary' : 'gold'}`}>
            {{ work: '工作日', rest: '休息日', holiday: day.name ?? '节假日', 'make-up': '调休上班' }[day.kind]}
          </span>
          {session.posts.some(post => post.onBehalfOf) ? <span className="chip gold">正在代理他人岗位</span> : null}
        </p>
      </div>
      <StatRow label="我的事项">
        <StatCard label="待办" value={known?.todo} unit="件" href="/" active={tab === 'todo' && !light} />
        <StatCard
          label="逾期"
          value={known?.overdue}
          unit="件"
          tone="overdue"
          href={to({ light: 'overdue' })}
          active={light === 'overdue'}
        />
        <StatCard label="红灯" value={known?.red} unit="件" tone="red" href={to({ light: 'red' })} active={light === 'red'} />
        <StatCard label="黄灯" value={known?.yellow} unit="件" tone="yellow" href={to({ light: 'yellow' })} active={light === 'yellow'} />
        <StatCard
          label="督办"
          value={known?.supervised}
          unit="件"
          tone="gold"
          href={to({ tab: 'supervised' })}
          active={tab === 'supervised'}
        />
      </StatRow>
      <div className="workbench-columns">
        <section className="panel" aria-label="事项">
          <Tabs label="事项分类" tabs={tabs} value={tab} onChange={key => change({ tab: key === 'todo' ? '' : key, light: '' })}>
            <InboxFilters
              scenes={manifest.scenes.filter(scene => scene.flows.length > 0).map(scene => ({ value: scene.id, label: scene.title }))}
              filter={filter}
              lights={Object.entries(lightLabels)
                .filter(([key]) => ['green', 'remind', 'yellow', 'red', 'overdue', 'paused'].includes(key))
                .map(([value, label]) => ({ value: value as Light, label }))}
              onChange={change}
            />
            <InboxList
              key={tab}
              tab={tab}
              items={items}
              filtered={Boolean(filter.q || filter.light || filter.scene)}
              error={inbox.error}
              onRetry={() => void inbox.refetch()}
              more={{ has: inbox.hasNextPage, loading: inbox.isFetchingNextPage, load: () => void inbox.fetchNextPage() }}
              onClear={() => change({ q: '', light: '', scene: '' })}
            />
          </Tabs>
        </section>
        <SideColumn todo={tab === 'todo' ? items : undefined} />
      </div>
    </PageFrame>
  )
}
