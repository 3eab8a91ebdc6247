// Choosing files by button or by dropping them; each shows its progress, may be removed, and says what is wrong with it.
import { DeleteOutlined, UploadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { type DragEvent, useEffect, useRef, useState } from 'react'
import type { FileRef } from '#declare'
import { ApiProblem, upload } from './api.ts'
import { FileList } from './file-list.tsx'
import { useKeepFile } from './offline/keep-file.ts'
import './file-upload.css'

type Running = { key: number; name: string; share: number; fault: string | null; stop: AbortController }
type FileUploadProps = {
  value: readonly FileRef[]
  onChange: (files: FileRef[]) => void
  max?: number | undefined
  accept?: readonly string[] | undefined
  id?: string
  disabled?: boolean
  describedBy?: string | undefined
}

let serial = 0

export function FileUpload({ value, onChange, max = 20, accept, id, disabled = false, describedBy }: FileUploadProps) {
  const [running, setRunning] = useState<readonly Running[]>([])
  const [over, setOver] = useState(false)
  const keep = useKeepFile()
  const picker = useRef<HTMLInputElement>(null)
  const latest = useRef({ value, onChange })
  latest.current = { value, onChange }
  const uploads = useRef(running)
  uploads.current = running
  useEffect(
    () => () => {
      for (const one of uploads.current) one.stop.abort()
    },
    [],
  )

  const change = (key: number, with_: Partial<Running>) =>
    setRunning(list => list.map(one => (one.key === key ? { ...one, ...with_ } : one)))
  const start = (files: readonly File[]) => {
    const room = max - value.length - running.length
    for (const file of files.slice(0, room)) {
      const key = ++serial
      const stop = new AbortController()
      setRunning(list => [...list, { key, name: file.name, share: 0, fault: null, stop }])
      upload(file, share => change(key, { share }), stop.signal)
        .catch(error => {
          if (keep && error instanceof ApiProblem && error.status === 0 && !stop.signal.aborted) return keep(file)
          throw error
        })
        .then(
          stored => {
            setRunning(list => list.filter(one => one.key !== key))
            if (!latest.current.value.some(one => one.hash === stored.hash && one.name === stored.name)) {
              const next = [...latest.current.value, stored]
              latest.current.value = next
              latest.current.onChange(next)
            }
          },
          (error: Error) => change(key, { fault: error.message }),
        )
    }
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    if (!disabled) start([...event.dataTransfer.files])
  }
  const full = value.length + running.length >= max
  return (
    <div
      className={`upload ${over ? 'over' : ''}`}
      onDragOver={event => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {disabled || full ? null : (
        <div className="row wrap">
          <Button
            {...(id && { id })}
            icon={<UploadOutlined />}
            onClick={() => picker.current?.click()}
            {...(describedBy && { 'aria-describedby': describedBy })}
          >
            选择文件
          </Button>
          <span className="muted">或把文件拖到这里，最多 {max} 个</span>
          <input
            ref={picker}
            type="file"
            hidden
            aria-hidden="true"
            tabIndex={-1}
            multiple={max > 1}
            accept={accept?.join(',') ?? ''}
            onChange={event => {
              start([...(event.target.files ?? [])])
              event.target.value = ''
            }}
          />
        </div>
      )}
      <FileList
        files={value}
        after={file =>
          disabled ? null : (
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={`移除${file.name}`}
              onClick={() => onChange(value.filter(one => one !== file))}
            />
          )
        }
      />
      {running.map(one => (
        <div key={one.key} className="upload-running" role="status">
          <span className="clip">{one.name}</span>
          {one.fault ? (
            <span className="fault">{one.fault}</span>
          ) : (
            <progress max={1} value={one.share} aria-label={`正在上传${one.name}`} />
          )}
          <Button
            type="text"
            size="small"
            onClick={() => {
              one.stop.abort()
              setRunning(list => list.filter(other => other.key !== one.key))
            }}
          >
            {one.fault ? '知道了' : '取消'}
          </Button>
        </div>
      ))}
    </div>
  )
}
