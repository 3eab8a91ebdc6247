// Attachments as links, with their kind and size.
import type { ReactNode } from 'react'
import type { FileRef } from '#declare'
import { fileUrl } from './api.ts'
import { useFileOwner } from './file-owner.ts'
import { fileSize } from './format.ts'
import { isLocal } from './offline/filled-act.ts'
import './show-value.css'

export function FileList({ files, after }: { files: readonly FileRef[]; after?: (file: FileRef) => ReactNode }) {
  const owner = useFileOwner()
  return (
    <ul className="file-list">
      {files.map(file => {
        const kind = file.name.split('.').at(-1)?.toLowerCase() ?? ''
        return (
          <li key={`${file.hash}${file.name}`}>
            <span className={`file-kind ${kind}`} aria-hidden="true">
              {kind.slice(0, 4).toUpperCase()}
            </span>
            {isLocal(file.hash) ? (
              <>
                <span className="clip" title={file.name}>
                  {file.name}
                </span>
                <span className="chip gold">在本机，待上传</span>
              </>
            ) : (
              <a href={fileUrl(file, owner)} target="_blank" rel="noopener" className="clip" title={file.name}>
                {file.name}
              </a>
            )}
            <span className="muted num">{fileSize(file.size)}</span>
            {after?.(file)}
          </li>
        )
      })}
    </ul>
  )
}
