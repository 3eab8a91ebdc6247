// Files and photos: the camera on a telephone, a choice of files elsewhere. Each goes up at once and can be taken back.
import { useState } from 'react'
import type { FileRef } from '#declare'
import { ApiProblem, upload } from '../api.ts'

export function FileInput({
  id,
  value,
  onChange,
  most,
  accept,
  invalid,
  describedBy,
}: {
  id: string
  value: readonly FileRef[]
  onChange: (files: FileRef[] | undefined) => void
  most: number
  accept: readonly string[] | undefined
  invalid: boolean
  describedBy: string | undefined
}) {
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState('')
  const add = async (files: readonly File[]) => {
    setBusy(true)
    setFault('')
    const kept = [...value]
    try {
      for (const file of files.slice(0, most - value.length)) kept.push(await upload(file))
    } catch (error) {
      setFault(error instanceof ApiProblem ? error.message : '上传没有成功，请再试一次')
    }
    setBusy(false)
    onChange(kept.length > 0 ? kept : undefined)
  }
  return (
    <div className="stack">
      {value.length > 0 ? (
        <ul className="files">
          {value.map(file => (
            <li key={file.hash}>
              <span className="file-name">{file.name}</span>
              <button
                type="button"
                className="button is-small"
                onClick={() => onChange(value.filter(one => one.hash !== file.hash))}
                aria-label={`移除${file.name}`}
              >
                移除
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      {value.length < most ? (
        <label className={`drop${invalid ? ' is-wrong' : ''}`}>
          <input
            id={id}
            type="file"
            className="hidden-file"
            multiple={most > 1}
            accept={accept?.join(',') ?? 'image/*,.pdf,.doc,.docx,.xls,.xlsx,.txt'}
            aria-describedby={describedBy}
            disabled={busy}
            onChange={event => {
              void add([...(event.target.files ?? [])])
              event.target.value = ''
            }}
          />
          {busy ? '正在上传…' : '拍照或选择文件'}
        </label>
      ) : null}
      {fault ? (
        <p className="fault" role="alert">
          {fault}
        </p>
      ) : null}
    </div>
  )
}
