// A form filled without a network, upon a case that others have changed: both values side by side, one chosen for each; nothing is lost unseen.
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Modal, Radio } from 'antd'
import { useState } from 'react'
import type { FieldView } from '../../wire/manifest.ts'
import { newKey } from '../api.ts'
import { ShowValue } from '../show-value.tsx'
import { ErrorState, Skeleton } from '../states.tsx'
import type { FilledAct } from './filled-act.ts'
import { saveFilled } from './filled-acts.ts'
import { type Difference, mergeFilled, same } from './merge-filled.ts'
import { offeredIn, readNow, sendFilled } from './send-filled.ts'

const sides = [
  ['mine', '我填的'],
  ['theirs', '现在的'],
] as const
const keyOf = (one: Difference) => `${one.field}.${one.at ?? ''}`

export function FilledConflict({ of, onClose, onDrop }: { of: FilledAct; onClose: () => void; onDrop: () => void }) {
  const now = useQuery({ queryKey: ['filled-now', of.id], queryFn: () => readNow(of), staleTime: 0, retry: 0 })
  const [choice, setChoice] = useState<Readonly<Record<string, 'mine' | 'theirs'>>>({})
  const [sending, setSending] = useState(false)
  const next = now.data && offeredIn(now.data.at, of)
  const offered = next !== undefined
  const theirs = now.data?.row.row.values ?? {}
  const { conflicts, taken } = mergeFilled(of, theirs)
  const all: Difference[] = of.fields.flatMap(field =>
    field.protect || same(of.values[field.name], theirs[field.name])
      ? []
      : [{ field: field.name, label: field.label, mine: of.values[field.name], theirs: theirs[field.name] }],
  )
  const shown = offered ? conflicts : all
  const names = { ...of.names, ...now.data?.row.names }
  const fieldOf = (one: Difference) => of.fields.find(field => field.name === one.field)!
  const ready = shown.every(one => choice[keyOf(one)] !== undefined)
  const send = async () => {
    if (!now.data || !next) return
    setSending(true)
    const { values } = mergeFilled(of, theirs, one => choice[keyOf(one)] ?? 'mine')
    await saveFilled({
      ...of,
      values,
      base: theirs,
      expect: now.data.at.version,
      task: next.task,
      key: newKey(),
      state: 'waiting',
      says: null,
    })
    await sendFilled(of.id)
    setSending(false)
    onClose()
  }
  return (
    <Modal
      open
      centered
      destroyOnHidden
      width={720}
      title={`核对：${of.title}`}
      onCancel={onClose}
      footer={
        <>
          <Button onClick={() => download(of)}>下载我填的内容</Button>
          {offered ? (
            <Button type="primary" loading={sending} disabled={!ready} onClick={() => void send()}>
              按所选内容提交
            </Button>
          ) : (
            <Button danger onClick={onDrop}>
              放弃我填的内容
            </Button>
          )}
        </>
      }
    >
      <div className="stack">
        {now.error ? <ErrorState error={now.error} onRetry={() => void now.refetch()} /> : null}
        {now.isPending ? <Skeleton rows={4} /> : null}
        <Alert
          type="warning"
          showIcon
          title={of.says ?? '他人修改过此事项'}
          {...(now.data && !offered && { description: '您填的内容不会自动删除，可以先下载留存。' })}
        />
        {now.data ? (
          <ul className="conflict-list">
            {shown.map(one => (
              <li key={keyOf(one)}>
                <h3>{one.label}</h3>
                {offered ? (
                  <Radio.Group
                    className="conflict-sides"
                    aria-label={one.label}
                    value={choice[keyOf(one)] ?? null}
                    onChange={event => setChoice({ ...choice, [keyOf(one)]: event.target.value as 'mine' | 'theirs' })}
                  >
                    {sides.map(([side, label]) => (
                      <Radio key={side} value={side} className="conflict-side">
                        <span className="muted">{label}</span>
                        <Side field={fieldOf(one)} row={one.at !== undefined} value={one[side]} names={names} />
                      </Radio>
                    ))}
                  </Radio.Group>
                ) : (
                  <div className="conflict-sides">
                    {sides.map(([side, label]) => (
                      <div key={side} className="conflict-side">
                        <span>
                          <span className="muted">{label}</span>
                          <Side field={fieldOf(one)} row={one.at !== undefined} value={one[side]} names={names} />
                        </span>
                      </div>
                    ))}
                  </div>
                )}
              </li>
            ))}
          </ul>
        ) : null}
        {offered && taken.length > 0 ? <p className="muted">已并入他人的修改：{taken.map(one => one.label).join('、')}</p> : null}
      </div>
    </Modal>
  )
}

type SideProps = { field: FieldView; row: boolean; value: unknown; names: Readonly<Record<string, string>> }
/** A value of the field, or one row of its list in words. */
function Side({ field, row, value, names }: SideProps) {
  if (!row && field.kind === 'table')
    return (
      <span>
        {((value ?? []) as unknown[]).map((one, at) => (
          <span key={at} className="conflict-row">
            <span className="num muted">{at + 1}</span> <Side field={field} row value={one} names={names} />
          </span>
        ))}
      </span>
    )
  if (!row) return <ShowValue field={field} value={value} names={names} />
  const of = value as Readonly<Record<string, unknown>>
  return (
    <span>
      {(field.columns ?? []).flatMap(column =>
        column.kind === 'ref' || of[column.name] === undefined || of[column.name] === null
          ? []
          : [
              <span key={column.name} className="conflict-cell">
                <ShowValue field={column} value={of[column.name]} names={names} dense />
              </span>,
            ],
      )}
    </span>
  )
}

/** As plain words, so that they can be read and used anywhere. */
function download(of: FilledAct): void {
  const word = (field: FieldView, value: unknown): string => {
    if (value === null || value === undefined) return ''
    if (field.kind === 'table')
      return (value as Record<string, unknown>[])
        .map(
          (row, at) =>
            `\n  ${at + 1}. ${(field.columns ?? [])
              .filter(column => column.kind !== 'ref')
              .map(column => word(column, row[column.name]))
              .join('　')}`,
        )
        .join('')
    if (field.kind === 'file') return (value as { name: string }[]).map(file => file.name).join('、')
    if (field.kind === 'choice') return field.of?.[String(value)] ?? String(value)
    if (field.kind === 'signature') return '（已签名）'
    return String(value)
  }
  const lines = [
    of.title,
    `${of.label}（${of.savedAt}）`,
    '',
    ...of.fields.map(field => `${field.label}：${word(field, of.values[field.name])}`),
  ]
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([lines.join('\n')], { type: 'text/plain' }))
  link.download = `${of.title}-${of.label}.txt`
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
