// A poster for a wall, A4: one service at one place, and the code that opens it there.
import { useQuery } from '@tanstack/react-query'
import { useParams, useSearch } from '@tanstack/react-router'
import { Qr } from '../../kit/qr.tsx'
import type { PortalRegion, ServiceGuide } from '../../wire/portal.ts'
import { get } from '../api.ts'
import { Fault, Waiting } from '../parts/states.tsx'
import './poster.css'

export function PosterPage() {
  const { name = '' } = useParams({ strict: false })
  const { place = '' } = useSearch({ strict: false })
  const at = /^\d{6,12}$/.test(place) ? place : ''
  const guide = useQuery({ queryKey: ['guide', name, at], queryFn: () => get<ServiceGuide>(`/services/${name}${at ? `?at=${at}` : ''}`) })
  const parent = at.length === 12 ? at.slice(0, 9) : at.length === 9 ? at.slice(0, 6) : ''
  const region = useQuery({
    queryKey: ['regions', parent],
    queryFn: () => get<{ items: PortalRegion[] }>(`/regions${parent ? `?parent=${parent}` : ''}`),
    enabled: at !== '',
  })
  if (guide.error) return <Fault error={guide.error} />
  if (!guide.data) return <Waiting />
  document.title = `${guide.data.title} · 二维码海报`
  const address = `${location.origin}/portal/s/${name}${at ? `?place=${at}` : ''}`
  return (
    <main className="poster" id="main">
      <p className="poster-place">{region.data?.items.find(one => one.code === at)?.name ?? ''}</p>
      <h1>{guide.data.title}</h1>
      <p className="poster-says">{guide.data.says}</p>
      <Qr text={address} label={`扫码办理${guide.data.title}`} size={360} />
      <p className="poster-scan">手机扫码，在线办理</p>
      <p className="poster-promise">
        {guide.data.promise}内办结 · {guide.data.organ}
      </p>
      <p className="poster-address">{address}</p>
      <button type="button" className="button is-primary" onClick={() => print()}>
        打印
      </button>
    </main>
  )
}
