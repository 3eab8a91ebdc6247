// Evidence as cards: a picture where it is one, what it proves, its digest, and the chain of those who held it.

import type { FileRef } from '#declare'
import { textOf } from '../../../../kit/address.ts'
import { fileUrl } from '../../../../kit/api.ts'
import { AppLink } from '../../../../kit/app-link.tsx'
import { EmptyState } from '../../../../kit/states.tsx'
import type { RowBody } from '../../../../wire/rows.ts'
import { evidenceKinds } from '../choices.ts'

export function EvidenceWall({ evidence, custody }: { evidence: readonly RowBody[]; custody: readonly RowBody[] }) {
  if (evidence.length === 0) return <EmptyState title="还没有证据" hint="在案件页面用“登记证据”添加，拍照可直接上传。" />
  return (
    <ul className="penalty-wall">
      {evidence.map(piece => (
        <Piece key={piece.id} piece={piece} chain={custody.filter(one => one.values['evidence'] === piece.id)} />
      ))}
    </ul>
  )
}

function Piece({ piece, chain }: { piece: RowBody; chain: readonly RowBody[] }) {
  const { values } = piece
  const [file] = (values['files'] ?? []) as FileRef[]
  const picture = file?.type.startsWith('image/') ? fileUrl(file, { record: 'penalty-evidence', id: piece.id }) : null
  return (
    <li>
      {picture ? <img src={picture} alt={piece.title} loading="lazy" /> : null}
      <h3>
        <AppLink href={`/records/penalty-evidence/${piece.id}`}>{piece.title}</AppLink>
      </h3>
      <p className="row wrap">
        <span className="chip">{evidenceKinds[values['kind'] as keyof typeof evidenceKinds]}</span>
        {values['preserved'] === true ? <span className="chip gold">登记保存 · {piece.case?.stateLabel}</span> : null}
        {values['illegal'] === true ? <span className="chip">非法证据，已排除</span> : null}
      </p>
      <p className="soft">{textOf(values['proves'])}</p>
      {file ? <p className="mono soft">SHA-256 {file.hash.slice(0, 16)}…</p> : null}
      <ol className="penalty-chain" aria-label="保管链">
        <li>{textOf(values['source'])}</li>
        {chain.map(one => (
          <li key={one.id}>
            {textOf(one.values['from'])} → {textOf(one.values['to'])}
            <small className="soft">{textOf(one.values['what'])}</small>
          </li>
        ))}
        <li>
          <b>现由{textOf(values['keeper'])}保管</b>
        </li>
      </ol>
    </li>
  )
}
