// Every attachment of a row, by where it came from: its fields, or an act of the case.
import type { FileRef } from '#declare'
import { FileList } from '../../../kit/file-list.tsx'
import { shortInstant } from '../../../kit/format.ts'
import { groupBy } from '../../../kit/group-by.ts'
import { EmptyState } from '../../../kit/states.tsx'
import type { CaseDetail } from '../../../wire/cases.ts'
import type { RecordView } from '../../../wire/manifest.ts'

export type Attached = { file: FileRef; from: string }

export function filesOf(record: RecordView, values: Readonly<Record<string, unknown>>, at: CaseDetail | undefined): Attached[] {
  const fields = record.fields
    .filter(field => field.kind === 'file')
    .flatMap(field => ((values[field.name] as FileRef[] | null | undefined) ?? []).map(file => ({ file, from: field.label })))
  const acts = (at?.timeline ?? []).flatMap(entry =>
    entry.files.map(file => ({ file, from: `${shortInstant(entry.at)} ${entry.organName ?? entry.actorName}${entry.label}` })),
  )
  return [...fields, ...acts.filter(one => !fields.some(other => other.file.hash === one.file.hash))]
}

export function FilesTab({ groups }: { groups: readonly Attached[] }) {
  if (groups.length === 0) return <EmptyState title="没有附件" hint="办理时上传的材料会集中列在这里。" />
  return (
    <div className="panel-body stack">
      {[...groupBy(groups, one => one.from)].map(([from, list]) => (
        <section key={from}>
          <h2 className="part-heading">{from}</h2>
          <FileList files={list.map(one => one.file)} />
        </section>
      ))}
    </div>
  )
}
