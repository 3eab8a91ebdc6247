// Who asks to act for firms, and who acts: the letter is read, then the claim is passed or refused; an agency can be taken away again.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useState } from 'react'
import { textOf, useAddress } from '../../../kit/address.ts'
import { apiUrl, get } from '../../../kit/api.ts'
import { DataTable } from '../../../kit/data-table.tsx'
import { fileSize, shortInstant } from '../../../kit/format.ts'
import { PageFrame } from '../../../kit/page-frame.tsx'
import { SearchBox } from '../../../kit/search-box.tsx'
import { EmptyState } from '../../../kit/states.tsx'
import { Tabs } from '../../../kit/tabs.tsx'
import type { OfficeAgencies, OfficeAgency } from '../../../wire/agencies.ts'
import { AgencyDialog, type Deed, deeds } from './agency-dialog.tsx'
import './agencies.css'

const tabs = [
  { key: 'waiting', label: '待核对' },
  { key: 'active', label: '在代办' },
] as const

export function AgenciesPage() {
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [address, change] = useAddress()
  const state = textOf(address['state']) === 'active' ? 'active' : 'waiting'
  const q = textOf(address['q'])
  const [asked, setAsked] = useState<{ deed: Deed; of: OfficeAgency } | null>(null)
  const list = useQuery({
    queryKey: ['agencies', state, q],
    queryFn: ({ signal }) => get<OfficeAgencies>('/agencies', { state, ...(q && { q }) }, signal),
  })
  const refresh = () => queries.invalidateQueries({ queryKey: ['agencies'] })
  const done = (deed: Deed) => {
    setAsked(null)
    void message.success(deeds[deed].done)
    void refresh()
  }
  const acts: readonly Deed[] = state === 'waiting' ? ['confirm', 'refuse'] : ['revoke']
  return (
    <PageFrame
      title="企业代办授权"
      lead="登记的法定代表人、联络员本人申请的即时生效；其他人由企业已有的代办人同意，或在此核对授权委托书后通过。代办人能看到企业的全部办件和材料。"
    >
      <section className="panel" aria-label="企业代办授权">
        <Tabs
          label="申请与授权"
          tabs={tabs}
          value={state}
          onChange={key => change({ state: key === 'waiting' ? '' : key })}
          extra={<SearchBox value={q} onSearch={next => change({ q: next })} placeholder="按信用代码、名称查找" />}
        >
          <DataTable
            label={state === 'waiting' ? '代办申请' : '代办授权'}
            rows={list.data?.items}
            rowKey={row => row.id}
            error={list.error}
            onRetry={() => void list.refetch()}
            empty={
              <EmptyState
                drawing={q ? 'search' : state === 'waiting' ? 'done' : 'empty'}
                title={q ? '没有找到' : state === 'waiting' ? '没有待核对的申请' : '还没有代办人'}
                hint={
                  q ? '信用代码请填全18位；企业名称可以只填一部分。' : state === 'waiting' ? '有人申请代办企业事项时会列在这里。' : null
                }
              />
            }
            tools={list.data?.more ? <span className="muted">只列出前{list.data.items.length}条，其余请查找</span> : null}
            columns={[
              {
                key: 'name',
                title: '企业',
                primary: true,
                render: row => (
                  <>
                    <strong>{row.name}</strong>
                    <span className="agency-code num">{row.creditCode}</span>
                  </>
                ),
              },
              {
                key: 'who',
                title: state === 'waiting' ? '申请人手机' : '代办人手机',
                render: row => <span className="num">{row.who}</span>,
              },
              {
                key: 'since',
                title: state === 'waiting' ? '申请时间' : '生效时间',
                render: row => <span className="num">{shortInstant(row.since)}</span>,
              },
              {
                key: 'others',
                title: '其他代办人',
                render: row => (row.others > 0 ? <span className="num">{row.others}人</span> : <span className="muted">没有</span>),
              },
              { key: 'letter', title: '授权委托书', render: row => <Letter of={row} /> },
              {
                key: 'acts',
                title: '办理',
                render: row => (
                  <span className="row wrap">
                    {acts.map(deed => (
                      <Button
                        key={deed}
                        size="small"
                        type={deed === 'confirm' ? 'primary' : 'default'}
                        danger={deed === 'revoke'}
                        aria-label={`${deeds[deed].label}：${row.name}`}
                        onClick={() => setAsked({ deed, of: row })}
                      >
                        {deeds[deed].label}
                      </Button>
                    ))}
                  </span>
                ),
              },
            ]}
          />
        </Tabs>
      </section>
      {asked ? (
        <AgencyDialog
          {...asked}
          letter={<Letter of={asked.of} />}
          onClose={() => setAsked(null)}
          onDone={() => done(asked.deed)}
          onChanged={() => {
            setAsked(null)
            void refresh()
          }}
        />
      ) : null}
    </PageFrame>
  )
}

/** Opens in a new tab where a browser shows its kind; that it was read is remembered. */
function Letter({ of }: { of: OfficeAgency }) {
  const at = `/agencies/${of.id}/letter`
  return (
    <span className="agency-letter">
      <a href={apiUrl(at, { inline: 1 })} target="_blank" rel="noopener" className="clip" title={of.letter.name}>
        {of.letter.name}
      </a>
      <span className="muted num">{fileSize(of.letter.size)}</span>
      <a href={apiUrl(at)} download={of.letter.name} aria-label={`下载${of.letter.name}`}>
        下载
      </a>
    </span>
  )
}
