// Where I am logged in, and the end of every log-in but this one: a lost laptop, a screen left open in another office.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Popconfirm } from 'antd'
import { get, post } from '../../kit/api.ts'
import { shortInstant } from '../../kit/format.ts'
import { Panel } from '../../kit/page-frame.tsx'
import { ErrorState, Skeleton } from '../../kit/states.tsx'

type OpenSession = {
  readonly current: boolean
  readonly how: string
  readonly createdAt: string
  readonly seenAt: string
  readonly address: string
  readonly agent: string
}
const ways: Readonly<Record<string, string>> = { password: '账号口令', oidc: '统一身份认证', demo: '演示登录' }

export function MySessions() {
  const { message } = App.useApp()
  const queries = useQueryClient()
  const list = useQuery({
    queryKey: ['sessions'],
    queryFn: async ({ signal }) => (await get<{ items: OpenSession[] }>('/sessions', {}, signal)).items,
  })
  const endOthers = async () => {
    try {
      const { ended } = await post<{ ended: number }>('/sessions/end-others')
      void message.success(`已退出其他 ${ended} 处登录`)
      await queries.invalidateQueries({ queryKey: ['sessions'] })
    } catch (error) {
      void message.error((error as Error).message)
    }
  }
  return (
    <Panel
      title="登录的设备"
      pad={false}
      extra={
        list.data && list.data.length > 1 ? (
          <Popconfirm
            title="退出其他设备上的登录？"
            description="只保留当前这一处。登录超过十分钟的，需重新登录后再操作。"
            okText="全部退出"
            cancelText="取消"
            onConfirm={endOthers}
          >
            <Button size="small" danger>
              退出其他设备
            </Button>
          </Popconfirm>
        ) : null
      }
    >
      {list.error ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : !list.data ? (
        <Skeleton rows={2} />
      ) : (
        <ul className="delegations">
          {list.data.map(one => (
            <li key={`${one.createdAt}${one.address}${one.agent}`}>
              <div className="grow">
                <div className="row wrap">
                  <strong>{deviceOf(one.agent)}</strong>
                  {one.current ? <span className="chip primary">当前</span> : null}
                </div>
                <p className="soft num">
                  {one.address} · {ways[one.how] ?? one.how}
                </p>
                <p className="muted num">
                  {shortInstant(one.createdAt)} 登录，{shortInstant(one.seenAt)} 使用
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

/** What a browser says of itself, in the words people use; the order matters: Edge says that it is Chrome, Chrome that it is Safari. */
function deviceOf(agent: string): string {
  const of = (names: readonly (readonly [RegExp, string])[]) => names.find(([pattern]) => pattern.test(agent))?.[1]
  const browser = of([
    [/Edg\//, 'Edge'],
    [/Firefox\//, 'Firefox'],
    [/Chrome\//, 'Chrome'],
    [/Safari\//, 'Safari'],
  ])
  const system = of([
    [/iPhone|iPad/, 'iOS'],
    [/Android/, 'Android'],
    [/Windows/, 'Windows'],
    [/Mac OS/, 'macOS'],
    [/Linux/, 'Linux'],
  ])
  return [system, browser].filter(Boolean).join(' · ') || '其他程序'
}
